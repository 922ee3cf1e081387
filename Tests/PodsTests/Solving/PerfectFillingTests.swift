import Basics
import Testing

@testable import Pods

@Suite("Pod packing: nodes that must be filled to the last unit")
struct PerfectFillingTests {
  /// Equal nodes with just the room, or `spare` more in all, that the pods need.
  private func problem(nodes: Int, _ pods: [(Int, Int)], spare: Int = 0) -> PatternProblem {
    let total = pods.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
    let room = [(total.0 + spare + nodes - 1) / nodes, (total.1 + spare + nodes - 1) / nodes]
    return PatternProblem(
      dimensions: 2, request: pods.flatMap { [$0.0, $0.1] }, demand: pods.map { _ in 1 }, level: pods.map { _ in 0 },
      unplacedCost: pods.map { _ in 1 }, unplacedLimit: [.max],
      classes: [.init(capacity: room, homes: [], allows: [], nodes: Array(0..<nodes))], constant: 0)
  }

  /// Whether all pods fit, by trying every placement.
  private func fits(_ problem: PatternProblem) -> Bool {
    var room = problem.classes[0].nodes.flatMap { _ in problem.classes[0].capacity }
    func place(_ pod: Int) -> Bool {
      if pod == problem.typeCount { return true }
      for node in 0..<problem.nodeCount {
        let isFitting = (0..<2).allSatisfy { problem.request[2 * pod + $0] <= room[2 * node + $0] }
        if !isFitting { continue }
        for d in 0..<2 { room[2 * node + d] -= problem.request[2 * pod + d] }
        defer { for d in 0..<2 { room[2 * node + d] += problem.request[2 * pod + d] } }
        if place(pod + 1) { return true }
      }
      return false
    }
    return place(0)
  }

  @Test("refutes only what no placement reaches, and most of that")
  func agreesWithEnumeration() {
    var impossible = 0
    var refuted = 0
    for seed in 0..<200 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let nodes = 2 + random.below(2)
      let pods = (0..<(nodes * 3 + random.below(2))).map { _ in (500 + random.below(5000), 500 + random.below(5000)) }
      let problem = problem(nodes: nodes, pods, spare: random.below(1500))
      let outcome = PerfectFilling(problem)?.search(workLimit: 1_000_000, shouldStop: { false })
      let isPossible = fits(problem)
      #expect(outcome != .refuted || !isPossible, "seed \(seed)")
      if !isPossible { impossible += 1 }
      if outcome == .refuted { refuted += 1 }
    }
    #expect(impossible > 100 && refuted > impossible / 2, "\(refuted) of \(impossible)")
  }

  @Test("nodes that were filled perfectly are never refuted")
  func keepsPerfectPackings() {
    for seed in 0..<100 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      var pods: [(Int, Int)] = []
      for _ in 0..<3 {
        // Cut 10000 × 10000 into five pods.
        let cpu = [0] + (0..<4).map { _ in 1 + random.below(9998) }.sorted() + [10_000]
        let memory = [0] + (0..<4).map { _ in 1 + random.below(9998) }.sorted() + [10_000]
        for k in 0..<5 { pods.append((cpu[k + 1] - cpu[k], memory[k + 1] - memory[k])) }
      }
      let outcome = PerfectFilling(problem(nodes: 3, pods))?.search(workLimit: 10_000_000, shouldStop: { false })
      #expect(outcome == .open, "seed \(seed)")
    }
  }

  @Test("where there is room enough, nothing is looked for")
  func needsTightNodes() {
    #expect(PerfectFilling(problem(nodes: 2, [(5, 5), (5, 5), (5, 5)], spare: 5)) == nil)
  }

  @Test("cut short, it says so")
  func limit() {
    var random = RandomSource(seed: 1)
    let pods = (0..<40).map { _ in (500 + random.below(5000), 500 + random.below(5000)) }
    #expect(PerfectFilling(problem(nodes: 4, pods))?.search(workLimit: 1, shouldStop: { false }) == .limit)
  }
}
