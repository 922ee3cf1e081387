import Basics
import Race
import Testing

@testable import Scheduling

@Suite struct GifflerThompsonTests {
  @Test(arguments: JobShop.DispatchingRule.allCases)
  func schedulesAreValidAndActive(rule: JobShop.DispatchingRule) throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let instance = JobShopSamples.random(jobs: 5, machines: 4, isGeneral: seed % 2 == 0, seed: seed)
      var builder = JobShop.GifflerThompson(instance)
      var random = RandomSource(seed: seed)
      builder.build(by: rule, &random)
      let solution = builder.solution()
      #expect(try JobShop.check(solution, of: instance) == Objective(builder.makespan))
      try expectActive(solution, instance)
    }
  }

  /// Without look-ahead, a machine that could start an operation never stays idle: such schedules are called non-delay.
  @Test func withoutLookAheadNoMachineWaits() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let instance = JobShopSamples.random(jobs: 5, machines: 4, isGeneral: false, seed: seed)
      var builder = JobShop.GifflerThompson(instance)
      var random = RandomSource(seed: seed)
      builder.build(by: .random, lookAhead: 0, &random)
      let solution = builder.solution()
      #expect(try JobShop.check(solution, of: instance) == Objective(builder.makespan))
      for (job, operations) in instance.jobs.enumerated() {
        for (position, operation) in operations.enumerated() where operation.duration > 0 {
          let ready = position == 0 ? 0 : solution.starts[job][position - 1] + operations[position - 1].duration
          for time in ready..<solution.starts[job][position] {
            let isBusy = instance.jobs.indices.contains { other in
              instance.jobs[other].indices.contains {
                instance.jobs[other][$0].machine == operation.machine && solution.starts[other][$0] <= time
                  && time < solution.starts[other][$0] + instance.jobs[other][$0].duration
              }
            }
            #expect(isBusy, "machine \(operation.machine) at \(time), seed \(seed)")
          }
        }
      }
    }
  }

  @Test func ranksDecideWhoGoesFirst() throws {
    // Two jobs of one operation each on one machine.
    for first in 0...1 {
      let jobs = [[JobShop.Operation(machine: 0, duration: 3)], [JobShop.Operation(machine: 0, duration: 4)]]
      let instance = try JobShop.Instance(name: "two", machineCount: 1, jobs: jobs)
      var builder = JobShop.GifflerThompson(instance)
      builder.ranks[first] = 0
      builder.ranks[1 - first] = 1
      builder.buildByRank(lookAhead: 0)
      #expect(builder.starts[first] == 0 && builder.starts[1 - first] == (first == 0 ? 3 : 4))
    }
  }

  /// No operation fits into an earlier gap of its machine behind its job predecessor.
  func expectActive(_ solution: JobShop.Solution, _ instance: JobShop.Instance) throws {
    for (job, operations) in instance.jobs.enumerated() {
      for (position, operation) in operations.enumerated() where operation.duration > 0 {
        let start = solution.starts[job][position]
        let ready = position == 0 ? 0 : solution.starts[job][position - 1] + operations[position - 1].duration
        let others = instance.jobs.indices.flatMap { other in
          instance.jobs[other].indices.filter {
            instance.jobs[other][$0].machine == operation.machine && (other, $0) != (job, position)
          }.map { (solution.starts[other][$0], solution.starts[other][$0] + instance.jobs[other][$0].duration) }
        }.filter { $0.0 < $0.1 }
        for earlier in ready..<max(ready, start) {
          let fits = others.allSatisfy { earlier + operation.duration <= $0.0 || $0.1 <= earlier }
          #expect(!fits, "operation \(position) of job \(job) could start at \(earlier)")
        }
      }
    }
  }

  @Test func oneOfTheRandomActiveSchedulesIsOptimal() {
    // Active schedules contain an optimal one; on three jobs and machines random choices find it.
    for seed in 1...20 as ClosedRange<UInt64> {
      let instance = JobShopSamples.random(jobs: 3, machines: 3, isGeneral: false, seed: seed)
      var builder = JobShop.GifflerThompson(instance)
      var random = RandomSource(seed: seed)
      var best = Int.max
      for _ in 0..<300 {
        builder.build(by: .random, &random)
        best = min(best, builder.makespan)
      }
      #expect(best == JobShopSamples.optimum(of: instance), "seed \(seed)")
    }
  }

  @Test func aLargeShopIsScheduledToo() throws {
    let instance = JobShop.Generator.random(jobs: 400, machines: 25, seed: 1)
    var builder = JobShop.GifflerThompson(instance)
    var random = RandomSource(seed: 1)
    builder.build(by: .mwkr, &random)
    #expect(try JobShop.check(builder.solution(), of: instance) == Objective(builder.makespan))
  }
}
