import Basics

extension GeneralSchedule.PyJobShopDocument {
  /// - Throws: the first place where the text is no JSON, or has a key or a value that the format does not have.
  init(reading source: SourceText) throws(InputError) {
    var json = JSONReader(source)
    try json.beginObject("a problem of PyJobShop")
    while let key = try json.nextKey() {
      switch key {
      case "jobs": jobs = try json.list("'jobs'") { (json) throws(InputError) in try Self.job(&json) }
      case "resources":
        resources = try json.list("'resources'") { (json) throws(InputError) in try Self.resource(&json) }
      case "tasks": tasks = try json.list("'tasks'") { (json) throws(InputError) in try Self.task(&json) }
      case "modes": modes = try json.list("'modes'") { (json) throws(InputError) in try Self.mode(&json) }
      case "constraints": try readConstraints(&json)
      case "objective":
        try json.beginObject("'objective'")
        while let weight = try json.nextKey() {
          let known = Self.measures.map(\.key)
          guard known.contains(weight) else { throw json.unknown(weight, known: known.joined(separator: ", ")) }
          weights[weight] = try json.integer("'\(weight)'")
        }
      default: throw json.unknown(key, known: "jobs, resources, tasks, modes, constraints, objective")
      }
    }
    try json.expectEnd()
  }

  private static func job(_ json: inout JSONReader) throws(InputError) -> JobEntry {
    try json.beginObject("a job")
    var entry = JobEntry()
    entry.line = json.line
    while let key = try json.nextKey() {
      switch key {
      case "name": entry.job.name = try json.text("'name'")
      case "weight": entry.job.weight = try json.integer("'weight'")
      case "release_date": entry.job.release = try json.integer("'release_date'")
      case "due_date": entry.job.due = try json.integer("'due_date'")
      case "deadline": entry.job.deadline = try limit("'deadline'", &json)
      case "tasks": entry.tasks = try json.list("'tasks'") { (json) throws(InputError) in try json.integer("a task") }
      default: throw json.unknown(key, known: "name, weight, release_date, due_date, deadline, tasks")
      }
    }
    return entry
  }

  /// A latest time; nil for one that stands for none.
  private static func limit(_ what: String, _ json: inout JSONReader) throws(InputError) -> Int? {
    let time = try json.integer(what)
    return time >= forever ? nil : time
  }

  private static func resource(_ json: inout JSONReader) throws(InputError) -> ResourceEntry {
    let start = try json.beginObject("a resource")
    var entry = ResourceEntry()
    entry.line = json.line
    var (type, capacity) = (String?.none, Int?.none)
    while let key = try json.nextKey() {
      switch key {
      case "name": entry.resource.name = try json.text("'name'")
      case "type": type = try json.text("'type'")
      case "capacity": capacity = try json.integer("'capacity'")
      case "no_idle": entry.resource.isNeverIdle = try json.boolean("'no_idle'")
      case "breaks":
        let breaks = try json.list("'breaks'") { (json) throws(InputError) in
          let pair = try json.list("a break, [start, end]") { (json) throws(InputError) in try json.integer() }
          guard pair.count == 2, pair[0] < pair[1] else {
            throw json.error(expected: "a break, [start, end]", found: "\(pair)")
          }
          return pair[0]..<pair[1]
        }
        entry.resource.breaks = joined(breaks)
      default: throw json.unknown(key, known: "name, type, capacity, breaks, no_idle")
      }
    }
    switch try json.required(type, "type", of: start) {
    case "machine": entry.resource.kind = .machine
    case "renewable": entry.resource.kind = .renewable(capacity: try json.required(capacity, "capacity", of: start))
    case "consumable": entry.resource.kind = .consumable(capacity: try json.required(capacity, "capacity", of: start))
    case let other: throw json.error(expected: "as 'type' one of machine, renewable, consumable", found: other)
    }
    return entry
  }

  /// By increasing time; those that touch are one.
  private static func joined(_ breaks: [Range<Int>]) -> [Range<Int>] {
    var joined: [Range<Int>] = []
    for stretch in breaks.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, stretch.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, stretch.upperBound)
      } else {
        joined.append(stretch)
      }
    }
    return joined
  }

  private static func task(_ json: inout JSONReader) throws(InputError) -> TaskEntry {
    try json.beginObject("a task")
    var entry = TaskEntry()
    entry.line = json.line
    while let key = try json.nextKey() {
      switch key {
      case "name": entry.task.name = try json.text("'name'")
      case "job": entry.task.job = try json.integer("'job'")
      case "earliest_start": entry.task.earliestStart = try json.integer("'earliest_start'")
      case "latest_start": entry.task.latestStart = try limit("'latest_start'", &json)
      case "earliest_end": entry.task.earliestEnd = try json.integer("'earliest_end'")
      case "latest_end": entry.task.latestEnd = try limit("'latest_end'", &json)
      case "allow_idle": entry.task.mayIdle = try json.boolean("'allow_idle'")
      case "allow_breaks": entry.task.mayPause = try json.boolean("'allow_breaks'")
      case "optional": entry.task.isOptional = try json.boolean("'optional'")
      default:
        let known = "name, job, earliest_start, latest_start, earliest_end, latest_end"
        throw json.unknown(key, known: "\(known), allow_idle, allow_breaks, optional")
      }
    }
    return entry
  }

  private static func mode(_ json: inout JSONReader) throws(InputError) -> ModeEntry {
    let start = try json.beginObject("a mode")
    var entry = ModeEntry()
    entry.line = json.line
    var (task, duration) = (Int?.none, Int?.none)
    while let key = try json.nextKey() {
      switch key {
      case "name":
        let name = try json.text("'name'")
        entry.name = name.isEmpty ? nil : name
      case "task": task = try json.integer("'task'")
      case "duration": duration = try json.integer("'duration'")
      case "resources":
        entry.resources = try json.list("'resources'") { (json) throws(InputError) in try json.integer("a resource") }
      case "demands":
        entry.demands = try json.list("'demands'") { (json) throws(InputError) in try json.integer("a demand") }
      default: throw json.unknown(key, known: "name, task, duration, resources, demands")
      }
    }
    entry.task = try json.required(task, "task", of: start)
    entry.duration = try json.required(duration, "duration", of: start)
    return entry
  }

  private mutating func readConstraints(_ json: inout JSONReader) throws(InputError) {
    try json.beginObject("'constraints'")
    while let list = try json.nextKey() {
      guard let keys = Self.constraintKeys[list] else {
        throw json.unknown(list, known: Self.constraintKeys.keys.sorted().joined(separator: ", "))
      }
      constraints += try json.list("'\(list)'") { (json) throws(InputError) in
        try Self.constraint(of: list, keys, &json)
      }
    }
  }

  private static func constraint(
    of list: String, _ keys: (numbers: [String], lists: [String]), _ json: inout JSONReader
  ) throws(InputError) -> ConstraintEntry {
    let start = try json.beginObject("a constraint")
    var entry = ConstraintEntry(list: list, line: json.line)
    while let key = try json.nextKey() {
      if keys.numbers.contains(where: { $0 == key || $0 == key + "?" }) {
        entry.numbers[key] = try json.integer("'\(key)'")
      } else if keys.lists.contains(where: { $0 == key || $0 == key + "?" }) {
        entry.members[key] = try json.list("'\(key)'") { (json) throws(InputError) in try json.integer("a number") }
      } else {
        let known = (keys.numbers + keys.lists).map { $0.filter { $0 != "?" } }
        throw json.unknown(key, known: known.joined(separator: ", "))
      }
    }
    for key in keys.numbers where key.last != "?" { _ = try json.required(entry.numbers[key], key, of: start) }
    for key in keys.lists where key.last != "?" { _ = try json.required(entry.members[key], key, of: start) }
    return entry
  }
}
