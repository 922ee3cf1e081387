import Statements

/// Booleans that say whether something holds: what is known of one side tightens the other.
extension ReifiedLinearConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) { visit(literal) }

  var size: Int { 20 + 2 * form.terms.count }

  func addShadows(to state: inout PresolveState) {
    let isTrue = comparison == .notEqual ? !literal : literal
    state.addShadow(form, .atMost, if: [isTrue])
    if comparison == .atMost {
      state.addShadow(form.negated + 1, .atMost, if: [!isTrue])
    } else {
      state.addShadow(form.negated, .atMost, if: [isTrue])
    }
  }

  func read(into state: inout PresolveState, at position: Int) -> Bool {
    state.areLiterals([literal]) && readUses(into: &state, at: position)
  }

  func tighten(_ state: inout PresolveState) {
    let range = state.range(of: form)
    let holds: Bool? =
      switch comparison {
      case .atMost: range.upperBound <= 0 ? true : range.lowerBound > 0 ? false : nil
      case .equal: range == 0...0 ? true : range.contains(0) ? nil : false
      case .notEqual: range == 0...0 ? false : range.contains(0) ? nil : true
      }
    if let holds { state.fix(state.resolved(state.code(literal)), to: holds) }
  }

  func rewritten(_ renaming: Renaming) -> [any Constraint] {
    let form = renaming.form(form)
    switch renaming.truth(literal) {
    case .always: return [LinearConstraint(form, comparison)]
    case .never:
      let opposite = form.opposite(comparison)
      return [LinearConstraint(opposite.form, opposite.comparison)]
    case .open(let b): return [ReifiedLinearConstraint(b, form, comparison)]
    }
  }
}

extension MembershipConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) { target.forEach(visit) }

  var size: Int { 20 + ends.count }

  func read(into state: inout PresolveState, at position: Int) -> Bool {
    state.areLiterals(target) && readUses(into: &state, at: position)
  }

  func tighten(_ state: inout PresolveState) {
    let range = state.range(of: form)
    let ends = clipped(to: range).ends
    let isInside = ends.count == 2 && ends[0] <= range.lowerBound && range.upperBound <= ends[1]
    if let target = target.first {
      let literal = state.resolved(state.code(target))
      if ends.isEmpty || isInside {
        state.fix(literal, to: isInside)
        return
      }
      if state.truth(literal) != true { return }
    }
    guard let low = ends.first, let high = ends.last else {
      state.isInfeasible = true
      return
    }
    state.restrict(form, max(low, range.lowerBound), min(high, range.upperBound))
  }

  func rewritten(_ renaming: Renaming) -> [any Constraint] {
    let clipped = clipped(to: renaming.data.range(of: form))
    let form = renaming.form(form)
    guard let literal = target.first else { return [MembershipConstraint(form, in: clipped.ends)] }
    switch renaming.truth(literal) {
    case .always: return [MembershipConstraint(form, in: clipped.ends)]
    case .open(let b): return [MembershipConstraint(form, in: clipped.ends, target: b)]
    case .never:
      // What lies between the ranges.
      var gaps = [-(1 << 60)] + clipped.ends.enumerated().map { $0 % 2 == 0 ? $1 - 1 : $1 + 1 } + [1 << 60]
      if gaps[0] > gaps[1] { gaps.removeFirst(2) }
      if let last = gaps.last, gaps.count > 1, gaps[gaps.count - 2] > last { gaps.removeLast(2) }
      return [MembershipConstraint(form, in: gaps)]
    }
  }
}

extension ConjunctionConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) {
    visit(target)
    literals.forEach(visit)
  }

  /// Clauses, which are rows, say all of it.
  func read(into state: inout PresolveState, at position: Int) -> Bool {
    guard state.areLiterals([target] + literals) else { return false }
    let goal = state.code(target)
    var whole = [goal]
    for literal in literals {
      let code = state.code(literal)
      state.addClause([goal ^ 1, code])
      whole.append(code ^ 1)
    }
    state.addClause(whole)
    return state.spend(4 * literals.count + 4)
  }

  /// Never asked, as no conjunction is left.
  func rewritten(_ renaming: Renaming) -> [any Constraint] { [renamed(renaming)] }
}
