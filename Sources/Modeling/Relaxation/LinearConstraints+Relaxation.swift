import Statements

extension LinearConstraint: Relaxable {
  package func relax(into relaxed: inout RelaxedModel) {
    switch comparison {
    case .atMost: relaxed.addAtMostZero(form, if: conditions)
    case .equal:
      if conditions.isEmpty { return relaxed.addRow(form, lower: 0, upper: 0) }
      relaxed.addAtMostZero(form, if: conditions)
      relaxed.addAtMostZero(form.negated, if: conditions)
    case .notEqual: break
    }
  }
}

extension ClauseConstraint: Relaxable {
  package func relax(into relaxed: inout RelaxedModel) {
    relaxed.addCount(literals, lower: 1, upper: .max)
    if literals.count == 2 { relaxed.noteClique([!literals[0], !literals[1]]) }
  }
}

extension AtMostOneConstraint: Relaxable {
  package func relax(into relaxed: inout RelaxedModel) {
    relaxed.addCount(literals, lower: .min, upper: 1)
    relaxed.noteClique(literals)
  }
}

extension PrecedenceConstraint: Relaxable {
  package func relax(into relaxed: inout RelaxedModel) {
    let (first, second) = (relaxed.data.intervals[first], relaxed.data.intervals[second])
    relaxed.addAtMostZero(
      first.end - second.start + delay, if: [first, second].compactMap(\.presence) + conditions)
  }
}

extension IndicatorConstraint: Relaxable {
  /// Where all values have literals, one of them is true and the variable their weighted sum. Otherwise, at either end
  /// of the domain the literal is the value itself, and elsewhere it only bounds the variable.
  package func relax(into relaxed: inout RelaxedModel) {
    let first = relaxed.data.lower[variable]
    if let literals = relaxed.literals(ofAllValuesOf: variable), literals.count > 2 {
      // Said once for all.
      guard value == first, !relaxed.isDerived[variable] else { return }
      relaxed.addCount(literals, lower: 1, upper: 1)
      let values = zip(first..., literals).map { $0 * $1 }
      guard let sum = LinearForm(sum(of: values)) else { return }
      relaxed.addRow(LinearForm(terms: [LinearForm.Term(variable: variable, coefficient: 1)]) - sum, lower: 0, upper: 0)
      return relaxed.noteDerived(variable)
    }
    let form = LinearForm(terms: [LinearForm.Term(variable: variable, coefficient: 1)], constant: -value)
    relaxed.addAtMostZero(form, if: [literal])
    relaxed.addAtMostZero(form.negated, if: [literal])
    if relaxed.data.lower[variable] == value { relaxed.addAtMostZero(form.negated + 1, if: [!literal]) }
    if relaxed.data.upper[variable] == value { relaxed.addAtMostZero(form + 1, if: [!literal]) }
  }
}

extension MaximumConstraint: Relaxable {
  /// From below by each operand.
  package func relax(into relaxed: inout RelaxedModel) {
    for operand in operands { relaxed.addAtMostZero(operand - target) }
  }
}

extension AlternativeConstraint: Relaxable {
  /// As many options as main intervals, and the main duration is the chosen one's.
  package func relax(into relaxed: inout RelaxedModel) {
    let intervals = relaxed.data.intervals
    let presences = options.compactMap { intervals[$0].presence }
    guard presences.count == options.count else { return }
    if let presence = intervals[main].presence {
      if let form = LinearForm(sum(of: presences) - presence) { relaxed.addRow(form, lower: 0, upper: 0) }
    } else {
      relaxed.addCount(presences, lower: 1, upper: 1)
      let durations = options.compactMap { intervals[$0].duration.fixedValue }
      if durations.count == options.count, let chosen = LinearForm(sum(of: zip(durations, presences).map { $0 * $1 })) {
        relaxed.addRow(chosen - intervals[main].duration, lower: 0, upper: 0)
      }
    }
    relaxed.noteClique(presences)
  }
}

extension ReifiedLinearConstraint: Relaxable {
  /// Both directions of a comparison; of an equation what holds where it is true.
  package func relax(into relaxed: inout RelaxedModel) {
    let literal = comparison == .notEqual ? !literal : literal
    relaxed.addAtMostZero(form, if: [literal])
    if comparison == .atMost {
      relaxed.addAtMostZero(form.negated + 1, if: [!literal])
    } else {
      relaxed.addAtMostZero(form.negated, if: [literal])
    }
  }
}
