/// Each of some values comes first only after the one before it has come.
package struct ValuePrecedenceConstraint: Constraint {
  package static let name = "value precedence"
  package static let keyword = "valuePrecedence"
  package private(set) var values: [Int]
  package private(set) var expressions: [LinearForm]

  package init(_ values: [Int], in expressions: [LinearForm]) {
    self.values = values
    self.expressions = expressions
  }

  package static var blank: Self { Self([], in: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.numbers("", &values)
    visitor.forms("in", &expressions)
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    var seen = Set<Int>()
    for (place, expression) in expressions.enumerated() {
      let value = expression.value(values)
      for (before, after) in zip(self.values, self.values.dropFirst()) where after == value && !seen.contains(before) {
        return "\(after) at place \(place) comes before any \(before)"
      }
      seen.insert(value)
    }
    return nil
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for form in expressions where open.contains(form) && !data.isSafe(form) { throw .overflow("a value precedence") }
  }

  /// Literals that a value has come up to a place; it may only where the one before it has.
  ///
  /// - Source: Law, Lee 2004, "Global constraints for integer and set value precedence".
  package func decompose(into pieces: inout Decomposition) -> Bool {
    // Of each value but the last, whether it has come before the place.
    var hasCome = values.map { _ in !pieces.always() }
    for expression in expressions {
      let range = pieces.range(of: expression)
      var next = hasCome
      for (k, value) in values.enumerated() where range.contains(value) {
        let isValue = pieces.literal(expression, equals: value)
        if k > 0 { pieces.post(ClauseConstraint([!isValue, hasCome[k - 1]])) }
        if k == values.count - 1 { continue }
        next[k] = pieces.boolean()
        pieces.post(ClauseConstraint([!isValue, next[k]]))
        pieces.post(ClauseConstraint([!hasCome[k], next[k]]))
        pieces.post(ClauseConstraint([!next[k], hasCome[k], isValue]))
        // Implied, and seen sooner so.
        if k > 0 { pieces.post(ClauseConstraint([!next[k], hasCome[k - 1]])) }
      }
      hasCome = next
    }
    return true
  }
}

extension Model {
  /// Among `expressions`, the value `second` comes nowhere before the first `first`.
  /// ```swift
  /// // Crews 1 and 2 are alike: crew 2 is used after crew 1 only.
  /// model.valuePrecedence(1, before: 2, in: crews)
  /// ```
  /// Without a `first` there is no `second`.
  public func valuePrecedence(_ first: Int, before second: Int, in expressions: [any LinearExpressible]) {
    valuePrecedence([first, second], in: expressions)
  }

  /// The same for each of `values` and the next one: where values may change places, this leaves one of each such
  /// solution.
  public func valuePrecedence(_ values: [Int], in expressions: [any LinearExpressible]) {
    let forms = canonical(expressions, "a value precedence")
    if forms.count == expressions.count { post(ValuePrecedenceConstraint(values, in: forms)) }
  }
}
