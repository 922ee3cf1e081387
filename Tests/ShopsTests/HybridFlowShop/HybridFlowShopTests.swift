import Basics
import Testing

@testable import Shops

@Suite struct HybridFlowShopTests {
  /// Two jobs, one machine, then two machines.
  private static let small = HybridFlowShop(jobCount: 2, machineCounts: [1, 2], durations: [3, 4, 2, 6])

  @Test func aCandidateIsMeasured() {
    let candidate = HybridFlowShop.Candidate(starts: [2, 5, 0, 2], machines: [0, 0, 0, 1])
    #expect(Self.small.makespan(of: candidate) == 9)
    #expect(Self.small.lowerBound() == 9)
    #expect(HybridFlowShopOracle.optimum(of: Self.small) == 9)
  }

  @Test(arguments: [
    HybridFlowShop.Candidate(starts: [1, 5, 0, 2], machines: [0, 0, 0, 1]),
    HybridFlowShop.Candidate(starts: [2, 4, 0, 2], machines: [0, 0, 0, 1]),
    HybridFlowShop.Candidate(starts: [2, 5, 0, 2], machines: [0, 0, 0, 0]),
    HybridFlowShop.Candidate(starts: [2, 5, 0, 2], machines: [0, 2, 0, 1]),
    HybridFlowShop.Candidate(starts: [2, 5, -1, 2], machines: [0, 0, 0, 1]),
    HybridFlowShop.Candidate(starts: [2, 5], machines: [0, 0]),
  ])
  func aCandidateThatBreaksARuleHasNoMakespan(candidate: HybridFlowShop.Candidate) {
    #expect(Self.small.makespan(of: candidate) == nil)
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func theBoundIsBelowTheOptimumAndTheSearchReachesIt(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let view = HybridFlowShopOracle.random(jobs: 0...4, stages: 0...3, &random)
    let optimum = HybridFlowShopOracle.optimum(of: view)
    #expect(view.lowerBound() <= optimum)
    #expect(view.reversed.lowerBound() == view.lowerBound())
    #expect(HybridFlowShopOracle.optimum(of: view.reversed) == optimum)
    #expect(Self.search(view, seed: seed, looks: 2000) == optimum)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func everyCandidateHasTheMakespanThatItComesWith(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let view = HybridFlowShopOracle.random(jobs: 5...20, stages: 1...5, &random)
    let found = Self.search(view, seed: seed, looks: 400)
    #expect(found >= view.lowerBound())
    #expect(found == Self.search(view, seed: seed, looks: 400))
  }

  @Test func theStageBoundCountsLeastHeadsAndTails() {
    // Three jobs on two machines between single ones: heads 1, 2, 3 and tails 2, 2, 5 around 30 of work.
    let view = HybridFlowShop(jobCount: 3, machineCounts: [3, 2, 3], durations: [1, 10, 2, 2, 10, 2, 3, 10, 5])
    #expect(view.lowerBound() == 19)
  }

  @Test func theBoundIsProved() {
    var proved = 0
    HybridFlowShopBound(Self.small).run(on: SearchBoard(prove: { proved = $0 }))
    #expect(proved == 9)
  }

  private static func search(_ view: HybridFlowShop, seed: UInt64, looks: Int) -> Int {
    bestFound(looks: looks, evaluate: view.makespan, HybridFlowShopSearch(view, seed: seed).run)
  }
}
