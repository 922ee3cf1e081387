import Basics
import Testing

@testable import Scheduling

@Suite struct TimeIndexedGraphTests {
  /// The schedules on all paths of reduced cost at most `limit`, by recursion over all paths.
  private func schedules(
    _ graph: borrowing TimeIndexedGraph, within limit: Int, _ jobs: borrowing WeightedJobs,
    _ multipliers: borrowing Multipliers
  ) -> Set<[Int]> {
    var found: Set<[Int]> = []
    func extend(_ node: Int, _ suffix: [Int], _ cost: Int) {
      if node == 0 {
        if cost <= limit { found.insert(suffix) }
        return
      }
      let job = Int(graph.job[node])
      for arc in graph.firstArc[node]..<graph.firstArc[node + 1] {
        let own = graph.cost(node, jobs, multipliers)
        extend(Int(graph.arcs[arc]), job < 0 ? suffix : [job] + suffix, cost + own)
      }
    }
    if !graph.isEmpty { extend(graph.nodeCount - 1, [], 0) }
    return found
  }

  /// A graph of few enough paths to list, and multipliers at random.
  private func withGraph(
    _ seed: UInt64,
    _ body: (inout TimeIndexedGraph, borrowing WeightedJobs, borrowing Multipliers, _ least: Int) throws -> Void
  ) rethrows {
    var random = RandomSource(seed: seed)
    let count = random.within(3...5)
    let jobs = WeightedJobs(
      processingTimes: (0..<count).map { _ in random.within(2...5) },
      dueDates: (0..<count).map { _ in random.within(0...12) },
      weights: (0..<count).map { _ in random.within(1...5) })
    let multipliers = Multipliers(count: count)
    for job in 0..<count { multipliers.values[job] = random.within(-2...8) * Multipliers.scale }
    let relaxation = TimeIndexedBound(jobs)
    _ = relaxation.forward(jobs, multipliers)
    relaxation.backward(jobs, multipliers)
    guard
      var graph = TimeIndexedGraph.build(
        relaxation, above: TimeIndexedBound.infinite / 2, jobs, multipliers, bytes: 1 << 20), !graph.isEmpty
    else { return }
    let least = graph.passForward(jobs, multipliers)
    graph.passBackward(jobs, multipliers)
    try body(&graph, jobs, multipliers, least)
  }

  @Test func eliminationKeepsExactlyTheArcsOfSchedulesWithinTheLimit() {
    for seed in 1...200 as ClosedRange<UInt64> {
      withGraph(seed) { graph, jobs, multipliers, least in
        for excess in [12, 5, 1, 0] {
          let limit = least + excess * Multipliers.scale
          let before = schedules(graph, within: limit, jobs, multipliers)
          graph.eliminate(above: limit, jobs, multipliers)
          #expect(schedules(graph, within: limit, jobs, multipliers) == before, "seed \(seed)")
          #expect(graph.passForward(jobs, multipliers) == least)
          graph.passBackward(jobs, multipliers)
          for node in 1..<graph.nodeCount {
            let rest = graph.cost(node, jobs, multipliers) + graph.backward[node]
            for arc in graph.firstArc[node]..<graph.firstArc[node + 1] {
              #expect(graph.forward[graph.arcs[arc]] + rest <= limit)
            }
          }
        }
        graph.eliminate(above: least - 1, jobs, multipliers)
        let isEmpty = graph.isEmpty
        #expect(isEmpty)
      }
    }
  }

  @Test func refinementKeepsExactlyTheSchedulesWithTheChosenJobsOnce() {
    for seed in 1...200 as ClosedRange<UInt64> {
      withGraph(seed) { graph, jobs, multipliers, least in
        let limit = least + 6 * Multipliers.scale
        let chosen = [0, jobs.count - 1]
        let expected = schedules(graph, within: limit, jobs, multipliers).filter { schedule in
          chosen.allSatisfy { job in schedule.count { $0 == job } == 1 }
        }
        let result = graph.refined(by: chosen, above: limit, jobs, multipliers, bytes: 1 << 20)
        guard let refined = consume result else {
          Issue.record("the memory suffices")
          return
        }
        #expect(schedules(refined, within: limit, jobs, multipliers) == expected, "seed \(seed)")
      }
    }
  }
}
