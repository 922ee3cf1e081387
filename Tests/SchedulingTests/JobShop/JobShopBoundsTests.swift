import Basics
import Race
import Testing

@testable import Scheduling

@Suite struct JobShopBoundsTests {
  /// The largest (least head + work + least tail) over all sets of tasks.
  func largestSubsetBound(_ tasks: [JobShop.OneMachineTask]) -> Int {
    (1..<(1 << tasks.count)).map { set in
      let members = tasks.indices.filter { set >> $0 & 1 == 1 }.map { tasks[$0] }
      return members.map(\.head).min()! + members.reduce(0) { $0 + $1.duration } + members.map(\.tail).min()!
    }.max()!
  }

  @Test func jacksonsBoundIsTheLargestSetBound() {
    var random = RandomSource(seed: 11)
    for round in 0..<500 {
      let tasks = (0..<random.within(1...8)).map { _ in
        JobShop.OneMachineTask(
          head: random.within(0...15), duration: random.within(0...9), tail: random.within(0...15))
      }
      #expect(JobShop.jacksonBound(of: tasks) == largestSubsetBound(tasks), "round \(round), \(tasks)")
      #expect(JobShop.machineBound(of: tasks) <= JobShop.jacksonBound(of: tasks))
    }
  }

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
