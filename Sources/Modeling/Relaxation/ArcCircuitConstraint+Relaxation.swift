import Relaxation
import Statements

extension ArcCircuitConstraint: Relaxable {
  /// One arc in and one out of each node, as many in as out of the depot; rows against subtours come as they are
  /// violated.
  package func relax(into relaxed: inout RelaxedModel) {
    var (out, into) = (
      [[BoolVar]](repeating: [], count: nodeCount), [[BoolVar]](repeating: [], count: nodeCount)
    )
    for (arc, literal) in literals.enumerated() {
      out[tails[arc]].append(literal)
      into[heads[arc]].append(literal)
    }
    for node in 0..<nodeCount where node != depot {
      for list in [out[node], into[node]] {
        relaxed.addCount(list, lower: 1, upper: 1)
        if Set(list.map(\.variable.index)).count == list.count { relaxed.noteClique(list) }
      }
    }
    if depot >= 0, let difference = LinearForm(sum(of: out[depot]) - sum(of: into[depot])) {
      relaxed.addRow(difference, lower: 0, upper: 0)
    }
    relaxed.addGraph(
      ArcGraph(
        nodeCount: nodeCount, depot: depot >= 0 ? depot : nil,
        arcs: literals.enumerated().map { arc, literal in
          ArcGraph.Arc(
            tail: tails[arc], head: heads[arc], column: Int32(literal.variable.index), isComplemented: literal.isNegated
          )
        }))
  }
}
