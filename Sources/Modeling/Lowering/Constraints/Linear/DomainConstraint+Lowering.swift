import Kernel
import Statements

extension DomainConstraint: Lowerable {
  /// Gaps between the values are clauses of two bounds, or values that are false; beyond the first and the last there are
  /// none.
  package func lower(into model: LoweredModel, at position: Int) {
    model.restrict(model.variables[variable], to: values)
  }
}
