import Kernel
import Statements

extension SortConstraint: Lowerable {
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    var values: [OffsetVariable] = []
    var sorted: [OffsetVariable] = []
    for (target, expression) in zip(targets, expressions) {
      values.append(try model.offsetVariable(for: expression))
      sorted.append(try model.offsetVariable(for: target))
    }
    model.solver.postSort(values, sorted: sorted)
  }
}
