import Basics
import Race
import Solving
import Testing

@testable import Scheduling

/// Milestones: activities of no time, which occupy nothing, whatever they demand.
@Suite struct ProjectMilestoneTests {
  /// 3 and 4 time units of 1 and 2 out of 2 cannot overlap, so 7; the milestone between the two and the end demands 5.
  private static let patterson = "5 1\n2\n0 0 2 2 3\n3 1 1 4\n4 2 1 4\n0 5 1 5\n0 0 0\n"

  private static func psplib(modes: Int) -> String {
    let more = modes == 1 ? "" : "           2     5       1\n"
    return """
      projects : 1
      jobs (incl. supersource/sink ): 5
      - renewable : 1 R
      - nonrenewable : 0 N
      - doubly constrained : 0 D
      ****
      PRECEDENCE RELATIONS:
      1 1 2 2 3
      2 \(modes) 1 4
      3 1 1 4
      4 1 1 5
      5 1 0
      ****
      REQUESTS/DURATIONS:
      1 1 0 0
      2 1 3 1
      \(more)3 1 4 2
      4 1 0 5
      5 1 0 0
      ****
      RESOURCEAVAILABILITIES:
      R 1
      2

      """
  }

  private static let lags = """
    3 1 0 0
    0 1 2 1 2 [0] [0]
    1 1 1 3 [3]
    2 1 1 3 [4]
    3 1 1 4 [0]
    4 1 0
    0 1 0 0
    1 1 3 1
    2 1 4 2
    3 1 0 5
    4 1 0 0
    2

    """

  private func optimum<P: Problem>(_ problem: P.Type, _ text: String) throws -> Int? {
    var solve = ProblemSolve<P>(try P.parse(SourceText(name: "mile", text: text)))
    solve.options.workers = 2
    let result = solve.race(clock: RaceClock(timeLimit: 20))
    #expect(result.rejections.isEmpty && result.failures.isEmpty, "\(result.rejections + result.failures)")
    return result.status == .optimal ? result.objective?.first : nil
  }

  @Test func everyFormatTakesThem() throws {
    #expect(try optimum(ResourceProject.self, Self.patterson) == 7)
    #expect(try optimum(ResourceProject.self, Self.psplib(modes: 1)) == 7)
    #expect(try optimum(GeneralSchedule.self, Self.psplib(modes: 2)) == 7)
    #expect(try optimum(GeneralSchedule.self, Self.lags) == 7)
  }

  @Test func onlyWhatTakesTimeMustFit() {
    for text in [Self.patterson, Self.psplib(modes: 1)] {
      let long = text.replacing("0 5 1 5", with: "1 5 1 5").replacing("4 1 0 5", with: "4 1 1 5")
      #expect(throws: InputError.self) { try ResourceProject.parse(SourceText(name: "long", text: long)) }
    }
  }

  /// The same projects as schedules, once with a supply that nobody uses up, for the searches of modes, once with a lag
  /// that says nothing, for those of lags.
  @Test(arguments: [1, 2, 3, 4] as [UInt64], [true, false])
  func schedulesIgnoreThem(seed: UInt64, hasSupply: Bool) throws {
    var random = RandomSource(seed: seed)
    let project = ProjectOracle.randomInstance(count: 5, &random)
    var builder = GeneralSchedule.Builder("milestones")
    let resources = project.capacities.enumerated().map { builder.renewable("r\($0)", capacity: $1) }
    let supply = hasSupply ? builder.consumable("supply", capacity: 9) : nil
    let tasks = project.durations.indices.map { builder.task("t\($0)") }
    for task in project.durations.indices {
      let duration = project.durations[task]
      // A project has none of what its milestones demand.
      var taking = zip(resources, project.demands[task]).map { ($0, duration > 0 ? $1 : random.within(0...20)) }
        .filter { $0.1 > 0 }
      if let supply, task == 0 { taking.append((supply, 3)) }
      builder.mode(of: tasks[task], duration: duration, taking: taking)
      for successor in project.successors[task] {
        builder.lag(GeneralSchedule.Lag(.end(of: task), .start(of: successor), minimum: 0))
      }
    }
    if !hasSupply { builder.lag(GeneralSchedule.Lag(.start(of: 0), .start(of: 4), minimum: -1000)) }
    var solve = ProblemSolve<GeneralSchedule>(try builder.instance())
    solve.options.workers = 2
    let result = solve.race(clock: RaceClock(timeLimit: 20))
    #expect(result.rejections.isEmpty && result.failures.isEmpty, "\(result.rejections + result.failures)")
    #expect(result.status == .optimal && result.objective?.first == ProjectOracle.optimum(of: project))
  }
}
