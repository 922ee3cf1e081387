import Basics
import Testing

@testable import Relaxation

@Suite struct SubtourCutsTests {
  /// All arcs between nodes, loops for some, and now and then a column for the opposite of an arc.
  private func graph(_ random: inout RandomSource, depot: Int?) -> ArcGraph {
    let nodes = random.within(3...4)
    let loops = Set((0..<nodes).filter { _ in random.chance(40) })
    var arcs: [ArcGraph.Arc] = []
    for tail in 0..<nodes {
      for head in 0..<nodes where tail == head ? loops.contains(tail) && tail != depot : random.chance(85) {
        arcs.append(
          ArcGraph.Arc(tail: tail, head: head, column: Int32(arcs.count), isComplemented: random.chance(10)))
      }
    }
    return ArcGraph(nodeCount: nodes, depot: depot, arcs: arcs)
  }

  private func isUsed(_ arc: ArcGraph.Arc, _ values: [Double]) -> Bool {
    (values[Int(arc.column)] > 0.5) != arc.isComplemented
  }

  /// One arc in and out, and one cycle, or cycles that all pass the depot.
  private func isCircuit(_ graph: ArcGraph, _ values: [Double]) -> Bool {
    let used = graph.arcs.filter { isUsed($0, values) }
    guard hasDegrees(graph, used) else { return false }
    let visited = (0..<graph.nodeCount).filter { node in
      node != graph.depot && !used.contains { $0.tail == node && $0.head == node }
    }
    return visited.allSatisfy { start in
      var reached: Set = [start]
      var waiting = [start]
      while let node = waiting.popLast() {
        for arc in used where arc.tail == node && reached.insert(arc.head).inserted { waiting.append(arc.head) }
      }
      return graph.depot.map(reached.contains) ?? visited.allSatisfy(reached.contains)
    }
  }

  private func hasDegrees(_ graph: ArcGraph, _ used: [ArcGraph.Arc]) -> Bool {
    (0..<graph.nodeCount).allSatisfy { node in
      node == graph.depot
        ? used.count { $0.tail == node } == used.count { $0.head == node }
        : used.count { $0.tail == node } == 1 && used.count { $0.head == node } == 1
    }
  }

  private func activity(_ row: Row, _ values: [Double]) -> Double {
    zip(row.columns, row.coefficients).reduce(0) { $0 + Double($1.1) * values[Int($1.0)] }
  }

  /// Rows found at integral points, right or wrong, and between two of them hold for every circuit, and wrong points
  /// with the right degrees are cut off.
  @Test func noCircuitIsCutOffAndSubtoursAre() {
    var found = 0
    for seed in 1...60 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let graph = graph(&random, depot: random.chance(40) ? 0 : nil)
      let count = graph.arcs.count
      var circuits: [[Double]] = []
      var others: [[Double]] = []
      for bits in 0..<(1 << count) {
        let values = (0..<count).map { Double(bits >> $0 & 1) }
        if isCircuit(graph, values) {
          circuits.append(values)
        } else if hasDegrees(graph, graph.arcs.filter { isUsed($0, values) }) {
          others.append(values)
        }
      }
      var points = others
      for (a, b) in zip(others, others.dropFirst()) { points.append(zip(a, b).map { ($0 + $1) / 2 }) }
      let cuts = SubtourCuts(graph)
      for (place, point) in points.enumerated() {
        let rows = cuts.separate(at: Buffer(point), limit: 20)
        found += rows.count
        if place < others.count { #expect(!rows.isEmpty, "seed \(seed): \(point)") }
        for row in rows {
          #expect(activity(row, point) > Double(row.upper) + 1e-9, "seed \(seed)")
          for circuit in circuits { #expect(activity(row, circuit) <= Double(row.upper) + 1e-9, "seed \(seed)") }
        }
      }
    }
    #expect(found > 100)
  }

  /// Two triangles, half of each arc in both directions between them missing.
  @Test func twoTrianglesAreJoined() {
    var arcs: [ArcGraph.Arc] = []
    var point: [Double] = []
    for tail in 0..<6 {
      for head in 0..<6 where tail != head {
        arcs.append(ArcGraph.Arc(tail: tail, head: head, column: Int32(arcs.count), isComplemented: false))
        point.append(tail / 3 == head / 3 ? 0.5 : 0)
      }
    }
    let rows = SubtourCuts(ArcGraph(nodeCount: 6, depot: nil, arcs: arcs)).separate(at: Buffer(point), limit: 10)
    // Six arcs inside a triangle, three of them at a time: at most two.
    #expect(rows.count == 2)
    #expect(rows.allSatisfy { $0.columns.count == 6 && $0.upper == 2 })
  }
}
