import Kernel
import Statements

extension BinLoadConstraint: Lowerable {
  /// A propagator beside the row, which keeps it where sums are too large to list.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    guard let total = LinearForm(sum(of: zip(sizes, literals).map { $0 * $1 })) else {
      throw .overflow("the load of a bin")
    }
    LinearConstraint(total - load, .equal).lower(into: model, at: position)
    if model.solver.isInfeasible { return }
    let range = model.expanded.range(of: load)
    guard range.lowerBound >= -Model.limit, range.upperBound <= Model.limit else { return }
    model.solver.postBinLoad(
      try model.offsetVariable(for: load), items: zip(sizes, literals).map { ($0, model.literal($1)) })
  }
}
