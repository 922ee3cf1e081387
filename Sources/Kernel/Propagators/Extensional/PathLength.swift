import Basics

/// An edge of a layered graph: from a node of one layer to a node of the next, by their places there.
package struct PathEdge: BitwiseCopyable {
  package var from: Int
  package var to: Int
  package var length: Int
  /// True where the path takes it.
  package var isOpen: Literal

  package init(from: Int, to: Int, length: Int, isOpen: Literal) {
    self.from = from
    self.to = to
    self.length = length
    self.isOpen = isOpen
  }
}

/// The lower side of: length = that of the path through a layered graph that the true edges are.
///
/// The length is at least that of the shortest path of edges that are not false; an edge on no path that is short enough
/// is false. That there is just one path is kept by others. The upper side is the same on -length.
///
/// - Complexity: O(edges) a run and an explanation.
/// - Source: Demassey, Pesant, Rousseau 2006, "A cost-regular based hybrid column generation approach"; explanations:
///   Gange, Stuckey, Van Hentenryck 2013, "Explaining propagators for edge-valued decision diagrams".
final class PathLength: Propagator {
  private struct Edge: BitwiseCopyable {
    var from: Int32
    var to: Int32
    var length: Int32
    var isOpen: Literal
  }

  private let length: IntegerVariable
  /// By layer; those of a layer side by side.
  private let edges: Buffer<Edge>
  private let layerStarts: Buffer<Int32>
  private let nodeCount: Int
  /// By node, scratch: the shortest ways from the first node and to the last.
  private let before: Buffer<Int>
  private let after: Buffer<Int>
  private let bound: Buffer<Int>
  private var id = PropagatorID(index: -1)

  private static let unreachable = 1 << 40

  /// - Parameter nodes: by layer of nodes, how many.
  init(_ length: IntegerVariable, layers: [[PathEdge]], nodeCounts: [Int], sign: Int) {
    self.length = sign > 0 ? length : -length
    var edges = Buffer<Edge>()
    var starts = Buffer<Int32>()
    var first = 0
    for (layer, nodes) in zip(layers, nodeCounts) {
      starts.append(Int32(edges.count))
      for edge in layer {
        edges.append(
          Edge(
            from: Int32(first + edge.from), to: Int32(first + nodes + edge.to), length: Int32(sign * edge.length),
            isOpen: edge.isOpen))
      }
      first += nodes
    }
    starts.append(Int32(edges.count))
    nodeCount = nodeCounts.reduce(0, +)
    self.edges = edges
    layerStarts = starts
    before = Buffer(repeating: 0, count: nodeCount)
    after = Buffer(repeating: 0, count: nodeCount)
    bound = Buffer(repeating: 0, count: nodeCount)
  }

  var priority: Priority { .timeTable }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    return (0..<edges.count).map { -edges[$0].isOpen.variable } + [-length]
  }

  private static let whole: Int32 = -1

  func propagate(_ store: inout Store) throws(Conflict) {
    let (base, count) = (edges.pointer, edges.count)
    let (before, after) = (self.before.pointer, self.after.pointer)
    for node in 0..<nodeCount {
      before[node] = Self.unreachable
      after[node] = Self.unreachable
    }
    before[0] = 0
    after[nodeCount &- 1] = 0
    for i in 0..<count where !store.isFalse(base[i].isOpen) {
      let reached = before[Int(base[i].from)] &+ Int(base[i].length)
      if reached < before[Int(base[i].to)] { before[Int(base[i].to)] = reached }
    }
    let least = before[nodeCount &- 1]
    // Without a path, the clauses that keep one are in conflict.
    if least >= Self.unreachable / 2 { return }
    try store.raise(Literal(length, atLeast: Int32(least)), because: .lazy(id, payload: Self.whole))
    let most = Int(store.upper(length))
    var i = count
    while i > 0 {
      i &-= 1
      let edge = base[i]
      if store.isFalse(edge.isOpen) { continue }
      let rest = after[Int(edge.to)] &+ Int(edge.length)
      let whole = before[Int(edge.from)] &+ rest
      if whole > most, whole < Self.unreachable / 2 {
        try store.raise(edge.isOpen.negated, because: .lazy(id, payload: Int32(i)))
      } else if rest < after[Int(edge.from)] {
        after[Int(edge.from)] = rest
      }
    }
  }

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    if payload == Self.whole {
      return explainWay(to: nodeCount - 1, atLeast: Int(literal.bound), before: position, &store)
    }
    let edge = edges[payload]
    setBefore(position, store)
    setAfter(position, store)
    let (first, last) = (before[edge.from], after[edge.to])
    if first >= Self.unreachable / 2 {
      return explainWay(to: Int(edge.from), atLeast: Self.unreachable / 2, before: position, &store)
    }
    if last >= Self.unreachable / 2 {
      return explainWay(from: Int(edge.to), atLeast: Self.unreachable / 2, before: position, &store)
    }
    store.premise(Literal(length, atMost: Int32(first + Int(edge.length) + last - 1)))
    explainWay(to: Int(edge.from), atLeast: first, before: position, &store)
    explainWay(from: Int(edge.to), atLeast: last, before: position, &store)
  }

  private func setBefore(_ position: Int32, _ store: borrowing Store) {
    before.fill(Self.unreachable)
    before[0] = 0
    for i in 0..<edges.count where !store.isTrue(edges[i].isOpen.negated, before: position) {
      before[edges[i].to] = min(before[edges[i].to], before[edges[i].from] + Int(edges[i].length))
    }
  }

  private func setAfter(_ position: Int32, _ store: borrowing Store) {
    after.fill(Self.unreachable)
    after[nodeCount - 1] = 0
    for i in (0..<edges.count).reversed() where !store.isTrue(edges[i].isOpen.negated, before: position) {
      after[edges[i].from] = min(after[edges[i].from], after[edges[i].to] + Int(edges[i].length))
    }
  }

  /// Why no way from the first node to `node` is shorter than `least`: false edges, but for those that would make none.
  ///
  /// An edge that is left out is open from then on, at the shortest way there of all that is open so far; what may come
  /// after it is the shortest way with all edges of level 0.
  private func explainWay(to node: Int, atLeast least: Int, before position: Int32, _ store: inout Store) {
    bound.fill(Self.unreachable)
    bound[node] = 0
    for i in (0..<edges.count).reversed() where !store.isRootTrue(edges[i].isOpen.negated) {
      bound[edges[i].from] = min(bound[edges[i].from], bound[edges[i].to] + Int(edges[i].length))
    }
    before.fill(Self.unreachable)
    let reached = before.pointer
    reached[0] = 0
    for i in 0..<edges.count {
      let edge = edges[i]
      if store.isRootTrue(edge.isOpen.negated) { continue }
      let way = reached[Int(edge.from)] + Int(edge.length)
      if way + bound[edge.to] < least, store.isTrue(edge.isOpen.negated, before: position) {
        store.premise(edge.isOpen.negated)
      } else {
        reached[Int(edge.to)] = min(reached[Int(edge.to)], way)
      }
    }
  }

  /// The same for ways from `node` to the last one.
  private func explainWay(from node: Int, atLeast least: Int, before position: Int32, _ store: inout Store) {
    bound.fill(Self.unreachable)
    bound[node] = 0
    for i in 0..<edges.count where !store.isRootTrue(edges[i].isOpen.negated) {
      bound[edges[i].to] = min(bound[edges[i].to], bound[edges[i].from] + Int(edges[i].length))
    }
    after.fill(Self.unreachable)
    let reached = after.pointer
    reached[nodeCount - 1] = 0
    for i in (0..<edges.count).reversed() {
      let edge = edges[i]
      if store.isRootTrue(edge.isOpen.negated) { continue }
      let way = reached[Int(edge.to)] + Int(edge.length)
      if way + bound[edge.from] < least, store.isTrue(edge.isOpen.negated, before: position) {
        store.premise(edge.isOpen.negated)
      } else {
        reached[Int(edge.from)] = min(reached[Int(edge.from)], way)
      }
    }
  }

  /// No path is short enough: all reachable lengths, layer by layer; where an edge is true, it is the layer's only one.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    var shortest: [Int32: Int] = [0: 0]
    for layer in 0..<(layerStarts.count - 1) {
      let members = layerStarts[layer]..<layerStarts[layer + 1]
      let chosen = members.filter { bounds.isTrue(edges[$0].isOpen) }
      var next: [Int32: Int] = [:]
      for i in chosen.isEmpty ? Array(members) : chosen where !bounds.isFalse(edges[i].isOpen) {
        guard let way = shortest[edges[i].from] else { continue }
        next[edges[i].to] = min(next[edges[i].to] ?? .max, way + Int(edges[i].length))
      }
      if chosen.count > 1 { return true }
      shortest = next
    }
    return shortest.values.min().map { $0 > bounds.upper(length) } ?? true
  }
}

extension Solver {
  /// length = that of the path that the true edges are, from the only node of the first layer to that of the last.
  ///
  /// - Precondition: the model makes just one edge of each layer true, and these a path; lengths and their sums are
  ///   within 2^30; `nodeCounts` has one layer more than `layers`.
  package func postPathLength(_ length: IntegerVariable, layers: [[PathEdge]], nodeCounts: [Int]) {
    precondition(nodeCounts.count == layers.count + 1, "a path has nodes before and after each layer of edges")
    let open = layers.map { $0.filter { !store.isFalse($0.isOpen) } }
    post(PathLength(length, layers: open, nodeCounts: nodeCounts, sign: 1))
    post(PathLength(length, layers: open, nodeCounts: nodeCounts, sign: -1))
  }
}
