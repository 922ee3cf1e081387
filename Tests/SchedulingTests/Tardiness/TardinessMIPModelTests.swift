import GLPKSolver
import MIP
import Solving
import Testing

@testable import Scheduling

@Suite struct TardinessMIPModelTests {
  static func formulations(of instance: Tardiness.Instance) -> [any LinearFormulation<Tardiness.Solution>] {
    [Tardiness.PositionalModel(instance), Tardiness.StartTimeModel(instance)]
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func bothModelsHaveTheOptimumOfAllSequences(seed: UInt64) throws {
    let instance = TardinessSamples.random(
      jobs: 5, seed: seed, isWeighted: seed % 2 == 0, hasReleaseDates: seed % 3 == 0)
    let optimum = TardinessSamples.optimum(of: instance)
    for formulation in Self.formulations(of: instance) {
      let result = try GLPKSolver().solve(formulation.model, MIPOptions(), monitor: SilentMonitor())
      #expect(result.status == .optimal)
      #expect(result.objective.map { Int($0.rounded()) } == optimum)
      let solution = try #require(result.values.flatMap { formulation.decode($0) })
      #expect(try Tardiness.check(solution, of: instance).first == optimum)
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func everySequenceHasAnImageWithItsObjective(seed: UInt64) throws {
    let instance = TardinessSamples.random(
      jobs: 6, seed: seed, isWeighted: seed % 2 == 0, hasReleaseDates: seed % 3 == 0)
    let solution = Tardiness.Solution([4, 0, 5, 2, 1, 3], of: instance)
    for formulation in Self.formulations(of: instance) {
      let values = try #require(formulation.encode(solution))
      #expect(formulation.model.isFeasible(values))
      #expect(formulation.model.objective(of: values) == Double(solution.totalTardiness))
      let decoded = try #require(formulation.decode(values))
      #expect(decoded.totalTardiness <= solution.totalTardiness)
    }
  }

  @Test func theTimeIndexedModelIsForShortHorizons() throws {
    let short = TardinessSamples.random(jobs: 8, seed: 1, times: 1...9)
    #expect(try Tardiness.MIPModel.formulation(of: short) is Tardiness.StartTimeModel)
    let long = TardinessSamples.random(jobs: 30, seed: 1, times: 1000...9000)
    #expect(try Tardiness.MIPModel.formulation(of: long) is Tardiness.PositionalModel)
    let many = TardinessSamples.random(jobs: 501, seed: 1, times: 1000...9000)
    #expect(throws: MIPError.self) { try Tardiness.MIPModel.formulation(of: many) }
  }
}
