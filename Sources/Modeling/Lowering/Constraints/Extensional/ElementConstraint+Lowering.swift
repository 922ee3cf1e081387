import Kernel
import Statements

extension ElementConstraint: Lowerable {
  /// Index and list meet in value literals of the index.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    let solver = model.solver
    let place = try model.variable(for: index)
    solver.raiseAtRoot(Literal(place, atLeast: 0), because: solver.origin)
    solver.raiseAtRoot(Literal(place, atMost: Int32(elements.count - 1)), because: solver.origin)
    if solver.isInfeasible { return }
    var values: [OffsetVariable] = []
    for element in elements { values.append(try model.offsetVariable(for: element)) }
    solver.postElement(
      index: elements.indices.map { model.literal(place, equals: $0) }, values: values,
      result: try model.variable(for: target))
  }
}
