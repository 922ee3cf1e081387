import Basics
import Solving
import Testing

@testable import TaskAllocation

@Suite struct AllocationMissionTests {
  typealias Cell = Mission.Cell

  /// A row of five cells; entities at both ends, a task in the middle that needs both, and one that appears later.
  static func row(steps: Int = 12, decayAfter: Int = 100, decayPercent: Int = 0) -> Mission {
    var rules = Mission.Rules()
    (rules.width, rules.height, rules.steps, rules.slots) = (5, 1, steps, 1)
    (rules.decayAfter, rules.decayPercent) = (decayAfter, decayPercent)
    let instance = AllocationSamples.instance([(1, [2]), (2, [3])], [(10, [5]), (6, [2])])
    guard
      let mission = try? Mission(
        rules: rules, instance: instance, starts: [Cell(0, 0), Cell(4, 0)], places: [Cell(2, 0), Cell(0, 0)])
    else { preconditionFailure("a sample is invalid") }
    return mission
  }

  /// Says what it is told, step by step, and keeps what it saw.
  struct Script: MissionPolicy {
    var lines: [[MissionAction]]
    var views: [MissionView] = []

    mutating func actions(_ view: MissionView) -> [MissionAction] {
      views.append(view)
      return lines.isEmpty ? view.entities.map { _ in .stay } : lines.removeFirst()
    }
  }

  @Test func aTaskIsServedWhenAllWorkAtItInOneStep() throws {
    var script = Script(lines: [
      [.walk(Cell(1, 0)), .walk(Cell(3, 0))], [.walk(Cell(2, 0)), .walk(Cell(2, 0))], [.work(0), .stay],
      [.work(0), .work(0)],
    ])
    let run = try MissionRun(Self.row(), &script)
    // 10 for a team of costs 1 and 2, at the fourth step.
    #expect(run.services == [.init(task: 0, step: 3, team: [0, 1], profit: 7000)] && run.total == 7000)
    // The second task appears once the slot is free, and not before.
    #expect(script.views[..<4].allSatisfy { $0.tasks.map(\.number) == [0] })
    #expect(script.views[4...].allSatisfy { $0.tasks.map(\.number) == [1] } && script.views.count == 12)
  }

  @Test func whatDecaysLosesItsShareOfValueAndNeeds() throws {
    var script = Script(lines: [])
    _ = try MissionRun(Self.row(steps: 4, decayAfter: 2, decayPercent: 10), &script)
    // 10 and 10, 10 after the second step, then 9: at ages 0 to 3, with the first loss after the third step.
    #expect(script.views.map { $0.tasks[0].value } == [10_000, 10_000, 10_000, 9000])
    #expect(script.views.map { $0.tasks[0].needs } == [[5], [5], [5], [5]])
    #expect(Self.row(decayPercent: 10).decayed(0, times: 2).value == 8100)
    #expect(Self.row(decayPercent: 10).decayed(0, times: 2).needs == [4050])
  }

  @Test(arguments: [
    [MissionAction.walk(Cell(2, 0)), .stay], [.walk(Cell(-1, 0)), .stay], [.walk(Cell(0, 1)), .stay],
    [.walk(Cell(0, 0)), .stay], [.work(0), .stay], [.work(1), .stay], [.stay],
  ])
  func whatTheRulesDoNotHaveIsRefused(actions: [MissionAction]) {
    var script = Script(lines: [actions])
    #expect(throws: InvalidInstance.self) { try MissionRun(Self.row(), &script) }
  }

  @Test func bothPoliciesServeBothTasks() throws {
    // Two steps to the middle, one of work; then entity 0 walks back to its first cell and works: 7 + 5.
    var greedy = GreedyMissionPolicy()
    var plan = PlanMissionPolicy(seed: 1)
    let runs = [try MissionRun(Self.row(), &greedy), try MissionRun(Self.row(), &plan)]
    for run in runs { #expect(run.total == 12_000 && run.services.map(\.step) == [2, 5]) }
    #expect(MissionBound.total(Self.row()) == 12_000)
  }

  @Test func theBoundLooksAtEachAge() {
    // After a loss of 40 % the first task is worth 6 and needs 3, for which entity 1 is enough: 6 - 2. At first it
    // leaves 7, which is more. The second one is worth 6 for 1.
    #expect(MissionBound.total(Self.row(decayAfter: 0, decayPercent: 40)) == 12_000)
    var rules = Mission.Rules()
    (rules.decayAfter, rules.decayPercent) = (0, 10)
    let instance = AllocationSamples.instance([(1, [9]), (9, [1])], [(10, [10])])
    let mission = try? Mission(
      rules: rules, instance: instance, starts: [Cell(0, 0), Cell(0, 0)], places: [Cell(0, 0)])
    // 10 for 10 at first; 9 for a need of 9, and so for 1, a step later.
    #expect(mission.flatMap(MissionBound.total) == 8000)
  }

  @Test(arguments: [TaskAllocation.Environment.rescue, .material])
  func noPolicyReturnsMoreThanTheBound(kind: TaskAllocation.Environment) throws {
    let mission = try #require(Mission(kind, seed: 2))
    #expect(try Mission.parse(SourceText(name: "made", text: mission.text)) == mission)
    var greedy = GreedyMissionPolicy()
    let run = try MissionRun(mission, &greedy)
    #expect(run.total > 0 && run.services.count <= run.appeared && run.appeared <= 30)
    for service in run.services {
      #expect(Set(service.team).count == service.team.count && service.step < mission.rules.steps)
    }
  }

  @Test(arguments: [
    ("\"slots\": 1", "\"slots\": 0", "row: 'slots' is 0, not 1 to 63"),
    ("\"directions\": 4", "\"directions\": 6", "row: 'directions' is 6, not 4 or 8"),
    ("\"place\": [4, 0]", "\"place\": [5, 0]", "row: entity 1 is at [5, 0], outside the map"),
    ("\"place\": [4, 0]", "\"place\": [4]", "row:14: expected a place of two numbers, found '1'"),
    (", \"place\": [2, 0]", "", "row:17: expected the key 'place', found none"),
    ("\"value\": 10", "\"value\": -10", "row:17: task 0 has the negative value -10"),
    ("\"slots\"", "\"slot\"", "row:8: expected one of the keys"),
    ("\"mission\"", "\"allocation\"", "row:2: expected \"mission\", found 'allocation'"),
  ])
  func mistakesAreSaidWithTheirLine(_ old: String, _ new: String, _ expected: String) {
    let text = Self.row().text.replacing(old, with: new, maxReplacements: 1)
    do {
      _ = try Mission.parse(SourceText(name: "row", text: text))
      Issue.record("no error")
    } catch {
      #expect(error.description.hasPrefix(expected), "\(error)")
    }
  }
}
