import Kernel
import Statements

extension ArcCircuitConstraint: Lowerable {
  /// One arc in and one out of each node in clauses; that there is one cycle is the propagator's.
  package func lower(into model: LoweredModel, at position: Int) {
    var (out, into) = (
      [[BoolVar]](repeating: [], count: nodeCount), [[BoolVar]](repeating: [], count: nodeCount)
    )
    for (arc, literal) in literals.enumerated() {
      out[tails[arc]].append(literal)
      into[heads[arc]].append(literal)
    }
    for node in 0..<nodeCount where node != depot {
      for list in [out[node], into[node]] {
        ClauseConstraint(list).lower(into: model, at: position)
        AtMostOneConstraint(list).lower(into: model, at: position)
      }
    }
    if model.solver.isInfeasible { return }
    model.solver.postCircuit(
      nodeCount: nodeCount, depot: depot,
      arcs: literals.indices.map { (tails[$0], heads[$0], model.literal(literals[$0])) })
  }
}
