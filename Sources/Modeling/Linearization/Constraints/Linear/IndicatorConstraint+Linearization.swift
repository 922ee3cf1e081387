import Statements

extension IndicatorConstraint: Linearisable {
  /// The literal, below or above: exactly one.
  package func add(to linearizer: inout Linearizer, at position: Int) throws(ModelError) {
    let form = LinearForm(terms: [LinearForm.Term(variable: variable, coefficient: 1)])
    try linearizer.tie(linearizer.makeSwitch(literal), to: form, equals: value)
  }
}
