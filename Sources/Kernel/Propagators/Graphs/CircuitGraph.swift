import Basics

/// The graph of a circuit: arcs between different nodes, and loops apart.
final class CircuitGraph {
  struct Arc: BitwiseCopyable {
    var tail, head: Int32
    var literal: Literal
  }

  let nodeCount: Int
  /// -1 for a single cycle.
  let depot: Int32
  let arcs: Buffer<Arc>
  let loopLiterals: Buffer<Literal>
  /// By node, its arcs out and in and its loops.
  let out, into, loops: NodeLists
  /// -1 where all have one.
  let firstWithoutLoop: Int32

  /// - Parameter arcs: a loop at the depot says nothing.
  init(nodeCount: Int, depot: Int, arcs: [(tail: Int, head: Int, literal: Literal)]) {
    self.nodeCount = nodeCount
    self.depot = Int32(depot)
    let proper = arcs.filter { $0.tail != $0.head }
    let atNodes = arcs.filter { $0.tail == $0.head && $0.tail != depot }
    self.arcs = Buffer(proper.map { Arc(tail: Int32($0.tail), head: Int32($0.head), literal: $0.literal) })
    loopLiterals = Buffer(atNodes.map(\.literal))
    out = NodeLists(nodeCount, proper.map(\.tail))
    into = NodeLists(nodeCount, proper.map(\.head))
    loops = NodeLists(nodeCount, atNodes.map(\.tail))
    let found = (0..<nodeCount).first { [loops] in loops.range($0).isEmpty }
    firstWithoutLoop = Int32(found ?? -1)
  }
}

/// The numbers of things by the node that each belongs to.
final class NodeLists {
  private let start: Buffer<Int32>
  let items: Buffer<Int32>

  /// - Parameter nodes: of each thing.
  init(_ count: Int, _ nodes: [Int]) {
    start = Buffer(repeating: 0, count: count + 1)
    items = Buffer(repeating: 0, count: nodes.count)
    for node in nodes { start[node + 1] += 1 }
    for node in 0..<count { start[node + 1] += start[node] }
    let free = Buffer<Int32>(repeating: 0, count: count)
    for (item, node) in nodes.enumerated() {
      items[start[node] + free[node]] = Int32(item)
      free[node] += 1
    }
  }

  @inline(__always) func range(_ node: Int) -> Range<Int> { Int(start[node])..<Int(start[node + 1]) }
}

extension Solver {
  /// The arcs whose literals are true make one cycle through all nodes without a true loop or, where there is a depot,
  /// cycles that share it alone. Call at level 0.
  ///
  /// - Precondition: clauses say that one arc enters and one leaves each node but the depot, loops included.
  package func postCircuit(nodeCount: Int, depot: Int = -1, arcs: [(tail: Int, head: Int, literal: Literal)]) {
    let possible = arcs.filter { !store.isFalse($0.literal) }
    if nodeCount < 2 { return }
    post(Circuit(CircuitGraph(nodeCount: nodeCount, depot: depot, arcs: possible)))
  }
}
