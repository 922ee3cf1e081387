import Basics

/// Rows that forbid cycles on some of the nodes of a circuit, where a point violates them.
///
/// Of a set S, arcs leave at least as many times as one is visited inside and one outside: with k in S and l not in S,
///
///     Σ x over arcs out of S ≥ 1 - loops of k - loops of l,
///
/// where l is not there if it has no loop or the depot is outside. Together with one arc out of each node that says
/// Σ x over arcs inside S ≤ |S| - Σ loops of S - 1 + loops of k + loops of l; the shorter row of the two is taken.
///
/// Sets come from minimum cuts: as much enters a set as leaves it, so half of an undirected cut is what leaves.
/// - Source: Dantzig, Fulkerson, Johnson 1954, "Solution of a large-scale traveling-salesman problem"; Stoer, Wagner
///   1997, "A simple min-cut algorithm".
final class SubtourCuts {
  private let graph: ArcGraph
  /// By node, its arcs that are loops.
  private let loops: [[Int]]
  /// Arc values at the point.
  private var value: [Double]
  /// How much of each node is visited at the point.
  private var visited: [Double]
  /// Between two nodes, in both directions.
  private let weight: Buffer<Double>

  /// Nodes up to which minimum cuts are made; above that the parts that the point falls into are looked at.
  private static let mostNodes = 300
  private static let leastViolation = 0.02

  init(_ graph: ArcGraph) {
    self.graph = graph
    var loops = [[Int]](repeating: [], count: graph.nodeCount)
    for (a, arc) in graph.arcs.enumerated() where arc.tail == arc.head && arc.tail != graph.depot {
      loops[arc.tail].append(a)
    }
    self.loops = loops
    value = [Double](repeating: 0, count: graph.arcs.count)
    visited = [Double](repeating: 1, count: graph.nodeCount)
    let n = graph.nodeCount <= Self.mostNodes ? graph.nodeCount : 0
    weight = Buffer(repeating: 0, count: n * n)
  }

  /// - Parameter point: a value for each column.
  /// - Returns: violated rows, at most `limit`, each column once in one.
  func separate(at point: borrowing Buffer<Double>, limit: Int) -> [Row] {
    for (a, arc) in graph.arcs.enumerated() {
      let x = point[arc.column]
      value[a] = arc.isComplemented ? 1 - x : x
    }
    for node in 0..<graph.nodeCount { visited[node] = 1 - loops[node].reduce(0) { $0 + value[$1] } }
    var rows: [Row] = []
    var seen = Set<[Int]>()
    func consider(_ nodes: [Int], crossing: Double) {
      guard rows.count < limit, crossing < 1 - Self.leastViolation,
        let side = Side(nodes, graph, visited, loops)
      else { return }
      guard crossing < side.demand(visited) - Self.leastViolation, seen.insert(side.nodes).inserted else { return }
      rows.append(row(against: side))
    }
    let parts = self.parts()
    if parts.count > 1 {
      for part in parts { consider(part, crossing: 0) }
    } else if graph.nodeCount <= Self.mostNodes {
      forEachCut { consider($0, crossing: $1 / 2) }
    }
    return rows
  }

  /// What hangs together by arcs of any value.
  private func parts() -> [[Int]] {
    var sets = DisjointSets(graph.nodeCount)
    for (a, arc) in graph.arcs.enumerated() where value[a] > 1e-6 { sets.join(arc.tail, arc.head) }
    var parts: [Int: [Int]] = [:]
    for node in 0..<graph.nodeCount where visited[node] > 1e-6 || node == graph.depot {
      parts[sets.root(node), default: []].append(node)
    }
    return parts.sorted { $0.value[0] < $1.value[0] }.map(\.value)
  }

  /// The cut of each phase, the least one among them, with its weight in both directions.
  private func forEachCut(_ visit: ([Int], Double) -> Void) {
    let n = graph.nodeCount
    weight.fill(0)
    for (a, arc) in graph.arcs.enumerated() where arc.tail != arc.head && value[a] > 1e-9 {
      weight[arc.tail * n + arc.head] += value[a]
      weight[arc.head * n + arc.tail] += value[a]
    }
    var members = (0..<n).map { [$0] }
    var active = (0..<n).filter { visited[$0] > 1e-6 || $0 == graph.depot }
    var distance = [Double](repeating: 0, count: n)
    while active.count > 1 {
      for node in active { distance[node] = 0 }
      var left = active
      var (last, previous) = (active[0], active[0])
      while !left.isEmpty {
        let place = left.indices.max { distance[left[$0]] < distance[left[$1]] } ?? 0
        (previous, last) = (last, left.remove(at: place))
        for node in left { distance[node] += weight[last * n + node] }
      }
      visit(members[last].sorted(), distance[last])
      members[previous] += members[last]
      for node in active where node != last && node != previous {
        weight[previous * n + node] += weight[last * n + node]
        weight[node * n + previous] = weight[previous * n + node]
      }
      active.removeAll { $0 == last }
    }
  }

  /// A set, without the depot, and the nodes whose visits make arcs leave it.
  private struct Side {
    /// Ascending.
    var nodes: [Int]
    var inner: Int
    /// nil where somebody outside is visited for sure.
    var outer: Int?

    /// nil where the set is all or nothing.
    init?(_ set: [Int], _ graph: ArcGraph, _ visited: [Double], _ loops: [[Int]]) {
      let isInside = Set(set)
      var nodes = set
      let others = (0..<graph.nodeCount).filter { !isInside.contains($0) }
      let isTurned = graph.depot.map(isInside.contains) ?? (set.count > others.count)
      if isTurned { nodes = others }
      let outside = isTurned ? set : others
      func best(_ nodes: [Int]) -> Int? {
        nodes.max { a, b in
          // A node that cannot be left out needs no term.
          (visited[a], loops[a].isEmpty ? 1 : 0, -a) < (visited[b], loops[b].isEmpty ? 1 : 0, -b)
        }
      }
      guard let inner = best(nodes), let outer = best(outside) else { return nil }
      self.nodes = nodes
      self.inner = inner
      self.outer = graph.depot != nil || loops[outer].isEmpty ? nil : outer
    }

    func demand(_ visited: [Double]) -> Double { visited[inner] - (outer.map { 1 - visited[$0] } ?? 0) }
  }

  private func row(against side: Side) -> Row {
    let isInside = Set(side.nodes)
    var (crossing, within): ([Int], [Int]) = ([], [])
    for (a, arc) in graph.arcs.enumerated() where isInside.contains(arc.tail) && arc.tail != arc.head {
      if isInside.contains(arc.head) { within.append(a) } else { crossing.append(a) }
    }
    // Arcs of one sign, and a constant, that are at most 0.
    var sum = ColumnSum(graph)
    sum.constant = 1
    for a in loops[side.inner] + (side.outer.map { loops[$0] } ?? []) { sum.add(a, -1) }
    let loopsInside = side.nodes.flatMap { loops[$0] }
    if crossing.count <= within.count + loopsInside.count {
      for a in crossing { sum.add(a, -1) }
    } else {
      sum.constant -= side.nodes.count
      for a in within + loopsInside { sum.add(a, 1) }
    }
    return sum.atMostZero
  }

  /// A sum of arcs in columns.
  private struct ColumnSum {
    private let graph: ArcGraph
    private var coefficients: [Int32: Int] = [:]
    var constant = 0

    init(_ graph: ArcGraph) { self.graph = graph }

    mutating func add(_ a: Int, _ factor: Int) {
      let arc = graph.arcs[a]
      if arc.isComplemented { constant += factor }
      coefficients[arc.column, default: 0] += arc.isComplemented ? -factor : factor
    }

    var atMostZero: Row {
      let terms = coefficients.filter { $0.value != 0 }.sorted { $0.key < $1.key }
      return Row(
        columns: terms.map(\.key), coefficients: terms.map(\.value), lower: Int.min, upper: -constant)
    }
  }
}
