import Statements

extension ClauseConstraint: Linearisable {
  package func add(to linearizer: inout Linearizer, at position: Int) {
    linearizer.addCount(literals.map(linearizer.makeSwitch), from: 1)
  }
}
