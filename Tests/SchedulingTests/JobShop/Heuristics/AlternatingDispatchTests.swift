import Basics
import Race
import Solving
import Testing

@testable import Scheduling

@Suite struct AlternatingDispatchTests {
  @Test(arguments: [0, 0.5, 1])
  func everyPassMakesAValidSchedule(lookAhead: Double) throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      // Every other one with operations of no duration, skipped machines and machines visited twice.
      let instance = JobShopSamples.random(jobs: 6, machines: 4, isGeneral: seed.isMultiple(of: 2), seed: seed)
      var dispatch = try JobShop.AlternatingDispatch(instance)
      var random = RandomSource(seed: seed)
      dispatch.build(by: .mwkr, &random)
      for noise in [0, 0, 5, 0] {
        dispatch.pass(lookAhead: lookAhead, noise: noise, &random)
        #expect(try JobShop.check(dispatch.solution(), of: instance) == Objective(dispatch.makespan))
      }
    }
  }

  @Test func passesShortenALargeShopsSchedule() throws {
    let instance = JobShop.Generator.random(jobs: 60, machines: 60, seed: 1)
    var dispatch = try JobShop.AlternatingDispatch(instance)
    var random = RandomSource(seed: 1)
    dispatch.build(by: .mwkr, &random)
    let first = dispatch.makespan
    var best = first
    for _ in 0..<30 {
      dispatch.pass(lookAhead: 0.5, noise: 0, &random)
      best = min(best, dispatch.makespan)
    }
    #expect(best * 100 < first * 97, "\(first) to \(best)")
  }

  /// What is loaded is what the next pass starts from, whoever made it.
  @Test func aLoadedScheduleIsLikeOneOfItsOwn() throws {
    let instance = JobShopSamples.random(jobs: 8, machines: 5, isGeneral: false, seed: 3)
    var one = try JobShop.AlternatingDispatch(instance)
    var other = try JobShop.AlternatingDispatch(instance)
    var random = RandomSource(seed: 1)
    one.build(by: .mwkr, &random)
    other.load(one.solution())
    one.pass(lookAhead: 0.5, noise: 0, &random)
    other.pass(lookAhead: 0.5, noise: 0, &random)
    #expect(one.solution() == other.solution())
  }

  @Test func shopsTooLargeForOrdersGetBothSearchesOnEachWorker() throws {
    // Two machines with 700 operations each: 489,300 pairs.
    let jobs = (0..<700).map { job in
      [JobShop.Operation(machine: job % 2, duration: 1 + job % 7), .init(machine: 1 - job % 2, duration: 1 + job % 5)]
    }
    let instance = try JobShop.Instance(name: "wide", machineCount: 2, jobs: jobs)
    var options = SolveOptions<JobShop.Solution>()
    options.workers = 2
    let lanes = try JobShop.lanes(for: instance, options)
    #expect(lanes.map { $0.strategies.last?.name } == ["alternating dispatch", "tabu search"])
    #expect(lanes.map { $0.relief.last?.name } == ["tabu search", "alternating dispatch"])
    let board = Scoreboard<JobShop.Solution>(clock: RaceClock(timeLimit: 5)) { solution throws(CheckFailure) in
      try JobShop.check(solution, of: instance)
    }
    let result = Race.run(lanes, on: board)
    #expect(result.rejections == [])
    #expect(result.gap.map { $0 < 0.05 } == true)
  }
}
