import MIP
import Statements

extension DomainConstraint: Linearisable {
  /// One binary a value: x = sum of value · binary.
  package func add(to linearizer: inout Linearizer, at position: Int) throws(ModelError) {
    let variable = variable
    var choices: [Linearizer.Switch] = []
    for value in values { choices.append(try linearizer.addBinary("value") { $0[variable] == value }) }
    linearizer.addCount(choices, from: 1, to: 1)
    linearizer.addRow(
      zip(choices, values).map { LinearModel.Term($0.column, Double($1)) } + [LinearModel.Term(variable, -1)],
      from: 0, to: 0)
  }
}
