import Kernel
import Statements

extension DomainConstraint: Lowerable {
  /// Gaps between the values are clauses of two bounds.
  package func lower(into model: LoweredModel, at position: Int) {
    let x = model.variables[variable]
    for (low, high) in zip(values, values.dropFirst()) where high > low + 1 {
      model.solver.add(clause: [Literal(x, atMost: Int32(low)), Literal(x, atLeast: Int32(high))])
    }
  }
}
