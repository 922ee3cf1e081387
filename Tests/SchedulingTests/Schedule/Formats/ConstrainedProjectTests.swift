import Basics
import Race
import Solving
import Testing

@testable import Scheduling

/// Constrained projects: their JSON, their generator, and that both phases are decided.
@Suite struct ConstrainedProjectTests {
  private typealias Schedule = GeneralSchedule

  /// Two tasks of 3 on a resource of 2 that is down from 2 to 4, and may not overlap with a third one of 2.
  private static let text = """
    {"name": "small", "capacities": [2], "tasks": [
      {"id": 7, "duration": 3, "demands": [1]},
      {"id": 3, "name": "second", "duration": 3, "demands": [1]},
      {"id": 5, "duration": 2, "demands": [0]}],
     "precedences": [[7, 3]],
     "downtimes": [{"resource": 0, "start": 2, "end": 4}],
     "windows": [{"task": 3, "release": 1, "due": 10}],
     "disjunctive": [[5, 7], [3, 5]]}
    """

  private func read(_ text: String, _ name: String = "x.json") throws -> Schedule.Instance {
    try Schedule.parse(SourceText(name: name, text: text))
  }

  @Test func whatAFileSays() throws {
    #expect(Schedule.recognises(SourceText(name: "x.json", text: Self.text)))
    let project = try read(Self.text)
    #expect(project.name == "small")
    #expect(project.tasks.map(\.name) == ["task 7", "second", "task 5"])
    #expect(project.resources[0].breaks == [2..<4])
    #expect(project.tasks[1].earliestStart == 1 && project.tasks[1].latestEnd == 10)
    #expect(project.lags == [.init(.end(of: 0), .start(of: 1), minimum: 0)])
    #expect(project.resources.dropFirst().map(\.name) == ["task 7 or task 5", "second or task 5"])
  }

  /// The first task cannot start before 4, the second one not before 7; a due date of 10 is met and one of 9 is not.
  @Test func aDueDateDecides() throws {
    let starts = { (solution: Schedule.Solution?) in solution?.tasks.map { $0?.start ?? -1 } }
    let kept = try solved(read(Self.text))
    #expect(kept.status == .optimal && starts(kept.best?.solution)?.prefix(2) == [4, 7])
    let late = try read(Self.text.replacing("\"due\": 10", with: "\"due\": 9"))
    #expect(try solved(late).status == .infeasible)
    let reason = try #require(Schedule.infeasibility(of: late) { false })
    #expect(
      reason.isMinimal
        && Set(reason.elements) == [
          "second ends at 9 at the latest", "task 7 keeps to the breaks of its resources",
          "second starts no earlier than task 7 ends",
        ])
  }

  @Test func mistakesHaveTheirLines() {
    for (old, new, part) in [
      ("[[7, 3]]", "[[7, 4]]", "x.json:5: expected the id of a task, found 4"),
      ("[[7, 3]]", "[[7, 7]]", "x.json:5: expected two tasks, found 7 twice"),
      ("[[7, 3]]", "[[7]]", "x.json:5: expected a precedence, [first, second]"),
      ("\"resource\": 0", "\"resource\": 1", "x.json:6: expected a resource, of 1, found 1"),
      ("\"end\": 4", "\"end\": 2", "x.json:6: expected a downtime that ends after its start"),
      ("\"id\": 3", "\"id\": 7", "x.json:3: expected an id of its own for each task"),
      ("\"demands\": [0]", "\"demands\": []", "x.json:4: expected 1 demand, one for each capacity"),
      ("\"demands\": [0]", "\"demands\": [3]", "x.json"),
      ("\"due\"", "\"dew\"", "x.json:7: expected"),
    ] {
      let error = #expect(throws: InputError.self) { try read(Self.text.replacing(old, with: new)) }
      #expect(error?.description.hasPrefix(part) ?? false, "\(error?.description ?? "no error") for \(new)")
    }
  }

  // MARK: Generated projects

  private func generated(level: Int, phase: Int, seed: UInt64, tightening: Int = 0) throws -> Schedule.Instance {
    var generator = Schedule.Generator()
    (generator.jobs, generator.machines, generator.durations) = (20, 3, 1...10)
    (generator.level, generator.phase, generator.seed, generator.tightening) = (level, phase, seed, tightening)
    return try generator.instance(.constrained)
  }

  /// No precedence follows from others: without it, its tasks are not on a path.
  @Test(arguments: [5, 20, 40]) func aLevelIsANumberOfPrecedencesOfWhichNoneIsImplied(level: Int) throws {
    let lags = try generated(level: level, phase: 1, seed: 3).lags
    #expect(lags.count == level)
    for lag in lags {
      var (reached, waiting): (Set<Int>, [Int]) = ([], [lag.before.task])
      while let task = waiting.popLast() {
        for other in lags where other != lag && other.before.task == task {
          if reached.insert(other.after.task).inserted { waiting.append(other.after.task) }
        }
      }
      #expect(!reached.contains(lag.after.task))
    }
  }

  @Test(arguments: 1...6) func everyLevelHasASchedule(seed: UInt64) throws {
    for level in [10, 25, 40] {
      let project = try generated(level: level, phase: 2, seed: seed)
      #expect(project.resources.contains { $0.isMachine } && project.tasks.contains { $0.latestEnd != nil })
      #expect(try solved(project).status == .optimal)
    }
  }

  /// What is named as the reason is enough: without the due dates that it does not name there is no schedule either.
  @Test func earlierDueDatesLeaveNone() throws {
    let project = try generated(level: 25, phase: 2, seed: 1, tightening: 12)
    #expect(try solved(project).status == .infeasible)
    let reason = try #require(Schedule.infeasibility(of: project) { false })
    #expect(reason.isMinimal)
    var description = project.description
    for (number, task) in project.tasks.enumerated() {
      guard let latest = task.latestEnd else { continue }
      if reason.elements.contains("\(task.name) ends at \(latest) at the latest") { continue }
      description.tasks[number].latestEnd = nil
    }
    #expect(description != project.description)
    #expect(try solved(.init(description)).status == .infeasible)
  }

  private func solved(_ project: Schedule.Instance) throws -> RaceResult<Schedule.Solution> {
    var options = SolveOptions<Schedule.Solution>()
    options.workers = 1
    let board = Scoreboard<Schedule.Solution>(clock: RaceClock(timeLimit: 10)) {
      (solution) throws(CheckFailure) in try Schedule.check(solution, of: project)
    }
    var limits = RaceLimits()
    limits.takesTurns = true
    return Race.run(try Schedule.lanes(for: project, options), on: board, limits: limits)
  }
}
