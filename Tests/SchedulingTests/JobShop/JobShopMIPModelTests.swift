import Basics
import GLPKSolver
import MIP
import Race
import Testing

@testable import Scheduling

@Suite struct JobShopMIPModelTests {
  @Test(arguments: [false, true])
  func theModelHasTheOptimumOfBruteForce(isGeneral: Bool) throws {
    for seed in 1...25 as ClosedRange<UInt64> {
      let instance = JobShopSamples.random(jobs: 3, machines: 3, isGeneral: isGeneral, seed: seed)
      let formulation = try JobShop.DisjunctiveModel(instance, horizon: JobShop.dispatchingHorizon(of: instance))
      let result = try GLPKSolver().solve(formulation.model)
      #expect(result.status == .optimal)
      let optimum = JobShopSamples.optimum(of: instance)
      #expect(Int((result.objective ?? -1).rounded()) == optimum, "seed \(seed)")
      let values = try #require(result.values)
      let solution = try #require(formulation.decode(values))
      #expect(try JobShop.check(solution, of: instance) == Objective(optimum))
    }
  }

  @Test(arguments: [false, true])
  func everyScheduleWithinTheHorizonHasItsImage(isGeneral: Bool) throws {
    for seed in 1...25 as ClosedRange<UInt64> {
      let instance = JobShopSamples.random(jobs: 4, machines: 3, isGeneral: isGeneral, seed: seed)
      var builder = JobShop.GifflerThompson(instance)
      var random = RandomSource(seed: seed)
      builder.build(by: .random, &random)
      let solution = builder.solution()
      let exact = try JobShop.DisjunctiveModel(instance, horizon: solution.makespan)
      let values = try #require(exact.encode(solution))
      #expect(exact.model.isFeasible(values), "seed \(seed)")
      #expect(exact.model.objective(of: values) == Double(solution.makespan))
      #expect(exact.decode(values)?.makespan ?? .max <= solution.makespan)
      if solution.makespan > 0 {
        let tooTight = JobShop.Solution(makespan: solution.makespan + 1, starts: solution.starts)
        #expect(exact.encode(tooTight) == nil, "above the horizon")
      }
    }
  }

  @Test func sixBySixHasABinaryForEachUndecidedPair() throws {
    let instance = JobShopFacts.instance(JobShopFacts.ft06, name: "ft06")
    let loose = try JobShop.DisjunctiveModel(instance, horizon: 10_000).model
    #expect(loose.columns.filter { $0.kind == .binary }.count == 6 * 15)
    let tight = try JobShop.DisjunctiveModel(instance, horizon: 55).model
    #expect(tight.columns.filter { $0.kind == .binary }.count < 6 * 15)
  }

  @Test func aHugeModelIsRefusedBeforeItIsBuilt() {
    let instance = JobShop.Generator.random(jobs: 1500, machines: 2, seed: 1)
    #expect(throws: MIPError.self) { try JobShop.DisjunctiveModel(instance, horizon: 1 << 20) }
  }
}
