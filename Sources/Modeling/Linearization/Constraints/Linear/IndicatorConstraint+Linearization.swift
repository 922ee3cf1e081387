import Statements

extension IndicatorConstraint: Linearisable {
  /// The literal, below or above: exactly one.
  package func add(to linearizer: inout Linearizer, at position: Int) throws(ModelError) {
    let (variable, value) = (variable, value)
    let difference = LinearForm(terms: [LinearForm.Term(variable: variable, coefficient: 1)], constant: -value)
    let isBelow = try linearizer.addBinary("below") { $0[variable] < value }
    let isAbove = try linearizer.addBinary("above") { $0[variable] > value }
    linearizer.addCount([linearizer.makeSwitch(literal), isBelow, isAbove], from: 1, to: 1)
    linearizer.addAtMostZero(difference, if: [!isAbove])
    linearizer.addAtMostZero(difference.negated, if: [!isBelow])
    linearizer.addAtMostZero(difference + 1, if: [isBelow])
    linearizer.addAtMostZero(difference.negated + 1, if: [isAbove])
  }
}
