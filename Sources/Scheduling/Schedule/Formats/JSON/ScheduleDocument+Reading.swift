import Basics

extension GeneralSchedule.Document {
  /// The word that the key "format" has.
  static let format = "dovetail-schedule"
  private static let version = 1
  private static let keys =
    "format, version, name, jobs, resources, tasks, setups, constraints, allowsSwaps, objective, plan"

  /// - Throws: the first place where the text is no JSON, or has a key or a value that the format does not have.
  init(reading source: SourceText) throws(InputError) {
    var json = JSONReader(source)
    let start = try json.beginObject("a schedule")
    var (format, version) = (String?.none, Int?.none)
    while let key = try json.nextKey() {
      switch key {
      case "format":
        let word = try json.text("'format'")
        guard word == Self.format else { throw json.error(expected: "the format '\(Self.format)'", found: word) }
        format = word
      case "version":
        let number = try json.integer("'version'")
        guard number == Self.version else {
          throw json.error(expected: "the version \(Self.version)", found: "\(number)")
        }
        version = number
      case "name": name = try json.text("'name'")
      case "jobs": jobs = try json.list("'jobs'") { (json) throws(InputError) in try Self.job(&json) }
      case "resources":
        resources = try json.list("'resources'") { (json) throws(InputError) in try Self.resource(&json) }
      case "tasks": tasks = try json.list("'tasks'") { (json) throws(InputError) in try Self.task(&json) }
      case "setups": setups = try json.list("'setups'") { (json) throws(InputError) in try Self.setups(&json) }
      case "constraints":
        relations = try json.list("'constraints'") { (json) throws(InputError) in try Self.relation(&json) }
      case "allowsSwaps": allowsSwaps = try json.boolean("'allowsSwaps'")
      case "objective": objective = try Self.objective(&json)
      case "plan":
        plan = try json.list("'plan'") { (json) throws(InputError) in try Self.placement(&json, namesTask: true) }
      default: throw json.unknown(key, known: Self.keys)
      }
    }
    try json.expectEnd()
    _ = try json.required(format, "format", of: start)
    _ = try json.required(version, "version", of: start)
  }

  private static func job(_ json: inout JSONReader) throws(InputError) -> GeneralSchedule.Job {
    let start = try json.beginObject("a job")
    var job = GeneralSchedule.Job("")
    var name: String?
    while let key = try json.nextKey() {
      switch key {
      case "name": name = try json.text("'name'")
      case "weight": job.weight = try json.integer("'weight'")
      case "release": job.release = try json.integer("'release'")
      case "due": job.due = try json.integer("'due'")
      case "deadline": job.deadline = try json.integer("'deadline'")
      default: throw json.unknown(key, known: "name, weight, release, due, deadline")
      }
    }
    job.name = try json.required(name, "name", of: start)
    return job
  }

  private static func setups(_ json: inout JSONReader) throws(InputError) -> SetupsEntry {
    let start = try json.beginObject("setup times")
    var entry = SetupsEntry()
    var (machines, kinds, times) = ([Reference]?.none, [(task: Reference, kind: Int)]?.none, [[Int?]]?.none)
    while let key = try json.nextKey() {
      switch key {
      case "machines":
        machines = try json.list("'machines'") { (json) throws(InputError) in try json.reference("a machine") }
      case "kinds":
        try json.beginObject("'kinds'")
        var list: [(task: Reference, kind: Int)] = []
        while let task = try json.nextKey() {
          let line = json.line
          list.append((Reference(name: task, line: line), try json.integer("the kind of '\(task)'")))
        }
        kinds = list
      case "times":
        times = try json.list("'times'") { (json) throws(InputError) in
          try json.list("a row of 'times'") { (json) throws(InputError) -> Int? in
            json.takeNull() ? nil : try json.integer("a setup time")
          }
        }
      case "scope": entry.scope = try json.word("'scope'", GeneralSchedule.Setups.Scope.self)
      default: throw json.unknown(key, known: "machines, kinds, times, scope")
      }
    }
    entry.machines = try json.required(machines, "machines", of: start)
    entry.kinds = try json.required(kinds, "kinds", of: start)
    entry.times = try json.required(times, "times", of: start)
    return entry
  }

  /// Levels of terms, or the one measure that counts.
  private static func objective(_ json: inout JSONReader) throws(InputError) -> [[GeneralSchedule.Term]] {
    if json.nextByte() == UInt8(ascii: "\"") { return [[.init(try json.word("'objective'", Measure.self))]] }
    return try json.list("'objective', a measure or levels of terms") { (json) throws(InputError) in
      try json.list("a level of 'objective', a list of terms") { (json) throws(InputError) in try term(&json) }
    }
  }

  private typealias Measure = GeneralSchedule.Measure

  private static func term(_ json: inout JSONReader) throws(InputError) -> GeneralSchedule.Term {
    let start = try json.beginObject("a term of 'objective'")
    var (measure, weight) = (Measure?.none, 1)
    while let key = try json.nextKey() {
      switch key {
      case "measure": measure = try json.word("'measure'", Measure.self)
      case "weight": weight = try json.integer("'weight'")
      default: throw json.unknown(key, known: "measure, weight")
      }
    }
    return .init(try json.required(measure, "measure", of: start), weight: weight)
  }
}
