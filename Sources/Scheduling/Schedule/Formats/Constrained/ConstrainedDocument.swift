import Basics
import Solving

extension GeneralSchedule {
  /// A constrained project as R-ConstraintBench poses it: tasks on shared resources with precedences, downtimes of
  /// resources, windows of tasks and pairs that may not overlap. Asked is whether there is a schedule, so that the objective
  /// is 0 for each.
  /// - Source: Jain, Wetter 2025, "R-ConstraintBench: Evaluating LLMs on NP-Complete Scheduling". The keys are ours, since no
  ///   published file was found.
  struct ConstrainedDocument {
    private(set) var name: String?
    private(set) var tasks: [TaskEntry] = []
    private(set) var capacities: [Int] = []
    private(set) var resources: [String] = []
    private(set) var precedences: [PairEntry] = []
    private(set) var disjunctive: [PairEntry] = []
    private(set) var downtimes: [DowntimeEntry] = []
    private(set) var windows: [WindowEntry] = []

    struct TaskEntry {
      var id = 0
      var name: String?
      var duration = 0
      var demands: [Int] = []
      var line = 0
    }

    /// Two tasks by their ids.
    struct PairEntry {
      var first = 0
      var second = 0
      var line = 0
    }

    struct DowntimeEntry {
      var resource = 0
      var time = 0..<0
      var line = 0
    }

    struct WindowEntry {
      var task = 0
      var release = 0
      var due: Int?
      var line = 0
    }

    /// Whether it is an object with tasks that have demands, beside the capacities.
    static func recognises(_ source: SourceText) -> Bool {
      source.firstByte == UInt8(ascii: "{")
        && ["tasks", "capacities", "demands", "duration"].allSatisfy { source.contains("\"\($0)\"") }
        && !source.contains("\"modes\"")
    }

    /// - Throws: the first place where the text is no JSON, or has a key or a value that the format does not have.
    init(reading source: SourceText) throws(InputError) {
      var json = JSONReader(source)
      let start = try json.beginObject("a constrained project")
      var found: Set<String> = []
      while let key = try json.nextKey() {
        found.insert(key)
        switch key {
        case "name": name = try json.text("'name'")
        case "tasks": tasks = try json.list("'tasks'") { (json) throws(InputError) in try Self.task(&json) }
        case "capacities":
          capacities = try json.list("'capacities'") { (json) throws(InputError) in try json.integer("a capacity") }
        case "resources":
          resources = try json.list("'resources'") { (json) throws(InputError) in try json.text("a resource's name") }
        case "precedences":
          precedences = try json.list("'precedences'") { (json) throws(InputError) in
            try Self.pair("a precedence, [first, second]", &json)
          }
        case "disjunctive":
          disjunctive = try json.list("'disjunctive'") { (json) throws(InputError) in
            try Self.pair("a pair that may not overlap, [first, second]", &json)
          }
        case "downtimes":
          downtimes = try json.list("'downtimes'") { (json) throws(InputError) in try Self.downtime(&json) }
        case "windows": windows = try json.list("'windows'") { (json) throws(InputError) in try Self.window(&json) }
        default:
          throw json.unknown(
            key, known: "name, tasks, capacities, resources, precedences, downtimes, windows, disjunctive")
        }
      }
      for key in ["tasks", "capacities"] { _ = try json.required(found.contains(key) ? key : nil, key, of: start) }
      try json.expectEnd()
    }

    private static func task(_ json: inout JSONReader) throws(InputError) -> TaskEntry {
      let start = try json.beginObject("a task")
      var entry = TaskEntry()
      entry.line = json.line
      var (id, duration, demands) = (Int?.none, Int?.none, [Int]?.none)
      while let key = try json.nextKey() {
        switch key {
        case "id": id = try json.integer("'id'")
        case "name": entry.name = try json.text("'name'")
        case "duration": duration = try json.integer("'duration'")
        case "demands":
          demands = try json.list("'demands'") { (json) throws(InputError) in try json.integer("a demand") }
        default: throw json.unknown(key, known: "id, name, duration, demands")
        }
      }
      entry.id = try json.required(id, "id", of: start)
      entry.duration = try json.required(duration, "duration", of: start)
      entry.demands = try json.required(demands, "demands", of: start)
      return entry
    }

    private static func pair(_ what: String, _ json: inout JSONReader) throws(InputError) -> PairEntry {
      let line = json.line
      let pair = try json.list(what) { (json) throws(InputError) in try json.integer("a task's id") }
      guard pair.count == 2 else { throw json.error(expected: what, found: "\(pair)") }
      return PairEntry(first: pair[0], second: pair[1], line: line)
    }

    private static func downtime(_ json: inout JSONReader) throws(InputError) -> DowntimeEntry {
      let place = try json.beginObject("a downtime")
      let line = json.line
      var (resource, start, end) = (Int?.none, Int?.none, Int?.none)
      while let key = try json.nextKey() {
        switch key {
        case "resource": resource = try json.integer("'resource'")
        case "start": start = try json.integer("'start'")
        case "end": end = try json.integer("'end'")
        default: throw json.unknown(key, known: "resource, start, end")
        }
      }
      let first = try json.required(start, "start", of: place)
      let last = try json.required(end, "end", of: place)
      guard 0 <= first, first < last else {
        throw json.error(expected: "a downtime that ends after its start", found: "\(first) to \(last)")
      }
      return DowntimeEntry(resource: try json.required(resource, "resource", of: place), time: first..<last, line: line)
    }

    private static func window(_ json: inout JSONReader) throws(InputError) -> WindowEntry {
      let start = try json.beginObject("a window")
      var entry = WindowEntry()
      entry.line = json.line
      var task: Int?
      while let key = try json.nextKey() {
        switch key {
        case "task": task = try json.integer("'task'")
        case "release": entry.release = try json.integer("'release'")
        case "due": entry.due = try json.integer("'due'")
        default: throw json.unknown(key, known: "task, release, due")
        }
      }
      entry.task = try json.required(task, "task", of: start)
      return entry
    }
  }
}
