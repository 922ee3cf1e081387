import Basics

/// One cycle through all nodes that are not left out, by a true loop, or cycles that share a depot and nothing else.
///
/// That one arc enters and one leaves each node is in clauses beside it. Two rules are here:
/// - A chain of true arcs must not close while there is a node outside that is not left out: its closing arc is false,
///   because of the chain and of what keeps the node outside in.
/// - What cannot be reached from a node that is in for sure, or cannot reach it, is left out: its arcs are false,
///   because of all arcs over the border, which are.
///
/// - Complexity: O(nodes + arcs) a run.
/// - Source: Francis, Stuckey 2014, "Explaining circuit propagation".
final class Circuit: Propagator {
  let graph: CircuitGraph
  var id = PropagatorID(index: -1)
  /// By node, the true arc that leaves it, or -1; the depot has none here.
  private let next: Buffer<Int32>
  private let isEntered: Buffer<Bool>
  /// By node, the chain or the search that has seen it last.
  private let mark: Buffer<Int>
  private var stamp = 0
  private let queue: Buffer<Int32>
  /// The arcs of the present chain.
  private var chain: Buffer<Int32>

  init(_ graph: CircuitGraph) {
    self.graph = graph
    next = Buffer(repeating: -1, count: graph.nodeCount)
    isEntered = Buffer(repeating: false, count: graph.nodeCount)
    mark = Buffer(repeating: 0, count: graph.nodeCount)
    queue = Buffer(repeating: 0, count: graph.nodeCount)
    chain = Buffer(capacity: graph.nodeCount)
  }

  var priority: Priority { .disjunctive }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    var woken = Set<IntegerVariable>()
    for a in 0..<graph.arcs.count {
      woken.insert(graph.arcs[a].literal.variable)
      woken.insert(-graph.arcs[a].literal.variable)
    }
    return woken.sorted { $0.index < $1.index }
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    // Two true arcs at one node are a conflict of other constraints.
    if !readChains(store) { return }
    let lastRun = stamp
    try closeChains(&store)
    try closeCycles(since: lastRun, &store)
    try connect(.forwards, &store)
    try connect(.backwards, &store)
  }

  // MARK: Chains

  private func readChains(_ store: borrowing Store) -> Bool {
    next.fill(-1)
    isEntered.fill(false)
    for a in 0..<graph.arcs.count {
      let arc = graph.arcs[a]
      if !store.isTrue(arc.literal) { continue }
      if arc.tail != graph.depot {
        if next[arc.tail] >= 0 { return false }
        next[arc.tail] = Int32(a)
      }
      if arc.head != graph.depot {
        if isEntered[arc.head] { return false }
        isEntered[arc.head] = true
      }
    }
    return true
  }

  /// Follows true arcs from a node on, into `chain`.
  ///
  /// - Returns: the last node: one without a true arc, the depot, or the first one again.
  private func follow(from start: Int32) -> Int32 {
    stamp += 1
    chain.removeAll()
    mark[start] = stamp
    var node = start
    while node != graph.depot, next[node] >= 0 {
      chain.append(next[node])
      node = graph.arcs[next[node]].head
      if node != graph.depot, mark[node] == stamp { break }
      if node != graph.depot { mark[node] = stamp }
    }
    return node
  }

  private func closeChains(_ store: inout Store) throws(Conflict) {
    for start in 0..<Int32(graph.nodeCount) where start != graph.depot && next[start] >= 0 && !isEntered[start] {
      let end = follow(from: start)
      if end == graph.depot { continue }
      for k in graph.out.range(Int(end)) {
        let arc = graph.arcs[graph.out.items[k]]
        if arc.head != start || !store.isUnassigned(arc.literal) { continue }
        guard let other = memberOutside(store) else { break }
        explainChain(store: &store)
        explain(member: other, &store)
        try store.raise(arc.literal.negated, because: store.takeReason(by: id))
      }
    }
  }

  /// A node outside the present chain that is not left out for sure; the depot, where there is one.
  private func memberOutside(_ store: borrowing Store) -> Int32? {
    if graph.depot >= 0 { return graph.depot }
    for node in 0..<Int32(graph.nodeCount) where mark[node] != stamp && isMember(node, store) { return node }
    return nil
  }

  /// Whether a node is on a cycle for sure.
  private func isMember(_ node: Int32, _ store: borrowing Store) -> Bool {
    if node == graph.depot { return true }
    for k in graph.loops.range(Int(node)) where !store.isFalse(graph.loopLiterals[graph.loops.items[k]]) {
      return false
    }
    return true
  }

  private func explainChain(store: inout Store) {
    for i in 0..<chain.count {
      let literal = graph.arcs[chain[i]].literal
      if !store.isRootTrue(literal) { store.premise(literal) }
    }
  }

  private func explain(member: Int32, _ store: inout Store) {
    if member == graph.depot { return }
    for k in graph.loops.range(Int(member)) {
      let literal = graph.loopLiterals[graph.loops.items[k]].negated
      if !store.isRootTrue(literal) { store.premise(literal) }
    }
  }

  /// A cycle of true arcs is the only one: all other nodes are left out.
  ///
  /// - Parameter lastRun: nodes that were marked later are on chains.
  private func closeCycles(since lastRun: Int, _ store: inout Store) throws(Conflict) {
    for start in 0..<Int32(graph.nodeCount)
    where start != graph.depot && next[start] >= 0 && isEntered[start] && mark[start] <= lastRun {
      // A chain from the depot does not come back.
      if follow(from: start) != start { continue }
      if graph.depot >= 0 {
        explainChain(store: &store)
        throw store.fail(by: id)
      }
      var reason: Reason?
      for a in 0..<graph.arcs.count {
        let arc = graph.arcs[a]
        if mark[arc.tail] == stamp || store.isFalse(arc.literal) { continue }
        if reason == nil {
          explainChain(store: &store)
          reason = store.takeReason(by: id)
        }
        if let reason { try store.raise(arc.literal.negated, because: reason) }
      }
    }
  }

  // MARK: Connection

  private enum Direction { case forwards, backwards }

  private func connect(_ direction: Direction, _ store: inout Store) throws(Conflict) {
    guard let root = surestMember(store) else { return }
    stamp += 1
    if search(from: root, direction, store) == graph.nodeCount { return }
    var reason: Reason?
    for a in 0..<graph.arcs.count {
      let arc = graph.arcs[a]
      let near = direction == .forwards ? arc.tail : arc.head
      if mark[near] == stamp || store.isFalse(arc.literal) { continue }
      if reason == nil {
        explainBorder(direction, &store)
        explain(member: root, &store)
        reason = store.takeReason(by: id)
      }
      if let reason { try store.raise(arc.literal.negated, because: reason) }
    }
  }

  /// The depot, or a node that is in with as little to say for it as can be.
  private func surestMember(_ store: borrowing Store) -> Int32? {
    if graph.depot >= 0 { return graph.depot }
    if graph.firstWithoutLoop >= 0 { return graph.firstWithoutLoop }
    for node in 0..<Int32(graph.nodeCount) where isMember(node, store) { return node }
    return nil
  }

  /// Marks what can be reached along arcs that are not false.
  ///
  /// - Returns: how many nodes.
  private func search(from root: Int32, _ direction: Direction, _ store: borrowing Store) -> Int {
    mark[root] = stamp
    queue[0] = root
    var (first, count) = (0, 1)
    while first < count {
      let node = Int(queue[first])
      first += 1
      let isForwards = direction == .forwards
      for k in isForwards ? graph.out.range(node) : graph.into.range(node) {
        let arc = graph.arcs[isForwards ? graph.out.items[k] : graph.into.items[k]]
        let far = isForwards ? arc.head : arc.tail
        if mark[far] == stamp || store.isFalse(arc.literal) { continue }
        mark[far] = stamp
        queue[count] = far
        count += 1
      }
    }
    return count
  }

  /// All arcs from what was reached to what was not.
  private func explainBorder(_ direction: Direction, _ store: inout Store) {
    for a in 0..<graph.arcs.count {
      let arc = graph.arcs[a]
      let (near, far) = direction == .forwards ? (arc.tail, arc.head) : (arc.head, arc.tail)
      if mark[near] != stamp || mark[far] == stamp { continue }
      if !store.isRootTrue(arc.literal.negated) { store.premise(arc.literal.negated) }
    }
  }

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    preconditionFailure("a circuit's reasons are written when it infers")
  }
}
