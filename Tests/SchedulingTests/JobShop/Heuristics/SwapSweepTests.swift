import Basics
import Race
import Solving
import Testing

@testable import Scheduling

@Suite struct SwapSweepTests {
  private func dispatched(_ instance: JobShop.Instance) -> JobShop.Solution {
    var dispatch = JobShop.GifflerThompson(instance)
    var random = RandomSource(seed: 1)
    dispatch.build(by: .mwkr, lookAhead: 0, &random)
    return dispatch.solution()
  }

  @Test func everySweepLeavesAValidSchedule() throws {
    var changes = 0
    for seed in 1...60 as ClosedRange<UInt64> {
      // Every other one with operations of no duration, skipped machines and machines visited twice.
      let instance = JobShopSamples.random(jobs: 7, machines: 4, isGeneral: seed.isMultiple(of: 2), seed: seed)
      let start = dispatched(instance)
      var sweep = JobShop.SwapSweep(instance)
      let starts = Buffer<Int32>(repeating: 0, count: instance.operationCount)
      var random = RandomSource(seed: seed)
      sweep.load(start)
      var solution = start
      for round in 0..<20 {
        // With all exchanges made at once, cycles do occur.
        guard sweep.sweep(share: round.isMultiple(of: 2) ? 1 : 0.2, band: 1, &random) else {
          sweep.load(start)
          continue
        }
        sweep.save(to: starts)
        let next = sweep.solution(makespan: sweep.makespan, starts)
        #expect(try JobShop.check(next, of: instance) == Objective(sweep.makespan))
        changes += next == solution ? 0 : 1
        solution = next
        if round % 5 == 4 {
          let makespan = sweep.makespan
          sweep.renumber()
          #expect(sweep.makespan == makespan)
        }
      }
    }
    #expect(changes > 50)
  }

  @Test func nothingIsExchangedOnPathsThatAreShort() throws {
    // One long job; two short ones meet on another machine in the worse order.
    let instance = try JobShop.Instance(
      name: "long", machineCount: 3,
      jobs: [
        [.init(machine: 0, duration: 100)], [.init(machine: 1, duration: 2), .init(machine: 2, duration: 30)],
        [.init(machine: 1, duration: 30)],
      ])
    let solution = JobShop.Solution(makespan: 100, starts: [[0], [30, 32], [0]])
    _ = try JobShop.check(solution, of: instance)
    var sweep = JobShop.SwapSweep(instance)
    let saved = Buffer<Int32>(repeating: 0, count: instance.operationCount)
    var random = RandomSource(seed: 1)
    for (band, starts) in [(0.3, [0, 30, 32, 0]), (1, [0, 0, 2, 2])] as [(Double, [Int32])] {
      sweep.load(solution)
      let isAcyclic = sweep.sweep(share: 1, band: band, &random)
      #expect(isAcyclic)
      sweep.save(to: saved)
      let found = (0..<4).map { saved[$0] }
      #expect(found == starts)
    }
  }

  @Test func sweepsGoOnWhereDispatchingInTurnsGivesLittleMore() throws {
    let instance = JobShop.Generator.random(jobs: 60, machines: 60, seed: 1)
    let scoreboard = Scoreboard<JobShop.Solution> { solution throws(CheckFailure) in
      try JobShop.check(solution, of: instance)
    }
    _ = Race.run([Lane([JobShop.AlternatingDispatchStrategy(instance, seed: 1, passLimit: 30)])], on: scoreboard)
    let before = scoreboard.bestObjective
    let other = Scoreboard<JobShop.Solution>(gathersReports: true) { solution throws(CheckFailure) in
      try JobShop.check(solution, of: instance)
    }
    let result = Race.run(
      [
        Lane([
          JobShop.AlternatingDispatchStrategy(instance, seed: 1, passLimit: 12),
          JobShop.SwapSweepStrategy(instance, seed: 1, sweepLimit: 400),
        ])
      ], on: other)
    #expect(other.bestObjective < before)
    #expect(result.reports.flatMap(\.counts).contains { $0.name == "sweeps" && $0.value == 400 })
  }

  @Test func shopsOfVeryManyOperationsGetSweepsOnEachWorker() throws {
    let instance = JobShop.Generator.random(jobs: 500, machines: 500, seed: 1)
    var options = SolveOptions<JobShop.Solution>()
    options.workers = 2
    let lanes = try JobShop.lanes(for: instance, options)
    #expect(lanes.map { $0.strategies.last?.name } == ["swap sweeps", "swap sweeps"])
    #expect(lanes.map { $0.relief.last?.name } == ["tabu search", "tabu search"])
  }
}
