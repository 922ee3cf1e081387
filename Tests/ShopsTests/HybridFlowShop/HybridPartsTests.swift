import Basics
import Testing

@testable import Shops

/// The parts of the search against plain recomputation.
@Suite struct HybridPartsTests {
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func listDecodingIsTheSimulation(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let view = HybridFlowShopOracle.random(jobs: 0...12, stages: 0...4, &random)
    let decoder = HybridListDecoder(view)
    let order = (0..<view.jobCount).shuffled(using: &random)
    let makespan = HybridFlowShopOracle.listMakespan(of: order, view)
    #expect(decoder.makespan(of: order) == makespan)
    #expect(view.makespan(of: decoder.candidate(of: order)) == makespan)
    #expect(decoder.makespan(of: order, below: makespan + 1) == makespan)
    if makespan > 0 { #expect(decoder.makespan(of: order, below: makespan) == .max) }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func aBeamFindsWhatItSays(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let view = HybridFlowShopOracle.random(jobs: 1...12, stages: 1...4, &random)
    let beam = HybridBeamSearch(view)
    for guide in [HybridBeamSearch.Guide.meanStage, .idleShares] {
      guard let found = beam.search(width: 8, guide: guide, below: .max, shouldStop: { false }) else {
        Issue.record("a beam without limit finds a schedule")
        continue
      }
      #expect((found.front + found.back).sorted() == Array(0..<view.jobCount))
      let candidate = beam.candidate(front: found.front, back: found.back, makespan: found.makespan)
      #expect(view.makespan(of: candidate) == found.makespan)
      #expect(beam.search(width: 8, guide: guide, below: view.lowerBound(), shouldStop: { false }) == nil)
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func passesAndInsertionsKeepTheGraphRight(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let view = HybridFlowShopOracle.random(jobs: 1...12, stages: 1...4, &random)
    let graph = HybridStageGraph(view)
    graph.take(HybridListDecoder(view).candidate(of: (0..<view.jobCount).shuffled(using: &random)))
    let orders = HybridOrders(of: graph)
    for _ in 0..<10 {
      Self.check(graph)
      orders.save(graph)
      let before = graph.makespan
      graph.pass()
      Self.check(graph)
      #expect(graph.makespan <= before)
      let job = random.below(view.jobCount)
      graph.remove(job: job)
      graph.updateAll()
      graph.insert(job: job, from: graph.makespan)
      Self.check(graph)
      guard random.below(3) == 0 else { continue }
      orders.restore(graph)
      Self.check(graph)
      #expect(graph.makespan == before)
    }
  }

  /// The makespan is the same at every stage, and that of the schedule; heads and tails fit together.
  private static func check(_ graph: HybridStageGraph) {
    let candidate = graph.candidate()
    #expect(graph.view.makespan(of: candidate) == graph.makespan)
    for stage in 0..<graph.stages {
      let paths = (0..<graph.count).map { job in
        let operation = stage * graph.count + job
        return graph.heads[operation] + graph.times[operation] + graph.tails[operation]
      }
      #expect(paths.max() == graph.makespan)
    }
  }
}
