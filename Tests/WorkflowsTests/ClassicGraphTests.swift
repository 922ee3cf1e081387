import Race
import Solving
import Testing

@testable import Workflows

@Suite struct ClassicGraphTests {
  private let instance = WorkflowSamples.classic

  /// 80 is the published length.
  @Test func heft() throws {
    #expect(try WorkflowSamples.objective(of: "heft", instance) == 80)
  }

  /// As DS3's own program comes to on the same graph.
  @Test(arguments: ["met", "eft", "etf"]) func rulesOfTheSimulator(rule: String) throws {
    #expect(try WorkflowSamples.objective(of: rule, instance) == 80)
  }

  /// 73 is what another solver proves.
  @Test(arguments: [SolveOptions<Workflow.Solution>.Engine.auto, .cp]) func optimum(
    engine: SolveOptions<Workflow.Solution>.Engine
  ) throws {
    var options = SolveOptions<Workflow.Solution>()
    options.engine = engine
    let instance = instance
    let board = Scoreboard<Workflow.Solution>(clock: RaceClock(timeLimit: 20)) { solution throws(CheckFailure) in
      try Workflow.check(solution, of: instance)
    }
    var limits = RaceLimits()
    limits.takesTurns = true
    let result = Race.run(try Workflow.lanes(for: instance, options), on: board, limits: limits)
    #expect(result.status == .optimal)
    #expect(result.objective == 73)
  }

  /// Worked by hand for the last two tasks: the exit task's mean is 44/3, task 9 has 50/3 + 13 + 44/3.
  @Test func ranks() {
    let ranks = Workflow.Ranks(instance)
    #expect((ranks.upward[9] - 44.0 / 3).magnitude < 1e-9)
    #expect((ranks.upward[8] - (50.0 / 3 + 13 + 44.0 / 3)).magnitude < 1e-9)
    #expect((ranks.downward[1] - (13 + 18)).magnitude < 1e-9)
  }

  /// Of task 9 on the first processor: the exit task there takes 21, on the second one 7 and 13 for the data.
  @Test func optimisticCosts() {
    let costs = Workflow.optimisticCosts(of: instance, Workflow.Ranks(instance))
    #expect(costs[9] == [0, 0, 0])
    #expect(costs[8] == [20, 7, 16])
  }
}
