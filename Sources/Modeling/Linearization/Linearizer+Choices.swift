import MIP
import Statements

/// One binary for each operand that is chosen.
extension Linearizer {
  /// Exactly one of the operands is chosen.
  @discardableResult
  mutating func choose(
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
