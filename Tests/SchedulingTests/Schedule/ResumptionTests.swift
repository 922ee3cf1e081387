import Race
import Solving
import Testing

@testable import Scheduling

/// Plans that are under way.
@Suite struct ResumptionTests {
  /// Two machines; the second task of each job follows the first.
  private func shop() throws -> GeneralSchedule.Instance {
    var shop = GeneralSchedule.Builder("shop")
    let machines = [shop.machine("saw"), shop.machine("press")]
    for (number, durations) in [[3, 2], [2, 4], [4, 1]].enumerated() {
      let job = shop.job("job \(number)")
      let first = shop.task("\(number).a", job: job)
      shop.mode(of: first, duration: durations[0], on: [machines[0]])
      let second = shop.task("\(number).b", job: job)
      shop.mode(of: second, duration: durations[1], on: [machines[1]])
      shop.after(first, second)
    }
    return try shop.instance()
  }

  private func solve(_ instance: GeneralSchedule.Instance) -> RaceResult<GeneralSchedule.Solution> {
    var solve = ProblemSolve<GeneralSchedule>(instance)
    solve.options.workers = 2
    return solve.race(clock: RaceClock(timeLimit: 20))
  }

  @Test func withoutNewsThePlanStays() throws {
    let shop = try shop()
    let plan = try #require(solve(shop).best)
    let named = GeneralSchedule.completed(plan.solution, of: shop) { false }
    let resumed = try #require(try GeneralSchedule.resumed(shop, at: 3, plan: named, isStable: true))
    let result = solve(resumed.instance)
    #expect(result.status == .optimal && result.objective == Objective(levels: [plan.objective.first, 0]))
    #expect(result.best?.solution == plan.solution)
    #expect(try GeneralSchedule.parse(.init(name: "state.json", text: resumed.text)) == resumed.instance)
  }

  /// The press is away from 7 to 9, where 0.b was planned from 6 to 8. What is left of the press then takes until 12, and
  /// with 2.b where it was, at 9, only 0.b moves: by 4.
  @Test func aBreakdownMovesAsLittleAsItCan() throws {
    let shop = try shop()
    let starts = [2, 6, 0, 2, 5, 9]
    let plan = GeneralSchedule.Solution(
      zip(starts, shop.tasks).map { .init(mode: 0, start: $0, end: $0 + $1.modes[0].duration) })
    #expect(try GeneralSchedule.check(plan, of: shop) == 10)
    var changed = shop.description
    changed.resources[1].breaks = [7..<9]
    let resumed = try #require(
      try GeneralSchedule.resumed(try .init(changed), at: 3, plan: plan, isStable: true))
    #expect(resumed.instance.tasks.map { $0.frozen != nil } == [true, false, true, true, false, false])
    #expect(resumed.report.first == "3 of 6 tasks have started and stay")
    let result = solve(resumed.instance)
    #expect(result.status == .optimal && result.objective == Objective(levels: [12, 4]))
    #expect(result.best?.solution.tasks.map { $0?.start } == [2, 10, 0, 2, 5, 9])
  }

  @Test func tasksAreFoundByTheirNames() throws {
    let shop = try shop()
    let plan = try #require(solve(shop).best)
    let named = GeneralSchedule.completed(plan.solution, of: shop) { false }
    // A new task comes first; the plan knows nothing of it.
    var builder = GeneralSchedule.Builder("more")
    builder.description.resources = shop.resources
    builder.description.jobs = shop.jobs
    let new = builder.task("new")
    builder.mode(of: new, duration: 2, on: [.init(number: 0)])
    builder.description.tasks += shop.tasks
    builder.description.lags = shop.lags.map { lag in
      GeneralSchedule.Lag(
        .init(task: lag.before.task + 1, isEnd: lag.before.isEnd),
        .init(task: lag.after.task + 1, isEnd: lag.after.isEnd), minimum: lag.minimum, maximum: lag.maximum)
    }
    let resumed = try #require(
      try GeneralSchedule.resumed(try builder.instance(), at: 2, plan: named, isStable: false))
    #expect(resumed.instance.tasks[0].frozen == nil && resumed.instance.description.plan[0] == nil)
    #expect(Array(resumed.instance.description.plan.dropFirst()) == plan.solution.tasks)
  }
}
