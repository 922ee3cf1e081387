/// target = the element at `index`; an index outside the list is not allowed.
package struct ElementConstraint: Constraint {
  package static let name = "element"
  package private(set) var target: LinearForm
  package private(set) var elements: [LinearForm]
  package private(set) var index: LinearForm

  package init(_ target: LinearForm, of elements: [LinearForm], at index: LinearForm) {
    self.target = target
    self.elements = elements
    self.index = index
  }

  package static var blank: Self { Self(LinearForm(), of: [], at: LinearForm()) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.form("", &target)
    visitor.forms("of", &elements)
    visitor.form("at", &index)
  }

  package func flaw(in data: ModelData) -> String? { elements.isEmpty ? "an element of nothing" : nil }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    target.forEachVariable(visit)
    for element in elements { element.forEachVariable(visit) }
    index.forEachVariable(visit)
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let position = index.value(values)
    guard elements.indices.contains(position) else { return "element \(position) of \(elements.count)" }
    let element = elements[position].value(values)
    return target.value(values) == element ? nil : "element \(position) is \(element), not \(target.value(values))"
  }

  package var functionTargets: [Int] { target.terms.map(\.variable) }

  package var attention: HintCompletion.Attention { .always }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    if let position = completion.value(of: index), elements.indices.contains(position),
      let element = completion.value(of: elements[position])
    {
      completion.solve(target + -element)
    }
    return false
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    for element in elements { bound.addEquation(target - element) }
    bound.addRow(index)
    bound.addRow(index.negated + (elements.count - 1))
    return true
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    if !data.isSafe(index) { throw .overflow("an element's index") }
  }
}

extension Model {
  /// The element of `elements` at the value of `index`, as a variable; the index lies inside the list.
  /// ```swift
  /// let cost = model.element([7, 5, 9], at: choice)
  /// ```
  public func element(_ elements: [any LinearExpressible], at index: some LinearExpressible) -> IntVar {
    let forms = canonical(elements, "an element")
    let ranges = forms.map(data.range(of:))
    guard let low = ranges.map(\.lowerBound).min(), let high = ranges.map(\.upperBound).max() else {
      if elements.isEmpty { note(.emptyOperands("an element")) }
      return integer(0...0)
    }
    let target = integer(low...high)
    note(target, from: forms, as: .oneOf(forms))
    if let position = canonical(index.linearExpression, "an element's index") {
      post(ElementConstraint(LinearForm(variable: target), of: forms, at: position))
    }
    return target
  }
}
