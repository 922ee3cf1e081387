import Race
import Testing

@testable import Scheduling

@Suite struct JobShopBoundsTests {
  @Test(arguments: [false, true])
  func noBoundIsAboveTheOptimum(isGeneral: Bool) {
    for seed in 1...60 as ClosedRange<UInt64> {
      let instance = JobShopSamples.random(jobs: 3, machines: 3, isGeneral: isGeneral, seed: seed)
      let bounds = JobShop.Bounds(of: instance)
      let optimum = JobShopSamples.optimum(of: instance)
      #expect(bounds.best <= optimum, "seed \(seed)")
      #expect(bounds.jackson >= bounds.machine)
    }
  }

  @Test func theBoundOfFt20AndFt06() {
    // ft06: the longest job is 47, and 52 is the published one-machine bound of ft06.
    let ft06 = JobShop.Bounds(of: JobShopFacts.instance(JobShopFacts.ft06, name: "ft06"))
    #expect(ft06.job == 47 && ft06.best <= 55)
    // 808 and 1164 are the classic one-machine bounds of ft10 and ft20.
    #expect(JobShop.Bounds(of: JobShopFacts.instance(JobShopFacts.ft10, name: "ft10")).best == 808)
    #expect(JobShop.Bounds(of: JobShopFacts.instance(JobShopFacts.ft20, name: "ft20")).best == 1164)
  }

  @Test func aJobWithoutOperationsBoundsNothing() throws {
    let instance = try JobShop.Instance(name: "empty", machineCount: 1, jobs: [[]])
    #expect(JobShop.Bounds(of: instance).best == 0)
  }
}
