import Race
import Scheduling
import Solving
import Testing

/// Times that are all multiples of a large unit.
@Suite struct ScheduleUnitTests {
  private typealias Schedule = GeneralSchedule

  private static func enlarged(_ instance: Schedule.Instance, by unit: Int) -> Schedule.Description {
    var description = instance.description
    description.changeTimes { $0 * unit }
    return description
  }

  /// What the division rests on: that the best schedule of all is as good as the best at multiples, by enumeration of
  /// both.
  @Test func multiplesOfTheUnitHaveABestSchedule() throws {
    var compared = 0
    for seed: UInt64 in 0..<400 {
      let random = RandomSchedule(seed: seed)
      guard let deadline = random.deadline, deadline <= 6 else { continue }
      let large = Self.enlarged(random.instance, by: 2)
      guard let division = Schedule.TimeDivision(of: large, above: 0), division.unit.isMultiple(of: 2) else { continue }
      let whole = ScheduleEnumeration(try Schedule.Instance(large), horizon: 2 * deadline)
      let small = ScheduleEnumeration(
        try Schedule.Instance(division.description), horizon: 2 * deadline / division.unit)
      guard whole.isSmall(4000), small.isSmall(4000) else { continue }
      let expected = small.best().map { zip($0.objective.levels, division.scales).map { $0 * $1 } }
      #expect(whole.best()?.objective.levels == expected, "seed \(seed)")
      compared += 1
    }
    #expect(compared >= 10)
  }

  @Test func resultsAreInTheFilesOwnUnit() throws {
    let unit = 1 << 35
    var (feasible, infeasible) = (0, 0)
    for seed: UInt64 in 0..<60 {
      let random = RandomSchedule(seed: seed)
      let enumeration = ScheduleEnumeration(random.instance, horizon: random.deadline ?? 8)
      guard enumeration.isSmall(2000), let large = try? Schedule.Instance(Self.enlarged(random.instance, by: unit)),
        let division = Schedule.TimeDivision(of: large.description)
      else { continue }
      let factors = division.scales.map { $0 == 1 ? 1 : unit }
      let scoreboard = Scoreboard<Schedule.Solution>(clock: RaceClock(timeLimit: 20)) {
        solution throws(CheckFailure) in try Schedule.check(solution, of: large)
      }
      _ = Race.run(try Schedule.lanes(for: large, SolveOptions()), on: scoreboard, limits: RaceLimits())
      #expect(scoreboard.rejections.isEmpty && scoreboard.failures.isEmpty, "seed \(seed)")
      // Without a deadline there may be solutions behind the horizon alone.
      if random.deadline == nil, enumeration.best() == nil { continue }
      let expected = enumeration.best().map { zip($0.objective.levels, factors).map { $0 * $1 } }
      #expect(scoreboard.best?.objective.levels == expected, "seed \(seed)")
      if expected == nil { infeasible += 1 } else { feasible += 1 }
      if let expected { #expect(scoreboard.bound?.levels == expected, "seed \(seed)") }
    }
    #expect(feasible >= 10 && infeasible >= 1)
  }

  /// A shop by hand: 3 and 2 on one machine, in nanoseconds; a job too late by 2 of these units, and one tardy job.
  @Test func linearModelsAndJobsCountInTheirUnits() throws {
    let unit = 1_000_000_000
    var builder = Schedule.Builder("hand")
    let machine = builder.machine("m")
    for (name, length, due) in [("a", 3, 3), ("b", 2, 3)] {
      let task = builder.task(name, job: builder.job(name, due: due * unit))
      builder.mode(of: task, duration: length * unit, on: [machine])
    }
    builder.minimize([.init(.tardiness)], then: [.init(.tardyJobs)])
    let instance = try builder.instance()
    let placements = [
      Schedule.Placement(mode: 0, start: 0, end: 3 * unit), .init(mode: 0, start: 3 * unit, end: 5 * unit),
    ]
    #expect(try Schedule.check(.init(placements), of: instance).levels == [2 * unit, 1])
    builder.minimize([.init(.makespan)])
    let model = try Schedule.linearModel(of: try builder.instance(), SolveOptions())
    #expect(model.columns.map(\.cost).max() == Double(unit))
  }

  @Test func whereTheUnitDoesNotGoThroughThereIsNoDivision() throws {
    let unit = 1 << 30
    var builder = Schedule.Builder("pauses")
    let machine = builder.machine("m", breaks: [2 * unit..<3 * unit])
    let task = builder.task("t", mayPause: true)
    builder.mode(of: task, duration: 3 * unit, on: [machine])
    let other = builder.task("u")
    builder.mode(of: other, duration: unit)
    #expect(Schedule.TimeDivision(of: builder.description)?.unit == unit)
    builder.after(task, other, atMost: 0)
    #expect(Schedule.TimeDivision(of: builder.description) == nil)
    builder.description.lags = [.init(.end(of: task.number), .start(of: other.number), minimum: 5)]
    #expect(Schedule.TimeDivision(of: builder.description) == nil)
    let error = #expect(throws: InvalidInstance.self) { try builder.instance() }
    #expect(error?.description.contains("\(Schedule.Instance.limit)") ?? false)
  }
}
