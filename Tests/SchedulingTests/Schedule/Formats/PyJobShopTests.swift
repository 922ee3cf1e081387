import Basics
import Testing

@testable import Scheduling

@Suite struct PyJobShopTests {
  typealias Schedule = GeneralSchedule

  /// As `ProblemData.to_json` of PyJobShop 0.0.9 wrote it, with line ends.
  static let sample = """
    {"jobs": [{"weight": 2, "release_date": 1, "deadline": 40, "due_date": 9, "tasks": [0, 1], "name": "table"},
      {"weight": 2, "release_date": 0, "deadline": 4398046511104, "due_date": 5, "tasks": [2], "name": ""}],
    "resources": [{"breaks": [[6, 8], [4, 6]], "no_idle": false, "name": "saw", "type": "machine"},
      {"breaks": [], "no_idle": false, "name": "", "type": "machine"},
      {"capacity": 3, "breaks": [], "name": "crew", "type": "renewable"},
      {"capacity": 9, "breaks": [[2, 3]], "name": "glue", "type": "consumable"}],
    "tasks": [{"job": 0, "earliest_start": 1, "latest_start": 4398046511104, "earliest_end": 0, "latest_end": 30,
        "allow_idle": false, "allow_breaks": true, "optional": false, "name": "cut"},
      {"job": 0, "earliest_start": 0, "latest_start": 4398046511104, "earliest_end": 0, "latest_end": 4398046511104,
        "allow_idle": true, "allow_breaks": false, "optional": false, "name": ""},
      {"job": 1, "earliest_start": 0, "latest_start": 4398046511104, "earliest_end": 0, "latest_end": 4398046511104,
        "allow_idle": false, "allow_breaks": false, "optional": true, "name": "cut"},
      {"job": null, "earliest_start": 0, "latest_start": 4398046511104, "earliest_end": 0,
        "latest_end": 4398046511104, "allow_idle": false, "allow_breaks": false, "optional": true, "name": ""},
      {"job": null, "earliest_start": 0, "latest_start": 4398046511104, "earliest_end": 0,
        "latest_end": 4398046511104, "allow_idle": false, "allow_breaks": false, "optional": true, "name": "c"}],
    "modes": [{"task": 0, "resources": [0], "duration": 3, "demands": [0], "name": ""},
      {"task": 0, "resources": [1, 2], "duration": 5, "demands": [0, 2], "name": "slow"},
      {"task": 1, "resources": [1], "duration": 4, "demands": [0], "name": ""},
      {"task": 1, "resources": [0, 3], "duration": 2, "demands": [0, 4], "name": ""},
      {"task": 2, "resources": [0], "duration": 1, "demands": [0], "name": ""},
      {"task": 3, "resources": [1], "duration": 2, "demands": [0], "name": ""},
      {"task": 4, "resources": [], "duration": 0, "demands": [], "name": ""}],
    "constraints": {"start_before_start": [], "start_before_end": [],
      "end_before_start": [{"task1": 0, "task2": 1, "delay": 2}], "end_before_end": [], "start_at_start": [],
      "start_at_end": [{"task1": 0, "task2": 2, "delay": 3}], "end_at_start": [], "end_at_end": [],
      "identical_resources": [{"task1": 0, "task2": 2}], "different_resources": [],
      "consecutive": [{"task1": 0, "task2": 1}],
      "same_sequence": [{"machine1": 0, "machine2": 1, "tasks1": null, "tasks2": null}],
      "setup_times": [{"machine": 1, "task1": 0, "task2": 1, "duration": 3},
        {"machine": 1, "task1": 1, "task2": 0, "duration": 2}],
      "mode_dependencies": [{"mode1": 0, "modes2": [3]}, {"mode1": 4, "modes2": [5]}],
      "select_all_or_none": [{"tasks": [2, 3], "condition_task": 4}],
      "select_at_least_one": [{"tasks": [2, 3], "condition_task": null}],
      "select_exactly_one": [{"tasks": [2, 3], "condition_task": 4}]},
    "objective": {"weight_makespan": 1, "weight_tardy_jobs": 0, "weight_total_flow_time": 0,
      "weight_total_tardiness": 3, "weight_total_earliness": 0, "weight_max_tardiness": 5,
      "weight_total_setup_time": 0}}
    """

  func parse(_ text: String) throws -> Schedule.Instance {
    try Schedule.parse(SourceText(name: "folder/problem.json", text: text))
  }

  @Test func jobsResourcesTasksAndModes() throws {
    let instance = try parse(Self.sample)
    #expect(instance.name == "problem")
    #expect(
      instance.jobs == [
        .init("table", weight: 2, release: 1, due: 9, deadline: 40), .init("job 1", weight: 2, due: 5),
      ])
    #expect(instance.resources.map(\.name) == ["saw", "resource 1", "crew", "glue", "calendar of glue"])
    #expect(instance.resources[0].breaks == [4..<8])
    #expect(instance.resources[3].breaks.isEmpty && instance.resources[4].breaks == [2..<3])
    let tasks = instance.tasks
    #expect(tasks.prefix(5).map(\.name) == ["cut", "task 1", "cut (task 2)", "task 3", "c"])
    #expect(tasks.prefix(5).map(\.job) == [0, 0, 1, nil, nil])
    #expect(tasks[0].mayPause && tasks[1].mayIdle && tasks[2].isOptional && tasks[0].latestEnd == 30)
    #expect(tasks[0].latestStart == nil)
    #expect(
      tasks[0].modes == [.init(duration: 3, [.init(0)]), .init(duration: 5, [.init(1), .init(2, 2)], name: "slow")])
    // What takes glue keeps to its calendar.
    #expect(tasks[1].modes[1].demands == [.init(0), .init(3, 4), .init(4)])
    #expect(
      instance.objective == [[.init(.makespan), .init(.tardiness, weight: 3), .init(.maximumTardiness, weight: 10)]])
  }

  @Test func constraints() throws {
    let instance = try parse(Self.sample)
    #expect(
      instance.lags == [
        .init(.end(of: 0), .start(of: 1), minimum: 2),
        .init(.start(of: 0), .end(of: 2), minimum: 3, maximum: 3),
      ])
    #expect(
      instance.setups == [.init(machines: [1], kinds: [0, 1, nil, nil, nil, nil, nil], times: [[0, 3], [2, 0]])])
    // Tasks 5 and 6 take place where 2 and 3 do not.
    #expect(instance.tasks[5...].map(\.name) == ["without cut (task 2)", "without task 3"])
    #expect(instance.tasks[5...].allSatisfy { $0.isOptional && $0.latestEnd == 0 && $0.modes == [.init(duration: 0)] })
    #expect(
      instance.constraints == [
        .identicalResources(0, 2), .consecutive(0, 1),
        .sameSequence(machines: (0, 1), pairs: [(0, 0), (1, 1), (2, 3)]),
        .modeDependency(task: 0, mode: 0, other: 1, modes: [1]),
        .selectAtLeastOne([3], if: 2), .modeDependency(task: 2, mode: 0, other: 3, modes: [0]),
        .selectExactlyOne([2, 5], if: nil), .selectAtLeastOne([5, 3], if: 4),
        .selectExactlyOne([3, 6], if: nil), .selectAtLeastOne([6, 2], if: 4),
        .selectAtLeastOne([2, 3], if: nil),
        .selectAtLeastOne([2, 3], if: 4), .selectAtLeastOne([5, 6], if: 4),
      ])
  }

  @Test func itIsRecognised() {
    #expect(Schedule.recognises(SourceText(name: "a.json", text: Self.sample)))
  }

  /// What is put in the place of a part of the sample, and what the error must mention.
  static let mistakes: [(part: String, other: String, mentions: String)] = [
    ("\"task\": 4", "\"task\": 5", "a task, of 5, found 5"),
    ("\"resources\": [1, 2]", "\"resources\": [1, 4]", "a resource, of 4, found 4"),
    ("\"demands\": [0, 2]", "\"demands\": [0, 2, 1]", "2 demands, found 3"),
    ("\"tasks\": [2], \"name\"", "\"tasks\": [3], \"name\"", "tasks of job 1"),
    ("\"tasks\": [2], \"name\"", "\"tasks\": [], \"name\"", "a job that lists its task 2"),
    ("\"modes2\": [3]", "\"modes2\": [3, 4]", "one other task"),
    ("\"mode1\": 4", "\"mode1\": 3", "a mode of a task that has one"),
    ("\"weight_makespan\"", "\"weight_span\"", "weight_makespan, weight_tardy_jobs"),
    ("\"allow_idle\": true", "\"idle\": true", "allow_idle"),
    ("\"consecutive\"", "\"successive\"", "'successive'"),
    ("\"weight\": 2, \"release_date\": 0", "\"weight\": 3, \"release_date\": 0", "different weights"),
    ("\"no_idle\": false, \"name\": \"\"", "\"no_idle\": true, \"name\": \"\"", "without 'no_idle'"),
    ("\"type\": \"renewable\"", "\"type\": \"robot\"", "machine, renewable, consumable"),
  ]

  @Test(arguments: mistakes.indices) func whatMeansNothingHereIsRefused(_ number: Int) throws {
    let (part, other, mentions) = Self.mistakes[number]
    let pieces = Self.sample.split(separator: part, maxSplits: 1, omittingEmptySubsequences: false)
    try #require(pieces.count == 2)
    do {
      _ = try parse("\(pieces[0])\(other)\(pieces[1])")
      Issue.record("'\(other)' was read")
    } catch let error as InputError {
      #expect(error.message.contains(mentions), "\(error)")
    }
  }
}
