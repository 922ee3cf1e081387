import Basics
import Race
import Solving
import Testing

@testable import Problems
@testable import Scheduling

/// What newcomers met.
@Suite struct NewcomersTests {
  private func built(_ build: (inout GeneralSchedule.Builder) -> Void) throws(InvalidInstance)
    -> GeneralSchedule.Instance
  {
    var builder = GeneralSchedule.Builder("plant")
    build(&builder)
    return try builder.instance()
  }

  /// PyJobShop writes an empty list of jobs where a problem has tasks only.
  @Test func pyJobShopWithoutJobsIsRecognised() throws {
    let text = """
      {"jobs": [], "resources": [{"breaks": [], "no_idle": false, "name": "", "type": "machine"}],
       "tasks": [{"job": null, "earliest_start": 0, "latest_start": 4398046511104, "earliest_end": 0,
         "latest_end": 4398046511104, "allow_idle": false, "allow_breaks": false, "optional": false, "name": ""}],
       "modes": [{"task": 0, "resources": [0], "duration": 3, "demands": [0], "name": ""}], "constraints": {},
       "objective": {"weight_makespan": 1}}
      """
    let source = SourceText(name: "problem.json", text: text)
    let choice = ProblemChoice(ProblemRegistry.all) { "--problem \($0)" }
    #expect(try choice.problem(of: source, named: nil) == GeneralSchedule.self)
    #expect(try GeneralSchedule.parse(source).tasks.count == 1)
  }

  @Test func weightsThatCouldNotBeSummedAreRefused() {
    #expect(throws: InvalidInstance.self) {
      try built { plant in
        let task = plant.task("a", job: plant.job("j", weight: 1 << 28))
        plant.mode(of: task, duration: 1 << 28)
        plant.minimize([.init(.totalCompletion, weight: 1 << 28)])
      }
    }
  }

  @Test func aPlanOfSomethingElseIsRefused() throws {
    let instance = try built { plant in plant.mode(of: plant.task("a"), duration: 1) }
    let plan = GeneralSchedule.Solution([.init(mode: 0, start: 0, end: 1, task: "b")])
    #expect(throws: SolveOptionError.self) {
      try GeneralSchedule.resumed(instance, at: 1, plan: plan, isStable: false)
    }
  }

  @Test func tasksOfNoTimeAreToldWhereTheyMatter() throws {
    func instance(duration: Int, hasSetups: Bool) throws -> GeneralSchedule.Instance {
      try built { plant in
        let machine = plant.machine("m")
        plant.mode(of: plant.task("a"), duration: duration, on: [machine])
        plant.mode(of: plant.task("b"), duration: 2, on: [machine])
        if hasSetups {
          plant.description.setups = [.init(machines: [0], kinds: [0, 1], times: [[0, 1], [1, 0]])]
        }
      }
    }
    #expect(GeneralSchedule.warnings(of: try instance(duration: 0, hasSetups: true)).count == 1)
    #expect(GeneralSchedule.warnings(of: try instance(duration: 1, hasSetups: true)).isEmpty)
    #expect(GeneralSchedule.warnings(of: try instance(duration: 0, hasSetups: false)).isEmpty)
  }

  /// Breaks are named, not the constraint that keeps them.
  @Test func breaksAreNamedWhereTheyLeaveNoRoom() throws {
    for mayPause in [false, true] {
      let instance = try built { plant in
        let task = plant.task("a", mayPause: mayPause)
        plant.mode(of: task, duration: 4, on: [plant.machine("m", breaks: [2..<5])])
        plant.description.tasks[0].latestEnd = 6
      }
      let found = try #require(GeneralSchedule.infeasibility(of: instance) { false })
      #expect(
        Set(found.elements) == ["a keeps to the breaks of its resources", "a ends at 6 at the latest"], "\(mayPause)")
    }
  }

  @Test func theModelHasATextThatSolvesAlike() throws {
    let instance = try built { plant in
      let machine = plant.machine("m")
      for duration in [2, 3] { plant.mode(of: plant.task("t\(duration)"), duration: duration, on: [machine]) }
    }
    #expect(try GeneralSchedule.modelText(of: instance).hasPrefix("dovetail-model 1"))
  }
}
