import Basics

/// Reads the two JSON forms of job shops in use: a list of operations, each with its job, place, machine and duration; and
/// matrices of durations and machines by job and place.
///
/// Both may tell more, such as where an instance is from; what would change the question is refused.
/// - Source: jsplib.org for the list; Ariño 2024, "JobShopLib", for the matrices.
struct ShopDocument {
  private(set) var name: String?
  private(set) var machineCount = 0
  private(set) var jobs: [[JobShop.Operation]] = []
  /// The number of the first machine, 0 or 1.
  private(set) var firstMachine = 0

  private static let list = "data"
  private static let durations = "duration_matrix"
  private static let machines = "machines_matrix"

  /// Whether it is an object with what one of the forms must have.
  static func recognises(_ source: SourceText) -> Bool {
    guard source.firstByte == UInt8(ascii: "{") else { return false }
    if source.contains("\"\(durations)\""), source.contains("\"\(machines)\"") { return true }
    return ["data", "machine", "duration", "job", "operation"].allSatisfy { source.contains("\"\($0)\"") }
  }

  /// - Throws: the first value that is not of the format, or operations that do not make jobs.
  init(_ source: SourceText) throws(InputError) {
    var json = JSONReader(source)
    var counts: (jobs: Int?, machines: Int?) = (nil, nil)
    var entries: [Entry]?
    var matrices: (durations: [[Int]]?, machines: [[Int]]?) = (nil, nil)
    let start = try json.beginObject("a job shop")
    let range = 1...ShopBlock.countLimit
    while let key = try json.nextKey() {
      switch key {
      case "instance", "name":
        if json.nextByte() == UInt8(ascii: "\"") { name = try json.text() } else { try json.skipValue() }
      case "jobs": counts.jobs = try Self.integer(&json, "the number of jobs", range)
      case "machines": counts.machines = try Self.integer(&json, "the number of machines", range)
      case Self.list: entries = try Self.entries(&json)
      case Self.durations: matrices.durations = try Self.matrix(&json, "a duration")
      case Self.machines: matrices.machines = try Self.matrix(&json, "a machine")
      default:
        let known = ["instance", "name", "jobs", "machines", Self.list, Self.durations, Self.machines]
        try Self.skip(key, known, &json)
      }
    }
    try json.expectEnd()
    if let entries {
      jobs = try Self.jobs(entries, counts.jobs, source)
    } else {
      let durations = try json.required(matrices.durations, Self.durations, of: start)
      let machines = try json.required(matrices.machines, Self.machines, of: start)
      guard durations.map(\.count) == machines.map(\.count) else {
        throw InputError(file: source.name, "'\(Self.durations)' and '\(Self.machines)' have rows of different lengths")
      }
      jobs = zip(machines, durations).map { zip($0, $1).map { JobShop.Operation(machine: $0, duration: $1) } }
      if let count = counts.jobs, count != jobs.count {
        throw InputError(file: source.name, "says \(counted(count, "job")) and has rows of \(jobs.count)")
      }
    }
    try number(counts.machines, source)
  }

  /// From 0, as all other formats have the machines here.
  private mutating func number(_ count: Int?, _ source: SourceText) throws(InputError) {
    let used = jobs.joined().lazy.map(\.machine)
    let most = used.max() ?? 0
    if let count, most == count, (used.min() ?? 0) >= 1 { firstMachine = 1 }
    machineCount = count ?? most + 1
    guard most - firstMachine < machineCount else {
      throw InputError(
        file: source.name, line: nil, expected: "machines from 0 to \(machineCount - 1), as there are \(machineCount)",
        found: "'\(most)'")
    }
    guard firstMachine > 0 else { return }
    jobs = jobs.map { $0.map { JobShop.Operation(machine: $0.machine - 1, duration: $0.duration) } }
  }

  // MARK: The list

  private struct Entry {
    var job = 0
    var position = 0
    var machine = 0
    var duration = 0
    var line = 0
  }

  private static func entries(_ json: inout JSONReader) throws(InputError) -> [Entry] {
    var entries: [Entry] = []
    try json.beginArray("the list of operations")
    while try json.nextElement() {
      var values: (job: Int?, operation: Int?, machine: Int?, duration: Int?)
      let start = try json.beginObject("an operation")
      let line = json.line
      while let key = try json.nextKey() {
        switch key {
        case "job": values.job = try integer(&json, "a job's number", 0...ShopBlock.countLimit)
        case "operation": values.operation = try integer(&json, "an operation's number", 0...ShopBlock.countLimit)
        case "machine": values.machine = try integer(&json, "a machine's number", 0...ShopBlock.countLimit)
        case "duration": values.duration = try integer(&json, "a duration", 0...Int.max)
        default: try skip(key, ["job", "operation", "machine", "duration"], &json)
        }
      }
      entries.append(
        Entry(
          job: try json.required(values.job, "job", of: start),
          position: try json.required(values.operation, "operation", of: start),
          machine: try json.required(values.machine, "machine", of: start),
          duration: try json.required(values.duration, "duration", of: start), line: line))
    }
    return entries
  }

  /// The list may have any order; numbers count from 0 or from 1, jobs and operations each in one way.
  private static func jobs(
    _ entries: [Entry], _ count: Int?, _ source: SourceText
  ) throws(InputError) -> [[JobShop.Operation]] {
    let firstJob = entries.reduce(1) { min($0, $1.job) }
    let firstPosition = entries.reduce(1) { min($0, $1.position) }
    let count = count ?? entries.reduce(0) { max($0, $1.job - firstJob + 1) }
    var rows = [[Entry]](repeating: [], count: count)
    for entry in entries {
      guard (firstJob..<count + firstJob).contains(entry.job) else {
        throw InputError(
          file: source.name, line: entry.line, expected: "a job from \(firstJob) to \(count - 1 + firstJob)",
          found: "'\(entry.job)'")
      }
      rows[entry.job - firstJob].append(entry)
    }
    for (job, row) in rows.enumerated() {
      guard !row.isEmpty else {
        throw InputError(
          file: source.name, line: nil, expected: "operations of \(counted(count, "job"))",
          found: "none of job \(job + firstJob)")
      }
      rows[job].sort { $0.position < $1.position }
      for (place, entry) in rows[job].enumerated() where entry.position != place + firstPosition {
        throw InputError(
          file: source.name, line: entry.line,
          expected: "the operations of job \(entry.job) to be numbered \(firstPosition) to "
            + "\(row.count - 1 + firstPosition), each once", found: "'\(entry.position)'")
      }
    }
    return rows.map { $0.map { JobShop.Operation(machine: $0.machine, duration: $0.duration) } }
  }

  // MARK: The matrices

  private static func matrix(_ json: inout JSONReader, _ what: String) throws(InputError) -> [[Int]] {
    var rows: [[Int]] = []
    try json.beginArray("a list of rows, one a job")
    while try json.nextElement() {
      var row: [Int] = []
      try json.beginArray("a list of numbers, one an operation")
      while try json.nextElement() {
        guard json.nextByte() == UInt8(ascii: "[") else {
          row.append(try integer(&json, what, 0...Int.max - 1))
          continue
        }
        try json.beginArray()
        guard try json.nextElement() else { throw json.error(expected: what) }
        row.append(try integer(&json, what, 0...Int.max - 1))
        guard try !json.nextElement() else {
          throw json.error(expected: "one machine an operation: with several it is a flexible job shop")
        }
      }
      rows.append(row)
    }
    return rows
  }

  // MARK: Values

  private static func integer(
    _ json: inout JSONReader, _ what: String, _ range: ClosedRange<Int>
  ) throws(InputError) -> Int {
    let value = try json.integer(what)
    guard range.contains(value) else {
      let end = range.upperBound >= .max - 1 ? "on" : "to \(range.upperBound)"
      throw json.error(expected: "\(what) from \(range.lowerBound) \(end)", found: "\(value)")
    }
    return value
  }

  /// What tells about an instance is passed over; what is a rule of another problem, or a known key misspelt, is not.
  private static func skip(_ key: String, _ known: [String], _ json: inout JSONReader) throws(InputError) {
    let rules = ["release", "due", "deadline", "setup", "weight", "lag", "precede", "successor", "transport", "window"]
    if rules.contains(where: { key.lowercased().contains($0) }) {
      if !isEmpty(json) { throw json.error(expected: "a plain job shop, which has no such key", found: key) }
    } else if Spelling.nearest(to: key, among: known) != nil {
      throw json.stranger(key, among: known)
    }
    try json.skipValue()
  }

  /// Whether the value that comes says nothing.
  private static func isEmpty(_ json: JSONReader) -> Bool {
    var json = json
    guard json.nextByte() == UInt8(ascii: "["), (try? json.beginArray()) != nil else { return false }
    return (try? json.nextElement()) == false
  }
}
