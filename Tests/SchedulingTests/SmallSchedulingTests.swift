import Basics
import SolvingSupport
import Testing

@testable import Scheduling

/// See `Settling`.
@Suite struct SmallSchedulingTests {
  @Test func jobShops() throws {
    for seed in Settling.seeds {
      let instance = JobShopSamples.random(
        jobs: 1 + Int(seed % 3), machines: 1 + Int(seed / 3 % 3), isGeneral: seed % 2 == 0, seed: seed)
      #expect(
        try Settling.faults(of: JobShop.self, instance, truth: JobShopSamples.optimum(of: instance), "seed \(seed)")
          == [])
    }
  }

  @Test func projects() throws {
    for seed in Settling.seeds {
      var random = RandomSource(seed: seed)
      let instance = ProjectOracle.randomInstance(count: 1 + Int(seed % 6), &random)
      #expect(
        try Settling.faults(
          of: ResourceProject.self, instance, truth: ProjectOracle.optimum(of: instance), "seed \(seed)") == [])
    }
  }

  @Test func oneMachine() throws {
    for seed in Settling.seeds {
      let instance = TardinessSamples.random(
        jobs: 1 + Int(seed % 6), seed: seed, isWeighted: seed % 2 == 0, hasReleaseDates: seed % 3 > 0,
        times: seed % 5 == 0 ? 0...1 : 0...9)
      #expect(
        try Settling.faults(of: Tardiness.self, instance, truth: TardinessSamples.optimum(of: instance), "seed \(seed)")
          == [])
    }
  }
}
