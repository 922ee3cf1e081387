/// An automaton unrolled over some expressions: a layer of nodes before each and after the last, and from layer to layer
/// the edges that are on some accepted path. Nodes with the same ways on are one.
///
/// - Source: Pesant 2004, "A regular language membership constraint for finite sequences of variables"; Quimper, Walsh
///   2007, "Decomposing global grammar constraints", for its use in clauses.
package struct LayeredGraph: Sendable {
  package struct Edge: Hashable, Sendable {
    package var from: Int
    package var symbol: Int
    package var to: Int
    package var cost: Int
  }

  /// By expression, the edges that read it; by nodes that they leave, then in the order of the transitions.
  package private(set) var layers: [[Edge]]
  /// By layer of nodes, one more than there are expressions; the first and the last layer have one node, or none where
  /// nothing is accepted.
  package private(set) var nodeCounts: [Int]

  package var isEmpty: Bool { nodeCounts[0] == 0 }

  /// Larger graphs are refused.
  package static let edgeLimit = 500_000

  /// - Parameter ranges: of the expressions.
  /// - Returns: nil above the limit.
  /// - Complexity: O(expressions · transitions).
  package init?(_ automaton: Automaton, over ranges: [ClosedRange<Int>]) {
    var leaving = [[(symbol: Int, to: Int, cost: Int)]](repeating: [], count: automaton.stateCount)
    for row in automaton.transitions {
      leaving[row[0]].append((row[1], row[2], row.count > 3 ? row[3] : 0))
    }
    layers = []
    nodeCounts = []
    var states = [automaton.initial]
    var reached = [states]
    var total = 0
    var place = [Int](repeating: -1, count: automaton.stateCount)
    for range in ranges {
      var edges: [Edge] = []
      var next: [Int] = []
      for (from, state) in states.enumerated() {
        for way in leaving[state] where range.contains(way.symbol) {
          if place[way.to] < 0 {
            place[way.to] = next.count
            next.append(way.to)
          }
          edges.append(Edge(from: from, symbol: way.symbol, to: place[way.to], cost: way.cost))
        }
      }
      for state in next { place[state] = -1 }
      total += edges.count
      if total > Self.edgeLimit { return nil }
      layers.append(edges)
      states = next
      reached.append(states)
    }
    let accepting = Set(automaton.accepting)
    fold(reached.map(\.count), last: states.map { accepting.contains($0) ? 0 : -1 })
  }

  /// From the end to the beginning: what leads nowhere goes, and nodes with the same ways on become one.
  private mutating func fold(_ counts: [Int], last: [Int]) {
    var image = last
    nodeCounts = [image.contains(0) ? 1 : 0]
    for layer in layers.indices.reversed() {
      var ways = [[Edge]](repeating: [], count: counts[layer])
      for edge in layers[layer] where image[edge.to] >= 0 {
        ways[edge.from].append(Edge(from: 0, symbol: edge.symbol, to: image[edge.to], cost: edge.cost))
      }
      var known: [[Edge]: Int] = [:]
      var kept: [Edge] = []
      image = [Int](repeating: -1, count: counts[layer])
      for (node, way) in ways.enumerated() where !way.isEmpty {
        var seen = Set<Edge>()
        let distinct = way.filter { seen.insert($0).inserted }
        let key = distinct.sorted { ($0.symbol, $0.to, $0.cost) < ($1.symbol, $1.to, $1.cost) }
        if let place = known[key] {
          image[node] = place
          continue
        }
        image[node] = known.count
        kept += distinct.map { Edge(from: known.count, symbol: $0.symbol, to: $0.to, cost: $0.cost) }
        known[key] = known.count
      }
      layers[layer] = kept
      nodeCounts.append(known.count)
    }
    nodeCounts.reverse()
    trim()
  }

  /// Folding leaves what only nodes reach that led nowhere.
  private mutating func trim() {
    var image = [Int](repeating: 0, count: nodeCounts[0])
    for layer in layers.indices {
      var next = [Int](repeating: -1, count: nodeCounts[layer + 1])
      var count = 0
      var kept: [Edge] = []
      for edge in layers[layer] where image[edge.from] >= 0 {
        if next[edge.to] < 0 {
          next[edge.to] = count
          count += 1
        }
        kept.append(Edge(from: image[edge.from], symbol: edge.symbol, to: next[edge.to], cost: edge.cost))
      }
      layers[layer] = kept
      nodeCounts[layer + 1] = count
      image = next
    }
  }

  /// The cheapest and the dearest path; nil where there is none.
  package var costs: ClosedRange<Int>? {
    if isEmpty { return nil }
    var costs = [0...0]
    for (layer, count) in zip(layers, nodeCounts.dropFirst()) {
      var next = [ClosedRange<Int>?](repeating: nil, count: count)
      for edge in layer {
        let (low, high) = (costs[edge.from].lowerBound + edge.cost, costs[edge.from].upperBound + edge.cost)
        let known = next[edge.to] ?? low...high
        next[edge.to] = min(low, known.lowerBound)...max(high, known.upperBound)
      }
      costs = next.map { $0 ?? 0...0 }
    }
    return costs[0]
  }

  /// The edges of a path that reads the symbols, the first in the order of the edges; nil where there is none.
  package func path(_ symbols: [Int]) -> [Int]? {
    if isEmpty { return nil }
    // By layer, the nodes from which the rest is read.
    var isAlive = nodeCounts.map { [Bool](repeating: false, count: $0) }
    isAlive[layers.count][0] = true
    for layer in layers.indices.reversed() {
      for edge in layers[layer] where edge.symbol == symbols[layer] && isAlive[layer + 1][edge.to] {
        isAlive[layer][edge.from] = true
      }
    }
    var node = 0
    var path: [Int] = []
    for (layer, edges) in layers.enumerated() {
      let place = edges.firstIndex { edge in
        edge.from == node && edge.symbol == symbols[layer] && isAlive[layer + 1][edge.to]
      }
      guard let place else { return nil }
      path.append(place)
      node = edges[place].to
    }
    return path
  }
}
