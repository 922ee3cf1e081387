import Kernel
import Statements

extension CostAutomatonConstraint: Lowerable {
  package var takesLong: Bool { true }

  /// The path is clauses; its length is held between the shortest and the longest way that is open.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    let lowered = try model.postPath(automaton, expressions)
    if lowered.graph.isEmpty { return }
    let edges = zip(lowered.graph.layers, lowered.edges).map { layer, literals in
      zip(layer, literals).map { PathEdge(from: $0.from, to: $0.to, length: $0.cost, isOpen: $1) }
    }
    model.solver.postPathLength(
      try model.variable(for: target), layers: edges, nodeCounts: lowered.graph.nodeCounts)
  }
}
