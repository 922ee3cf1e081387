import Basics
import Testing

@testable import Scheduling

@Suite struct ScheduleJSONTests {
  typealias Schedule = GeneralSchedule

  func parse(_ text: String) throws -> Schedule.Instance {
    try Schedule.parse(SourceText(name: "folder/plan.json", text: text))
  }

  /// A text of the format with these members.
  func document(_ members: String) -> String {
    "{\"format\": \"dovetail-schedule\", \"version\": 1,\n\(members)}"
  }

  static let joinery = """
    "resources": [
      {"name": "saw", "type": "machine", "breaks": [[4, 6]], "cost": 2},
      {"name": "crew", "type": "renewable", "capacity": 2, "capacities": [[8, 3]]},
      {"name": "glue", "type": "reservoir", "initial": 1, "maximum": 4},
      {"name": "wood", "type": "consumable", "capacity": 7}
    ],
    "tasks": [
      {"name": "cut", "job": "table", "modes": [
        {"name": "fast", "duration": 3, "demands": {"wood": 3, "saw": 1, "crew": 2}}, {"duration": 5}], "latestEnd": 9},
      {"name": "join", "job": "table", "mayIdle": true, "optional": true, "modes": [
        {"duration": 2, "changes": [{"resource": "glue", "amount": 1, "at": "end"},
          {"resource": "glue", "amount": -1, "at": "start"}]}]},
      {"name": "ship", "frozen": {"mode": 0, "start": 9, "end": 10}, "modes": [{"duration": 1}]}
    ],
    "jobs": [{"name": "table", "weight": 2, "release": 1, "due": -1, "deadline": 30}],
    "setups": [{"machines": ["saw"], "kinds": {"cut": 1}, "times": [[0, 2], [null, 0]]}],
    "constraints": [
      {"type": "endBeforeStart", "first": "cut", "second": "join", "delay": 1, "maximum": 4},
      {"type": "startAtEnd", "first": "cut", "second": "ship"},
      {"type": "blocking", "first": "cut", "second": "ship"},
      {"type": "noWait", "first": "ship", "second": "join"},
      {"type": "lag", "first": "cut", "second": "join", "from": "end", "to": "end", "maximum": 8},
      {"type": "modeDependency", "task": "cut", "mode": "fast", "other": "join", "modes": [0]},
      {"type": "selectAtLeastOne", "tasks": ["join"], "if": "cut"}
    ],
    "objective": "tardiness",
    "plan": [{"task": "join", "mode": 0, "start": 5, "end": 7}]
    """

  @Test func everyMemberOfTheFormat() throws {
    let instance = try parse(document(Self.joinery))
    var builder = Schedule.Builder("plan")
    let saw = builder.machine("saw", breaks: [4..<6])
    builder.description.resources[0].cost = 2
    let crew = builder.renewable("crew", capacity: 2)
    builder.description.resources[1].capacities = [.init(from: 8, 3)]
    let glue = builder.reservoir("glue", initial: 1, maximum: 4)
    let wood = builder.consumable("wood", capacity: 7)
    let table = builder.job("table", weight: 2, release: 1, due: -1, deadline: 30)
    let cut = builder.task("cut", job: table)
    builder.mode(of: cut, duration: 3, on: [saw], taking: [(crew, 2), (wood, 3)])
    builder.mode(of: cut, duration: 5)
    builder.description.tasks[0].modes[0].name = "fast"
    builder.description.tasks[0].latestEnd = 9
    builder.description.tasks[0].mayIdle = true
    let join = builder.task("join", job: table, isOptional: true, mayIdle: true)
    builder.mode(of: join, duration: 2, changing: [(glue, -1, .atStart), (glue, 1, .atEnd)])
    let ship = builder.task("ship")
    builder.mode(of: ship, duration: 1)
    builder.description.tasks[2].frozen = .init(mode: 0, start: 9, end: 10)
    builder.description.setups = [.init(machines: [0], kinds: [1, nil, nil], times: [[0, 2], [nil, 0]])]
    builder.after(cut, join, delay: 1, atMost: 4)
    builder.lag(.init(.start(of: 0), .end(of: 2), minimum: 0, maximum: 0))
    builder.after(cut, ship, atMost: 0)
    builder.after(ship, join, atMost: 0)
    builder.lag(.init(.end(of: 0), .end(of: 1), maximum: 8))
    builder.constrain(.modeDependency(task: 0, mode: 0, other: 1, modes: [0]))
    builder.constrain(.selectAtLeastOne([1], if: 0))
    builder.minimize([.init(.tardiness)])
    builder.description.plan = [nil, .init(mode: 0, start: 5, end: 7), nil]
    #expect(instance.description == builder.description)
  }

  @Test func whatIsWrittenIsReadBack() throws {
    for seed in 1...400 as ClosedRange<UInt64> {
      let instance = RandomSchedule(seed: seed).instance
      #expect(try parse(Schedule.text(of: instance)) == instance, "seed \(seed)")
    }
    let joinery = try parse(document(Self.joinery))
    #expect(try parse(Schedule.text(of: joinery)) == joinery)
  }

  @Test func namesMayHaveAnyCharacters() throws {
    var description = Schedule.Description("a \"b\"\n\\ \u{1} \u{7F} é")
    description.tasks = [Schedule.Task("\t\"\r")]
    description.tasks[0].modes = [.init(duration: 1, name: "\\")]
    let instance = try Schedule.Instance(description)
    #expect(try parse(Schedule.text(of: instance)) == instance)
  }

  /// Members, and what the one error must mention with its line.
  static let malformed: [(members: String, line: Int?, mentions: String)] = [
    ("\"task\": []", 2, "one of the keys format"),
    ("\"tasks\": [{\"name\": \"a\",\n\"mode\": []}]", 3, "one of the keys name, job, modes"),
    ("\"tasks\": [\n{\"name\": \"a\"}]", 3, "the key 'modes'"),
    ("\"tasks\": [\n{\"modes\": []}]", 3, "the key 'name'"),
    ("\"tasks\": [\n{\"name\": \"a\", \"modes\": []}]", 3, "no mode"),
    ("\"tasks\": [\n{\"name\": \"a\", \"modes\": [{\"duration\": 2.5}]}]", 3, "an integer"),
    (
      "\"tasks\": [{\"name\": \"a\", \"job\":\n\"b\", \"modes\": [{\"duration\": 1}]}]", 3,
      "the name of a job, found 'b'"
    ),
    ("\"tasks\": [{\"name\": \"a\", \"modes\": [{\"duration\": 1, \"demands\":\n{\"x\": 1}}]}]", 3, "of a resource"),
    ("\"tasks\": [\n{\"name\": \"a\", \"modes\": [{\"duration\": -1}]}]", nil, "duration"),
    ("\"resources\": [\n{\"name\": \"m\", \"type\": \"machine\", \"capacity\": 2}]", 3, "'capacity'"),
    ("\"resources\": [\n{\"name\": \"m\", \"type\": \"robot\"}]", 3, "machine, renewable"),
    ("\"resources\": [{\"name\": \"m\", \"type\": \"machine\", \"breaks\": [[1,\n2, 3]]}]", 3, "3 numbers"),
    ("\"constraints\": [\n{\"type\": \"after\", \"first\": \"a\"}]", 3, "'after'"),
    ("\"constraints\": [\n{\"type\": \"consecutive\", \"first\": \"a\"}]", 3, "the key 'second'"),
    ("\"constraints\": [\n{\"type\": \"noWait\", \"first\": \"a\", \"second\": \"b\", \"delay\": 1}]", 3, "'delay'"),
    ("\"objective\": [[{\"measure\":\n\"cost\"}]]", 3, "makespan, totalCompletion"),
    ("\"objective\": \"span\"", 2, "makespan, totalCompletion"),
    ("\"objective\": []", nil, "at least one measure"),
    ("\"version\": 2", 2, "the key 'version' is there twice"),
    ("\"plan\": [\n{\"task\": \"a\", \"start\": 1, \"end\": 2}]", 3, "the name of a task"),
    (
      "\"tasks\": [{\"name\": \"a\", \"modes\": [{\"duration\": 1}],\n\"frozen\": {\"mode\": 1, "
        + "\"start\": 0, \"end\": 1}}]",
      3, "the number of a mode of 'a'"
    ),
  ]

  @Test(arguments: malformed.indices) func mistakesHaveTheirLine(_ number: Int) throws {
    let (members, line, mentions) = Self.malformed[number]
    do {
      _ = try parse(document(members))
      Issue.record("'\(members)' was read")
    } catch let error as InputError {
      #expect(error.line == line, "\(error)")
      #expect(error.message.contains(mentions), "\(error)")
    }
  }

  @Test func formatAndVersionAreAskedFor() throws {
    for text in ["{}", "{\"format\": \"dovetail-schedule\"}", "{\"version\": 1}"] {
      #expect(throws: InputError.self) { try parse(text) }
    }
    #expect(try parse("{\"version\": 1, \"format\": \"dovetail-schedule\"}").tasks.isEmpty)
  }

  @Test func itIsRecognised() {
    #expect(Schedule.recognises(SourceText(name: "a", text: document("\"tasks\": []"))))
    #expect(!Schedule.recognises(SourceText(name: "a", text: "{\"apiVersion\": \"v1\"}")))
  }
}
