import Kernel
import Statements

extension ElementConstraint: Lowerable {
  package var takesLong: Bool { elements.count > 10_000 }

  /// Index and list meet in value literals of the index, at the positions that its bounds leave. A long list of numbers
  /// goes by bounds.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    let solver = model.solver
    let place = try model.offsetVariable(for: index)
    solver.add(clause: [place.atLeast(0)])
    solver.add(clause: [place.atMost(Int32(elements.count - 1))])
    if solver.isInfeasible { return }
    let first = Int(solver.store.lower(place))
    let open = elements[first...Int(solver.store.upper(place))]
    let result = try model.variable(for: target)
    let numbers = open.compactMap(\.fixedValue)
    let isOfNumbers = numbers.count == open.count
    if isOfNumbers, open.count > LoweredModel.largestEncoding {
      let range = Int(solver.store.lower(result))...Int(solver.store.upper(result))
      // What is beyond all values of the result is so in 32 bits as well.
      let near = numbers.map { Int32(min(max($0, range.lowerBound - 1), range.upperBound + 1)) }
      let shifted = OffsetVariable(place.variable, plus: place.offset - Int32(first))
      return solver.postWideElement(near, at: shifted, equals: result)
    }
    var index: [Literal] = []
    var values: [OffsetVariable] = []
    let whole = model.valueLiterals(of: place.variable)
    for (offset, element) in open.enumerated() {
      let literal =
        whole?.literals[offset] ?? model.literal(place.variable, equals: first + offset - Int(place.offset))
      if literal == Literal.always.negated { continue }
      index.append(literal)
      values.append(try model.element(element))
    }
    if index.isEmpty { return solver.add(clause: []) }
    solver.postElement(index: index, values: values, result: result)
    if isOfNumbers { model.linkValues(of: result, to: zip(index, values).map { ($0, Int(solver.store.lower($1))) }) }
  }
}

extension LoweredModel {
  /// An element of a list; numbers need no variable of their own.
  func element(_ form: LinearForm) throws(ModelError) -> OffsetVariable {
    guard let number = form.fixedValue, abs(number) < Model.limit else { return try offsetVariable(for: form) }
    return OffsetVariable(Literal.always.variable, plus: Int32(number - 1))
  }
}
