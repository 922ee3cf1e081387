extension Model {
  /// Each of `expressions` is at most the next one; less than it, where `strictly` is true.
  /// ```swift
  /// model.increasing(starts)
  /// ```
  /// The same as that many comparisons; none or one expression is in order.
  public func increasing(_ expressions: [any LinearExpressible], strictly: Bool = false) {
    for (first, second) in zip(expressions, expressions.dropFirst()) {
      add(first.linearExpression + (strictly ? 1 : 0) <= second.linearExpression)
    }
  }

  /// Each of `expressions` is at least the next one; more than it, where `strictly` is true.
  public func decreasing(_ expressions: [any LinearExpressible], strictly: Bool = false) {
    increasing(expressions.reversed(), strictly: strictly)
  }
}
