/// The graph of a circuit over columns: what rows against subtours are made of.
///
/// In every solution one used arc enters and one leaves each node but the depot, loops included, and the arcs that are
/// no loops make one cycle or, with a depot, cycles that all pass it.
package struct ArcGraph: Sendable {
  package struct Arc: Sendable {
    package var tail, head: Int
    /// A column of 0 or 1.
    package var column: Int32
    /// The arc is used where the column is 0.
    package var isComplemented: Bool

    package init(tail: Int, head: Int, column: Int32, isComplemented: Bool) {
      (self.tail, self.head, self.column, self.isComplemented) = (tail, head, column, isComplemented)
    }
  }

  package let nodeCount: Int
  /// nil for a single cycle.
  package let depot: Int?
  package let arcs: [Arc]

  package init(nodeCount: Int, depot: Int?, arcs: [Arc]) {
    self.nodeCount = nodeCount
    self.depot = depot
    self.arcs = arcs
  }
}
