import Kernel
import Statements

/// x ≠ y + c and x ≠ c, said when it is known which variables are encoded.
extension LoweredModel {
  struct Disequality {
    let left: OffsetVariable
    let right: OffsetVariable
    let conditions: [Literal]
    let origin: Origin
  }

  /// x ≠ value where all conditions hold.
  struct Removal {
    let variable: IntegerVariable
    let value: Int
    let conditions: [Literal]
    let origin: Origin
  }

  /// form ≠ 0 where all conditions hold.
  func postNotZero(_ form: LinearForm, if conditions: [Literal]) {
    if form.terms.isEmpty {
      if form.constant == 0 { solver.add(clause: conditions.map(\.negated)) }
      return
    }
    if let x = unitVariable(of: form) {
      guard abs(form.constant) <= Model.limit else { return }
      let made = Removal(variable: x, value: -form.constant, conditions: conditions, origin: solver.origin)
      if areValuesSettled { post(made) } else { removals.append(made) }
      return
    }
    if form.terms.count == 2, forbidCorners(of: form, if: conditions) { return }
    if let (left, right) = sides(of: form) { return postDisequality(left, right, if: conditions) }
    let isBelow = solver.makeBoolean()
    solver.following(define(isBelow, below: form)) { postAtMostZero(form + 1, if: conditions + [isBelow]) }
    postAtMostZero(form.negated + 1, if: conditions + [isBelow.negated])
  }

  /// form ≠ 0 of two variables with two values each: a clause for each pair of values that makes it 0.
  ///
  /// - Returns: false where one has more values.
  private func forbidCorners(of form: LinearForm, if conditions: [Literal]) -> Bool {
    let terms = form.terms.map { term in
      let x = variables[term.variable]
      return (x: x, factor: term.coefficient, low: solver.store.lower(x), high: solver.store.upper(x))
    }
    guard terms.allSatisfy({ $0.high - $0.low == 1 }) else { return false }
    for first in [terms[0].low, terms[0].high] {
      for second in [terms[1].low, terms[1].high] {
        if terms[0].factor * Int(first) + terms[1].factor * Int(second) + form.constant != 0 { continue }
        let differs = zip(terms, [first, second]).map { term, value in
          value == term.low ? Literal(term.x, atLeast: term.high) : Literal(term.x, atMost: term.low)
        }
        solver.add(clause: conditions.map(\.negated) + differs)
      }
    }
    return true
  }

  /// left ≠ right where all conditions hold.
  func postDisequality(_ left: OffsetVariable, _ right: OffsetVariable, if conditions: [Literal]) {
    let made = Disequality(left: left, right: right, conditions: conditions, origin: solver.origin)
    if areValuesSettled { post(made) } else { disequalities.append(made) }
  }

  /// The two sides of a difference of two variables that may be 0.
  private func sides(of form: LinearForm) -> (OffsetVariable, OffsetVariable)? {
    guard form.terms.count == 2, form.terms.allSatisfy({ abs($0.coefficient) == 1 }),
      abs(form.constant) <= Model.limit
    else { return nil }
    let (x, y) = (variables[form.terms[0].variable], variables[form.terms[1].variable])
    return (
      OffsetVariable(form.terms[0].coefficient > 0 ? x : -x),
      OffsetVariable(form.terms[1].coefficient > 0 ? -y : y, plus: Int32(-form.constant))
    )
  }

  /// By values where both sides are encoded, which sees gaps too; else by bounds.
  func post(_ disequality: Disequality) {
    come(from: disequality.origin)
    let (x, y) = (disequality.left, disequality.right)
    guard isEncoded(x.variable), isEncoded(y.variable) else {
      return solver.postDisequality(x, y, if: disequality.conditions)
    }
    let first = max(solver.store.lower(x), solver.store.lower(y))
    let last = min(solver.store.upper(x), solver.store.upper(y))
    if first > last { return }
    let disabled = disequality.conditions.map(\.negated)
    for value in first...last {
      let pair = [x, y].map { literal($0.variable, equals: Int(value - $0.offset)).negated }
      solver.add(clause: disabled + pair)
    }
  }

  func post(_ removal: Removal) {
    come(from: removal.origin)
    let (x, value) = (removal.variable, removal.value)
    let disabled = removal.conditions.map(\.negated)
    if let known = knownLiteral(x, equals: value) { return solver.add(clause: disabled + [known.negated]) }
    solver.add(clause: disabled + [Literal(x, atMost: Int32(value - 1)), Literal(x, atLeast: Int32(value + 1))])
  }

  /// Whether all values of x have their literals.
  private func isEncoded(_ x: IntegerVariable) -> Bool {
    if solver.store.isFixed(x) { return true }
    return encodingPlaces[x.isNegated ? -x : x].map { encodings[$0].isWhole } ?? false
  }
}
