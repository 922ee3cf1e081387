import MIP

/// Maxima, minima and elements: one binary for each operand that is chosen.
extension Linearizer {
  mutating func addMaximum(
    _ target: LinearForm, _ operands: [LinearForm], isOneSided: Bool
  ) throws(ModelError) {
    for operand in operands { addAtMostZero(operand - target) }
    if isOneSided { return }
    let least = operands.reduce(Int.min) { max($0, data.range(of: $1).lowerBound) }
    let candidates = operands.filter { data.range(of: $0).upperBound >= least }
    try choose(candidates) { first, values in
      candidates[first].value(values) == target.value(values)
        && candidates[..<first].allSatisfy { $0.value(values) < target.value(values) }
    } then: { linearizer, operand, isChosen in
      linearizer.addAtMostZero(target - operand, if: [isChosen])
    }
  }

  mutating func addElement(
    _ target: LinearForm, _ elements: [LinearForm], _ index: LinearForm
  ) throws(ModelError) {
    let choices = try choose(elements) { position, values in
      index.value(values) == position
    } then: { linearizer, element, isChosen in
      linearizer.addAtMostZero(target - element, if: [isChosen])
      linearizer.addAtMostZero(element - target, if: [isChosen])
    }
    addWeighted(choices.enumerated().map { ($1, $0) }, equals: index)
    if elements.allSatisfy({ $0.fixedValue != nil }) {
      // Implied by the rows above, and much stronger in the relaxation.
      addWeighted(zip(choices, elements).map { ($0, $1.constant) }, equals: target)
    }
  }

  /// Exactly one of the operands is chosen.
  @discardableResult
  private mutating func choose(
    _ operands: [LinearForm], by rule: @escaping @Sendable (Int, [Int]) -> Bool,
    then add: (inout Linearizer, LinearForm, Switch) -> Void
  ) throws(ModelError) -> [Switch] {
    var choices: [Switch] = []
    for (position, operand) in operands.enumerated() {
      let isChosen = try addBinary("choice") { rule(position, $0) }
      add(&self, operand, isChosen)
      choices.append(isChosen)
    }
    addCount(choices, from: 1, to: 1)
    return choices
  }

  /// The sum of the weights of true switches = form.
  mutating func addWeighted(_ choices: [(Switch, Int)], equals form: LinearForm) {
    addRow(
      choices.map { LinearModel.Term($0.column, Double($1)) }
        + form.terms.map { LinearModel.Term($0.variable, -Double($0.coefficient)) },
      from: form.constant, to: form.constant)
  }
}
