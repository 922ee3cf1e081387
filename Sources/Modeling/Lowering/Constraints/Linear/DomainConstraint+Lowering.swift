import Kernel
import Statements

extension DomainConstraint: Lowerable {
  /// Gaps between the values are clauses of two bounds; beyond the first and the last there are none.
  package func lower(into model: LoweredModel, at position: Int) {
    let x = model.variables[variable]
    guard let first = values.first, let last = values.last else { return model.solver.add(clause: []) }
    model.solver.add(clause: [Literal(x, atLeast: Int32(first))])
    model.solver.add(clause: [Literal(x, atMost: Int32(last))])
    for (low, high) in zip(values, values.dropFirst()) where high > low + 1 {
      model.solver.add(clause: [Literal(x, atMost: Int32(low)), Literal(x, atLeast: Int32(high))])
    }
  }
}
