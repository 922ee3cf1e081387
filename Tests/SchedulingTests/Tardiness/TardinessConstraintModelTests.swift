import Modeling
import Race
import Solving
import Testing

@testable import Scheduling

@Suite struct TardinessConstraintModelTests {
  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func theEngineProvesTheOptimumOfAllSequences(seed: UInt64) throws {
    let instance = TardinessSamples.random(
      jobs: 6, seed: seed, isWeighted: seed % 2 == 0, hasReleaseDates: seed % 3 == 0)
    guard Tardiness.ConstraintModel.isAffordable(instance) else { return }
    let optimum = TardinessSamples.optimum(of: instance)
    let board = Scoreboard<Tardiness.Solution>(clock: RaceClock(timeLimit: 20)) { solution throws(CheckFailure) in
      try Tardiness.check(solution, of: instance)
    }
    let limit = Tardiness.Solution(Array(0..<6), of: instance).totalTardiness
    NativeStrategy<Tardiness.Solution>(.init(seed: 1, conflictLimit: nil)) { _ in
      Tardiness.ConstraintModel(instance, limit: limit)
    }.run(on: board)
    #expect(board.bestObjective == optimum && board.bestBound == optimum)
    #expect(board.rejections == [] && board.failures == [])
  }

  /// Whatever the sequence, its image keeps the model's bounds, costs no more, and has dominating jobs first.
  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func aSequenceHasAnImageThatIsNoWorse(seed: UInt64) throws {
    let instance = TardinessSamples.random(
      jobs: 8, seed: seed, isWeighted: seed % 2 == 0, hasReleaseDates: seed % 3 == 0)
    guard Tardiness.ConstraintModel.isAffordable(instance) else { return }
    let solution = Tardiness.Solution([7, 2, 5, 0, 6, 1, 4, 3], of: instance)
    let formulation = Tardiness.ConstraintModel(instance, limit: solution.totalTardiness)
    let values = try #require(formulation.encode(solution))
    let data = try formulation.model.validated()
    for (index, value) in values.enumerated() {
      #expect((data.lower[index]...data.upper[index]).contains(value))
    }
    #expect(formulation.decode(values).totalTardiness <= solution.totalTardiness)
  }

  @Test func whatDoesNotFitTheEngineIsRefusedBeforeItIsBuilt() throws {
    #expect(Tardiness.ConstraintModel.isAffordable(TardinessSamples.workedExample))
    let many = TardinessSamples.random(jobs: 451, seed: 1, times: 1...9)
    let dear = TardinessSamples.instance(times: [5, 5], dueDates: [1, 1], weights: [1 << 28, 1])
    let idle = TardinessSamples.instance(times: [0, 0], dueDates: [-1, 3])
    for instance in [many, dear, idle] {
      #expect(!Tardiness.ConstraintModel.isAffordable(instance))
      var options = SolveOptions<Tardiness.Solution>()
      options.engine = .native
      #expect(try !Tardiness.lanes(for: instance, options).isEmpty)
    }
  }
}
