/// target = how many of the expressions have the value.
package struct CountConstraint: Constraint {
  package static let name = "count"
  package private(set) var target: LinearForm
  package private(set) var expressions: [LinearForm]
  package private(set) var value: Int

  package init(_ target: LinearForm, of expressions: [LinearForm], equalTo value: Int) {
    self.target = target
    self.expressions = expressions
    self.value = value
  }

  package static var blank: Self { Self(LinearForm(), of: [], equalTo: 0) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.form("", &target)
    visitor.forms("of", &expressions)
    visitor.number("value", &value)
  }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    target.forEachVariable(visit)
    for expression in expressions { expression.forEachVariable(visit) }
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let count = expressions.count { $0.value(values) == value }
    return target.value(values) == count ? nil : "\(count) expressions are \(value), not \(target.value(values))"
  }

  package var functionTargets: [Int] { target.terms.map(\.variable) }

  package var attention: HintCompletion.Attention { .whenOneIsOpen }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    let known = expressions.compactMap { completion.value(of: $0) }
    if known.count == expressions.count { completion.solve(target + -known.count { $0 == value }) }
    return false
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for expression in expressions where open.contains(expression) && !data.isSafe(expression) {
      throw .overflow("a count")
    }
  }

  /// A Boolean an expression, true exactly where it has the value; they add up to the target.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let isEqual = expressions.map { pieces.literal($0, equals: value) }
    guard let sum = LinearForm(sum(of: isEqual)) else { return false }
    pieces.post(LinearConstraint(sum - target, .equal))
    return true
  }
}

extension Model {
  /// How many of `expressions` have `value`, as a variable.
  /// ```swift
  /// let nights = model.count(of: shifts, equalTo: 3)
  /// model.add(nights <= 2)
  /// ```
  public func count(of expressions: [any LinearExpressible], equalTo value: Int) -> IntVar {
    let forms = canonical(expressions, "a count")
    let target = integer(0...forms.count)
    // Larger values are no expression's; a difference to them need not fit.
    if forms.count == expressions.count, value.magnitude <= 1 << 60 {
      post(CountConstraint(LinearForm(variable: target), of: forms, equalTo: value))
    } else if forms.count == expressions.count {
      add(target == 0)
    }
    return target
  }

  /// How many of `expressions` have the value of another expression, as a variable.
  /// ```swift
  /// let sameDay = model.count(of: days, equalTo: today)
  /// ```
  public func count(
    of expressions: [any LinearExpressible], equalTo value: some LinearExpressible
  ) -> IntVar {
    count(of: expressions.map { $0.linearExpression - value }, equalTo: 0)
  }
}
