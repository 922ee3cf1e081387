extension ModelData {
  /// The hints as an assignment, with the values that follow from them: extrema, elements, and equations with one
  /// variable left. nil where some variable still has none.
  func hintedAssignment() -> [Int]? {
    if hints.isEmpty { return nil }
    var values = [Int?](repeating: nil, count: variableCount)
    for hint in hints { values[hint.variable] = hint.value }
    for constraint in constraints {
      switch constraint {
      case .linear(let form, .equal, _): solve(form, &values)
      case .maximum(let target, let operands):
        let known = operands.compactMap { value(of: $0, values) }
        if known.count == operands.count, let largest = known.max() { solve(target + -largest, &values) }
      case .element(let target, let elements, let index):
        if let position = value(of: index, values), elements.indices.contains(position),
          let element = value(of: elements[position], values)
        {
          solve(target + -element, &values)
        }
      default: break
      }
    }
    let known = values.compactMap { $0 }
    return known.count == values.count ? known : nil
  }

  private func value(of form: LinearForm, _ values: [Int?]) -> Int? {
    var sum = form.constant
    for term in form.terms {
      guard let value = values[term.variable] else { return nil }
      sum += term.coefficient * value
    }
    return sum
  }

  /// Gives the one variable of `form` = 0 that has no value the one that solves it, where there is one.
  private func solve(_ form: LinearForm, _ values: inout [Int?]) {
    let open = form.terms.filter { values[$0.variable] == nil }
    guard open.count == 1 else { return }
    let rest = LinearForm(terms: form.terms.filter { values[$0.variable] != nil }, constant: form.constant)
    guard let sum = value(of: rest, values), sum % open[0].coefficient == 0 else { return }
    values[open[0].variable] = -sum / open[0].coefficient
  }
}
