import Statements

/// Relations that hold always, where a Boolean is true, or just there.
extension Translation {
  func require(_ form: LinearForm, _ comparison: LinearRelation.Comparison) {
    let form = form.reduced(for: comparison)
    if let value = form.fixedValue {
      if !Self.holds(value, comparison) { fail() }
      return
    }
    model.post(LinearConstraint(form, comparison))
  }

  func require(_ form: LinearForm, _ comparison: LinearRelation.Comparison, if condition: Operand) {
    switch truth(condition) {
    case .always: require(form, comparison)
    case .never: break
    case .literal(let b):
      let form = form.reduced(for: comparison)
      if let value = form.fixedValue {
        if !Self.holds(value, comparison) { model.post(ClauseConstraint([!b])) }
        return
      }
      model.post(LinearConstraint(form, comparison, if: [b]))
    }
  }

  func reify(_ form: LinearForm, _ comparison: LinearRelation.Comparison, by target: Operand) {
    switch truth(target) {
    case .always: require(form, comparison)
    case .never:
      let opposite = form.opposite(comparison)
      require(opposite.form, opposite.comparison)
    case .literal(let b):
      let form = form.reduced(for: comparison)
      if let value = form.fixedValue {
        model.post(ClauseConstraint([Self.holds(value, comparison) ? b : !b]))
      } else if comparison != .atMost, form.terms.count == 1, abs(form.terms[0].coefficient) == 1 {
        model.post(
          IndicatorConstraint(
            comparison == .equal ? b : !b, variable: form.terms[0].variable,
            value: form.terms[0].coefficient > 0 ? -form.constant : form.constant))
      } else if comparison != .atMost, let (first, second) = booleanDifference(form) {
        model.post(ParityConstraint([first, second], target: comparison == .equal ? !b : b))
      } else {
        model.post(ReifiedLinearConstraint(b, form, comparison))
      }
    }
  }

  /// Two Booleans that are equal just where the form is 0.
  private func booleanDifference(_ form: LinearForm) -> (BoolVar, BoolVar)? {
    guard form.terms.count == 2, form.constant == 0, form.terms[0].coefficient == -form.terms[1].coefficient,
      form.terms.allSatisfy({ model.data.lower[$0.variable] == 0 && model.data.upper[$0.variable] == 1 })
    else { return nil }
    let both = form.terms.map { BoolVar(variable: model.variable(at: $0.variable), isNegated: false) }
    return (both[0], both[1])
  }

  private static func holds(_ value: Int, _ comparison: LinearRelation.Comparison) -> Bool {
    switch comparison {
    case .atMost: value <= 0
    case .equal: value == 0
    case .notEqual: value != 0
    }
  }

  /// target = a disjunction, or where it is implied: target -> disjunction. Where the target is the opposite of what the
  /// file has, the implication goes the other way.
  func disjunction(_ truths: [Truth], is target: Truth, isImplied: Bool, isOpposite: Bool) {
    var literals: [BoolVar] = []
    var isTrue = false
    for truth in truths {
      switch truth {
      case .always: isTrue = true
      case .never: break
      case .literal(let b): literals.append(b)
      }
    }
    // disjunction -> target
    func downwards() {
      if isTrue { return clause([], target) }
      for b in literals { clause([!b], target) }
    }
    // target -> disjunction
    func upwards() {
      if !isTrue { clause(literals, target.opposite) }
    }
    if isImplied { return isOpposite ? downwards() : upwards() }
    guard !isTrue, case .literal(let b) = target, literals.count > 1 else {
      downwards()
      return upwards()
    }
    model.post(ConjunctionConstraint(!b, allOf: literals.map { !$0 }))
  }

  private func clause(_ literals: [BoolVar], _ last: Truth) {
    switch last {
    case .always: break
    case .never: model.post(ClauseConstraint(literals))
    case .literal(let b): model.post(ClauseConstraint(literals + [b]))
    }
  }

  /// The form lies in a set.
  func restrict(_ form: LinearForm, to set: [ClosedRange<Int>]) {
    if let value = form.fixedValue {
      if !set.contains(where: { $0.contains(value) }) { fail() }
      return
    }
    model.add(expression(form), in: set)
  }

  static func ends(_ set: [ClosedRange<Int>]) -> [Int] {
    let reachable = -(1 << 60)...(1 << 60)
    return set.filter(reachable.overlaps).map { $0.clamped(to: reachable) }.flatMap { [$0.lowerBound, $0.upperBound] }
  }
}
