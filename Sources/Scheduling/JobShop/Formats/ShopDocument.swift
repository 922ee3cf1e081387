import Basics
import Solving

/// A job shop as JSON, in the two forms in use.
///
/// As a list of operations:
///
///     {"instance": "la01", "jobs": 10, "machines": 5,
///      "data": [{"job": 0, "operation": 0, "machine": 1, "duration": 21}, ...]}
///
/// or as two matrices, a row a job:
///
///     {"name": "la01", "duration_matrix": [[21, 53], ...], "machines_matrix": [[1, 0], ...]}
///
/// Further keys, such as those about the family or best known values, say nothing about the question.
/// - Source: the libraries jsplib.org and job_shop_lib.
struct ShopDocument {
  private var name: String?
  private var jobCount: Int?
  private var machineCount: Int?
  private var data: [Entry]?
  private var durations: [[Int]]?
  private var machines: [[Int]]?

  private struct Entry {
    let line: Int
    let job: Int
    let operation: Int
    let machine: Int
    let duration: Int
  }

  static func recognises(_ source: SourceText) -> Bool {
    guard source.firstByte == UInt8(ascii: "{") else { return false }
    return source.contains("\"duration_matrix\"") || source.contains("\"machines_matrix\"")
      || source.contains("\"data\"") && source.contains("\"operation\"")
  }

  /// - Throws: the first place where the text is neither form.
  static func read(_ source: SourceText) throws(InputError) -> JobShop.Instance {
    if let selection = source.selection {
      throw InputError(file: source.name, "one job shop, so '#\(selection)' chooses nothing")
    }
    var json = JSONReader(source)
    var document = ShopDocument()
    let start = try json.beginObject("a job shop")
    while let key = try json.nextKey() { try document.readValue(of: key, &json) }
    try json.expectEnd()
    let jobs = try document.jobs(&json, start)
    let least = 1 + (jobs.lazy.flatMap(\.self).map(\.machine).max() ?? 0)
    do {
      return try JobShop.Instance(
        name: document.name ?? source.stem, machineCount: document.machineCount ?? least, jobs: jobs)
    } catch {
      throw InputError(file: source.name, "\(error)")
    }
  }

  private mutating func readValue(of key: String, _ json: inout JSONReader) throws(InputError) {
    switch key {
    case "instance", "name": name = try json.text("'\(key)'")
    case "jobs": jobCount = try json.integer("'jobs'")
    case "machines": machineCount = try json.integer("'machines'")
    case "data":
      var entries: [Entry] = []
      try json.beginArray("'data'")
      while try json.nextElement() { entries.append(try Self.entry(&json)) }
      data = entries
    case "duration_matrix": durations = try Self.matrix(&json, "a duration")
    case "machines_matrix": machines = try Self.matrix(&json, "a machine")
    default: try json.skipValue()
    }
  }

  private static func entry(_ json: inout JSONReader) throws(InputError) -> Entry {
    let object = try json.beginObject("an operation")
    let line = json.line
    var values: [String: Int] = [:]
    while let key = try json.nextKey() {
      guard ["job", "operation", "machine", "duration"].contains(key) else {
        throw json.error(expected: "one of the keys job, operation, machine, duration", found: key)
      }
      values[key] = try json.integer("'\(key)'")
    }
    return Entry(
      line: line, job: try json.required(values["job"], "job", of: object),
      operation: try json.required(values["operation"], "operation", of: object),
      machine: try json.required(values["machine"], "machine", of: object),
      duration: try json.required(values["duration"], "duration", of: object))
  }

  private static func matrix(_ json: inout JSONReader, _ what: String) throws(InputError) -> [[Int]] {
    var rows: [[Int]] = []
    try json.beginArray("a row a job")
    while try json.nextElement() {
      var row: [Int] = []
      try json.beginArray("the row of a job")
      while try json.nextElement() {
        if json.nextByte() == UInt8(ascii: "[") {
          throw json.error(
            expected:
              "\(what), an integer; operations with several machines to choose from are a flexible job shop, which "
              + "the problem '\(GeneralSchedule.name)' has")
        }
        row.append(try json.integer(what))
      }
      rows.append(row)
    }
    return rows
  }

  private func jobs(_ json: inout JSONReader, _ start: Int) throws(InputError) -> [[JobShop.Operation]] {
    if let data { return try jobs(of: data, json.source) }
    let durations = try json.required(durations, "duration_matrix", of: start)
    let machines = try json.required(machines, "machines_matrix", of: start)
    guard durations.map(\.count) == machines.map(\.count) else {
      throw InputError(
        file: json.source.name, line: nil,
        expected: "'duration_matrix' and 'machines_matrix' with rows of the same lengths",
        found: "\(durations.count) and \(machines.count) rows, or rows that differ")
    }
    return zip(machines, durations).map { machines, durations in
      zip(machines, durations).map { JobShop.Operation(machine: $0, duration: $1) }
    }
  }

  /// Entries in any order; the operations of each job must be numbered from 0 without a gap.
  private func jobs(of data: [Entry], _ source: SourceText) throws(InputError) -> [[JobShop.Operation]] {
    let count = jobCount ?? data.map(\.job).max().map { $0 + 1 } ?? 0
    guard (1...(1 << 20)).contains(count) else {
      throw InputError(file: source.name, line: nil, expected: "a number of jobs from 1 on", found: "\(count)")
    }
    var jobs = [[Entry]](repeating: [], count: count)
    for entry in data {
      guard jobs.indices.contains(entry.job) else {
        throw InputError(
          file: source.name, line: entry.line, expected: "a job from 0 to \(count - 1)", found: "\(entry.job)")
      }
      jobs[entry.job].append(entry)
    }
    var operations: [[JobShop.Operation]] = []
    for (job, entries) in jobs.enumerated() {
      let sorted = entries.sorted { ($0.operation, $0.line) < ($1.operation, $1.line) }
      for (place, entry) in sorted.enumerated() where entry.operation != place {
        throw InputError(
          file: source.name, line: entry.line,
          expected: "operation \(place) of job \(job), numbered from 0 without a gap",
          found: "\(entry.operation)")
      }
      operations.append(sorted.map { JobShop.Operation(machine: $0.machine, duration: $0.duration) })
    }
    return operations
  }
}
