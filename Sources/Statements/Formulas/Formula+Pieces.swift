/// What needs no further Booleans: clauses, relations, and the definition of a Boolean by one of these.
extension Formula {
  /// Splits what is to be true into constraints and what needs more than that.
  package func split(_ code: Int) -> (pieces: [any Constraint], rest: [Int]) {
    var pieces: [any Constraint] = []
    var rest: [Int] = []
    var waiting = [code]
    while let code = waiting.popLast() {
      if code == Self.always { continue }
      if code >= 0, code & 1 == 0, case .all(let codes) = elements[code / 2] {
        waiting += codes.reversed()
      } else if let piece = piece(code) {
        pieces.append(piece)
      } else {
        rest.append(code)
      }
    }
    return (pieces, rest)
  }

  /// One constraint that says `code`; nil where none does.
  private func piece(_ code: Int) -> (any Constraint)? {
    if code == Self.never { return ClauseConstraint([]) }
    if let b = boolean(code) { return ClauseConstraint([b]) }
    if let (form, comparison) = relation(code) { return LinearConstraint(form, comparison) }
    switch elements[code / 2] {
    case .literal, .relation: return nil
    case .all(let codes):
      // Negated: one of the operands is false.
      let booleans = codes.compactMap { boolean($0 ^ 1) }
      if booleans.count == codes.count { return ClauseConstraint(booleans) }
      guard booleans.count == codes.count - 1, let last = codes.first(where: { boolean($0) == nil }),
        let (form, comparison) = relation(last ^ 1)
      else { return nil }
      return LinearConstraint(form, comparison, if: booleans.map { !$0 })
    case .equivalence(let left, let right): return definition(left ^ (code & 1), right)
    }
  }

  /// A Boolean on one side, and on the other what a constraint defines it by.
  private func definition(_ left: Int, _ right: Int) -> (any Constraint)? {
    if let a = boolean(left), let b = boolean(right) {
      return LinearForm(a - b).map { LinearConstraint($0, .equal) }
    }
    for (target, meaning) in [(left, right), (right, left)] {
      guard let target = boolean(target) else { continue }
      if let (form, comparison) = relation(meaning) { return ReifiedLinearConstraint(target, form, comparison) }
      guard case .all(let codes) = elements[meaning / 2] else { continue }
      let booleans = codes.compactMap { boolean($0) }
      if booleans.count == codes.count {
        return ConjunctionConstraint(meaning & 1 == 0 ? target : !target, allOf: booleans)
      }
    }
    return nil
  }

  /// The Boolean of the model that `code` is.
  package func boolean(_ code: Int) -> BoolVar? {
    guard code >= 0, case .literal(let b) = elements[code / 2] else { return nil }
    return code & 1 == 0 ? b : !b
  }

  private func relation(_ code: Int) -> (form: LinearForm, comparison: LinearRelation.Comparison)? {
    guard code >= 0, case .relation(let form, let comparison) = elements[code / 2] else { return nil }
    return code & 1 == 0 ? (form, comparison) : form.opposite(comparison)
  }
}
