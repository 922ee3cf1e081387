import Lowering
import Solving
import Testing

@testable import Scheduling

/// Tests of optimistic makespans without complete search between them.
@Suite struct OptimisticTestsTests {
  private final class Board: SessionDelegate {
    var costs: [Int] = []
    var bounds: [Int] = []
    func found(_ values: [Int], cost: Int) { costs.append(cost) }
    func proved(bound: Int) { bounds.append(bound) }
  }

  @Test(arguments: [false, true], [false, true])
  func boundsRiseToTheOptimumAndNoFurther(isGeneral: Bool, alternates: Bool) throws {
    for seed in 1...40 as ClosedRange<UInt64> {
      let shop = JobShopSamples.random(jobs: 3, machines: 3, isGeneral: isGeneral, seed: seed)
      let optimum = JobShopSamples.optimum(of: shop)
      let formulation = ScheduleFormulation<JobShop>(shop, bound: 0, horizon: shop.totalDuration)
      var options = KernelSession.Options()
      options.probesLowerBound = alternates
      options.testsAloneFrom = seed.isMultiple(of: 2) ? 0 : 5
      options.probeBudget = 1
      let board = Board()
      let lowered = try LoweredModel(try formulation.model.validated())
      formulation.guide(lowered)
      #expect(try KernelSession(lowered, options, delegate: board).run() == .exhausted)
      #expect(board.costs.last == optimum, "seed \(seed)")
      #expect(board.bounds.allSatisfy { $0 <= optimum } && board.bounds.last == optimum, "seed \(seed)")
    }
  }
}
