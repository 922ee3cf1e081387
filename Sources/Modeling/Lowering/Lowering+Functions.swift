import Kernel

/// Maxima, minima and elements of lists.
extension LoweredModel {
  /// - Parameter isOneSided: only target >= operands is needed, which precedence arcs keep.
  func lowerMaximum(_ target: LinearForm, _ operands: [LinearForm], isOneSided: Bool) throws(ModelError) {
    if isOneSided {
      for operand in operands { postAtMostZero(operand - target, if: []) }
      return
    }
    var terms: [OffsetVariable] = []
    for operand in operands { terms.append(try offsetVariable(for: operand)) }
    solver.postMaximum(try offsetVariable(for: target), of: terms)
  }

  /// Index and list meet in value literals of the index.
  func lowerElement(
    _ target: LinearForm, _ elements: [LinearForm], _ index: LinearForm
  ) throws(ModelError) {
    let position = try variable(for: index)
    solver.raiseAtRoot(Literal(position, atLeast: 0))
    solver.raiseAtRoot(Literal(position, atMost: Int32(elements.count - 1)))
    if solver.isInfeasible { return }
    var values: [OffsetVariable] = []
    for element in elements { values.append(try offsetVariable(for: element)) }
    solver.postElement(
      index: elements.indices.map { literal(position, equals: $0) }, values: values,
      result: try variable(for: target))
  }
}
