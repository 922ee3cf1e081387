/// The arcs whose literals are true make one cycle through all nodes but those with a true loop, or several cycles that
/// share a depot and nothing else.
package struct ArcCircuitConstraint: Constraint {
  package static let name = "arc circuit"
  package static let keyword = "arcCircuit"
  package private(set) var nodeCount: Int
  /// The node that every cycle passes; -1 where there is one cycle.
  package private(set) var depot: Int
  package private(set) var tails: [Int]
  package private(set) var heads: [Int]
  package private(set) var literals: [BoolVar]

  package init(nodeCount: Int, depot: Int = -1, tails: [Int], heads: [Int], literals: [BoolVar]) {
    self.nodeCount = nodeCount
    self.depot = depot
    self.tails = tails
    self.heads = heads
    self.literals = literals
  }

  package static var blank: Self { Self(nodeCount: 0, tails: [], heads: [], literals: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.number("nodes", &nodeCount)
    visitor.number("depot", &depot)
    visitor.numbers("from", &tails)
    visitor.numbers("to", &heads)
    visitor.literals("arcs", &literals)
  }

  package func flaw(in data: ModelData) -> String? {
    guard tails.count == heads.count, tails.count == literals.count else { return "arcs without an end or a literal" }
    // Engines make tables of the nodes.
    guard (0...Self.largestNodeCount).contains(nodeCount) else { return "\(nodeCount) nodes" }
    guard depot >= -1, depot < nodeCount else { return "the depot is none of the nodes" }
    return (tails + heads).allSatisfy((0..<nodeCount).contains) ? nil : "an arc between nodes that there are not"
  }

  package static let largestNodeCount = 1 << 20

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    for b in literals { visit(b.variable.index) }
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    var next = [Int?](repeating: nil, count: nodeCount)
    var isEntered = [Bool](repeating: false, count: nodeCount)
    var starts: [Int] = []
    for (arc, literal) in literals.enumerated() where data.holds(literal, values) {
      let (tail, head) = (tails[arc], heads[arc])
      // A loop there is a route without a stop.
      if tail == depot, head == depot { continue }
      if tail == depot {
        starts.append(head)
      } else if next[tail] != nil {
        return "two arcs leave node \(tail)"
      } else {
        next[tail] = head
      }
      if head == depot { continue }
      if isEntered[head] { return "two arcs enter node \(head)" }
      isEntered[head] = true
    }
    for node in 0..<nodeCount where node != depot {
      if next[node] == nil { return "no arc leaves node \(node)" }
      if !isEntered[node] { return "no arc enters node \(node)" }
    }
    let left = (0..<nodeCount).filter { $0 != depot && next[$0] != $0 }
    if depot < 0, let first = left.first { starts = [first] }
    var isSeen = [Bool](repeating: false, count: nodeCount)
    for start in starts {
      var node = start
      while node != depot, !isSeen[node] {
        isSeen[node] = true
        node = next[node] ?? depot
      }
    }
    guard let missed = left.first(where: { !isSeen[$0] }) else { return nil }
    return depot < 0 ? "node \(missed) is on another cycle" : "node \(missed) is on a cycle without the depot"
  }
}

extension Model {
  /// The arcs whose Booleans are true make one cycle, which passes each node once.
  ///
  /// A node with a loop, an arc from it to itself, may be left out: then the loop is true. A node without one is on the
  /// cycle. With a loop at each node there may be no cycle at all. Several arcs may join two nodes, and one Boolean may
  /// stand for several arcs.
  ///
  /// ```swift
  /// let arcs = distances.map { (from: $0.from, to: $0.to, isUsed: model.boolean()) }
  /// model.circuit(nodes: 5, arcs: arcs)
  /// model.minimize(sum(of: zip(distances, arcs).map { $0.length * $1.isUsed }))
  /// ```
  /// - Parameter arcs: between nodes 0 ..< nodes.
  public func circuit(nodes: Int, arcs: [(from: Int, to: Int, isUsed: BoolVar)]) {
    postCircuit("a circuit", nodes, depot: -1, arcs)
  }

  /// The arcs whose Booleans are true make cycles that all pass the depot; each other node is on one of them, once.
  ///
  /// Nodes with a loop may be left out, as in a circuit; a loop at the depot says nothing. How many routes there are is
  /// how many arcs leave the depot, none included.
  ///
  /// ```swift
  /// model.routes(nodes: 9, depot: 0, arcs: arcs)
  /// model.add(sum(of: arcs.filter { $0.from == 0 }.map(\.isUsed)) <= vehicles)
  /// ```
  public func routes(nodes: Int, depot: Int = 0, arcs: [(from: Int, to: Int, isUsed: BoolVar)]) {
    guard depot >= 0, depot < nodes else { return note(.invalidPlace("the depot \(depot) of \(nodes) nodes")) }
    postCircuit("routes", nodes, depot: depot, arcs)
  }

  private func postCircuit(
    _ what: String, _ nodes: Int, depot: Int, _ arcs: [(from: Int, to: Int, isUsed: BoolVar)]
  ) {
    guard nodes >= 0, nodes <= ArcCircuitConstraint.largestNodeCount else {
      return note(.invalidPlace("\(what) of \(nodes) nodes"))
    }
    for arc in arcs where !(0..<nodes).contains(arc.from) || !(0..<nodes).contains(arc.to) {
      return note(.invalidPlace("an arc from \(arc.from) to \(arc.to) of \(what) of \(nodes) nodes"))
    }
    let literals = check(arcs.map(\.isUsed), what)
    guard literals.count == arcs.count else { return }
    post(
      ArcCircuitConstraint(
        nodeCount: nodes, depot: depot, tails: arcs.map(\.from), heads: arcs.map(\.to), literals: literals))
  }
}
