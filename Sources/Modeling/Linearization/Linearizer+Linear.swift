import MIP

/// Linear constraints under conditions, domains with gaps, and indicators.
extension Linearizer {
  mutating func addLinear(
    _ form: LinearForm, _ comparison: LinearRelation.Comparison, if conditions: [Switch]
  ) throws(ModelError) {
    switch comparison {
    case .atMost: addAtMostZero(form, if: conditions)
    case .equal where conditions.isEmpty: addZero(form)
    case .equal:
      addAtMostZero(form, if: conditions)
      addAtMostZero(form.negated, if: conditions)
    case .notEqual:
      let isBelow = try addBinary("below") { form.value($0) < 0 }
      addAtMostZero(form + 1, if: conditions + [isBelow])
      addAtMostZero(form.negated + 1, if: conditions + [!isBelow])
    }
  }

  /// One binary a value: x = sum of value · binary.
  mutating func addDomain(_ variable: Int, _ values: [Int]) throws(ModelError) {
    var choices: [Switch] = []
    for value in values { choices.append(try addBinary("value") { $0[variable] == value }) }
    addCount(choices, from: 1, to: 1)
    addRow(
      zip(choices, values).map { LinearModel.Term($0.column, Double($1)) } + [LinearModel.Term(variable, -1)],
      from: 0, to: 0)
  }

  /// b, below or above: exactly one.
  mutating func addIndicator(_ b: Switch, _ variable: Int, _ value: Int) throws(ModelError) {
    let difference = LinearForm(terms: [LinearForm.Term(variable: variable, coefficient: 1)], constant: -value)
    let isBelow = try addBinary("below") { $0[variable] < value }
    let isAbove = try addBinary("above") { $0[variable] > value }
    addCount([b, isBelow, isAbove], from: 1, to: 1)
    addAtMostZero(difference, if: [!isAbove])
    addAtMostZero(difference.negated, if: [!isBelow])
    addAtMostZero(difference + 1, if: [isBelow])
    addAtMostZero(difference.negated + 1, if: [isAbove])
  }
}
