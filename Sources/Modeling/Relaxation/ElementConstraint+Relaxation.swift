import Statements

extension ElementConstraint: Relaxable {
  /// Where all values of the index have literals: one of them is true, and the target is the sum of what they select,
  /// or within what these can be.
  package func relax(into relaxed: inout RelaxedModel) {
    guard index.terms.count == 1 else { return }
    let (variable, coefficient) = (index.terms[0].variable, index.terms[0].coefficient)
    let data = relaxed.data
    guard let literals = relaxed.literals(ofAllValuesOf: variable) else { return }
    var selected: [(literal: BoolVar, element: LinearForm)] = []
    for (value, literal) in zip(data.lower[variable]..., literals) {
      let place = coefficient * value + index.constant
      if elements.indices.contains(place) { selected.append((literal, elements[place])) }
    }
    relaxed.addCount(selected.map(\.literal), lower: 1, upper: 1)
    var (least, most) = (FormSum(), FormSum())
    for (literal, element) in selected {
      guard let truth = LinearForm(literal.linearExpression) else { return }
      let range = data.range(of: element)
      least.add(truth, times: range.lowerBound)
      most.add(truth, times: range.upperBound)
    }
    guard let low = least.form, let high = most.form, data.isSafe(low), data.isSafe(high) else { return }
    if low == high {
      relaxed.addRow(target - low, lower: 0, upper: 0)
      if target.terms.count == 1, abs(target.terms[0].coefficient) == 1 {
        relaxed.noteDerived(target.terms[0].variable)
      }
      return
    }
    relaxed.addAtMostZero(low - target)
    relaxed.addAtMostZero(target - high)
  }
}
