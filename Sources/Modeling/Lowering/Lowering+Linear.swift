import Kernel

/// Linear and Boolean constraints: what is a clause becomes a clause, what is a difference a precedence arc.
extension LoweredModel {
  func lowerLinear(_ form: LinearForm, _ comparison: LinearRelation.Comparison, if conditions: [Literal]) {
    switch comparison {
    case .atMost: postAtMostZero(form, if: conditions)
    case .equal:
      postAtMostZero(form, if: conditions)
      postAtMostZero(form.negated, if: conditions)
    case .notEqual: postNotZero(form, if: conditions)
    }
  }

  /// form <= 0 where all conditions hold.
  func postAtMostZero(_ form: LinearForm, if conditions: [Literal]) {
    let terms = form.terms.map { (coefficient: $0.coefficient, variable: variables[$0.variable]) }
    let highest = terms.reduce(form.constant) { $0 + reach($1.coefficient, $1.variable).upperBound }
    if highest <= 0 { return }
    let lowest = terms.reduce(form.constant) { $0 + reach($1.coefficient, $1.variable).lowerBound }
    if lowest > 0 { return solver.add(clause: conditions.map(\.negated)) }
    let smallest = terms.lazy.filter { !self.solver.store.isFixed($0.variable) }.map { abs($0.coefficient) }.min() ?? 0
    if highest <= smallest {
      // Only the corner with every term at its largest is forbidden.
      let below = terms.map { term in
        term.coefficient > 0
          ? Literal(term.variable, atMost: solver.store.upper(term.variable) - 1)
          : Literal(term.variable, atLeast: solver.store.lower(term.variable) + 1)
      }
      return solver.add(clause: conditions.map(\.negated) + below)
    }
    // A precedence arc has one condition.
    let isDifference = terms.count == 2 && terms.allSatisfy { abs($0.coefficient) == 1 }
    solver.postLinear(terms, atMost: -form.constant, if: isDifference ? [conjunction(of: conditions)] : conditions)
  }

  private func reach(_ coefficient: Int, _ x: IntegerVariable) -> ClosedRange<Int> {
    let a = coefficient * Int(solver.store.lower(x))
    let b = coefficient * Int(solver.store.upper(x))
    return min(a, b)...max(a, b)
  }

  /// form ≠ 0 where all conditions hold.
  private func postNotZero(_ form: LinearForm, if conditions: [Literal]) {
    if form.terms.isEmpty {
      if form.constant == 0 { solver.add(clause: conditions.map(\.negated)) }
      return
    }
    if let x = unitVariable(of: form) {
      guard abs(form.constant) <= Model.limit else { return }
      let value = Int32(-form.constant)
      return solver.add(
        clause: conditions.map(\.negated) + [Literal(x, atMost: value - 1), Literal(x, atLeast: value + 1)])
    }
    let isBelow = solver.makeBoolean()
    postAtMostZero(form + 1, if: conditions + [isBelow])
    postAtMostZero(form.negated + 1, if: conditions + [isBelow.negated])
  }

  func lowerAtMostOne(_ literals: [Literal]) {
    // Pairs propagate as well as a sum, faster, in quadratic space.
    if literals.count <= 24 {
      for (i, literal) in literals.enumerated() {
        for other in literals[..<i] { solver.add(clause: [literal.negated, other.negated]) }
      }
      return
    }
    // The literal of a negated Boolean b is about -b, and counts 1 - b.
    let negatedCount = literals.count { $0.bound == 0 }
    solver.postLinear(literals.map { (coefficient: 1, variable: $0.variable) }, atMost: 1 - negatedCount)
  }

  /// Gaps between the values are clauses of two bounds.
  func lowerDomain(_ x: IntegerVariable, _ values: [Int]) {
    for (low, high) in zip(values, values.dropFirst()) where high > low + 1 {
      solver.add(clause: [Literal(x, atMost: Int32(low)), Literal(x, atLeast: Int32(high))])
    }
  }

  func lowerIndicator(_ b: Literal, _ x: IntegerVariable, _ value: Int) {
    let isValue = literal(x, equals: value)
    solver.add(clause: [b.negated, isValue])
    solver.add(clause: [b, isValue.negated])
  }

  /// The literal [x = value], made when it is first asked for.
  func literal(_ x: IntegerVariable, equals value: Int) -> Literal {
    let low = Int(solver.store.lower(x))
    let high = Int(solver.store.upper(x))
    if value < low || value > high { return Literal.always.negated }
    if low == high { return .always }
    let bound = Int32(value)
    if value == low { return Literal(x, atMost: bound) }
    if value == high { return Literal(x, atLeast: bound) }
    return conjunction(of: [Literal(x, atLeast: bound), Literal(x, atMost: bound)])
  }
}
