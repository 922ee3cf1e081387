import Statements

extension AtMostOneConstraint: Linearisable {
  package func add(to linearizer: inout Linearizer, at position: Int) {
    linearizer.addCount(literals.map(linearizer.makeSwitch), to: 1)
  }
}
