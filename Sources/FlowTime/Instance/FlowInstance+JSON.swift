import Basics

/// The format of files:
///
///     {"name": "morning", "jobs": [
///       {"name": "a", "release": 0, "operations": [3, 1, 4]},
///       {"release": 2, "operations": [5]}]}
///
/// Names may be left out; other keys are mistakes.
extension FlowInstance {
  /// - Throws: the first place where the text is no such document, or a job that cannot be.
  package init(_ source: SourceText) throws(InputError) {
    var json = JSONReader(source)
    let start = try json.beginObject("jobs with their operations")
    var name: String?
    var jobs: [FlowJob]?
    var places: [Int] = []
    while let key = try json.nextKey() {
      switch key {
      case "name": name = try json.text("'name'")
      case "jobs": (jobs, places) = try Self.jobs(&json)
      default: throw json.stranger(key, among: ["jobs", "name"])
      }
    }
    try json.expectEnd()
    let found = try json.required(jobs, "jobs", of: start)
    do {
      try self.init(name: name ?? source.stem, jobs: found)
    } catch {
      guard let number = error.job else { throw InputError(file: source.name, error.description) }
      let title = found[number].name.map { "'\($0)'" } ?? "\(number + 1)"
      throw json.mistake(at: places[number], "job \(title): \(error.description)")
    }
  }

  /// The jobs, and where each begins.
  private static func jobs(_ json: inout JSONReader) throws(InputError) -> ([FlowJob], [Int]) {
    var jobs: [FlowJob] = []
    var places: [Int] = []
    try json.beginArray("'jobs'")
    while try json.nextElement() {
      let object = try json.beginObject("a job")
      places.append(object)
      var (name, release, operations): (String?, Int?, [Int]?) = (nil, nil, nil)
      while let key = try json.nextKey() {
        switch key {
        case "name": name = try json.text("'name'")
        case "release": release = try json.time("a release", from: 0)
        case "operations":
          var lengths: [Int] = []
          try json.beginArray("'operations'")
          while try json.nextElement() { lengths.append(try json.time("an operation's length", from: 1)) }
          operations = lengths
        default: throw json.stranger(key, among: ["name", "operations", "release"])
        }
      }
      jobs.append(
        FlowJob(
          name: name, release: try json.required(release, "release", of: object),
          operations: try json.required(operations, "operations", of: object)))
    }
    return (jobs, places)
  }

  /// The document, a job a line.
  package var json: String {
    let lines = jobs.map { job in
      let name = job.name.map { "\"name\": \(JSONText.quoted($0)), " } ?? ""
      let lengths = job.operations.map { "\($0)" }.joined(separator: ", ")
      return "  {\(name)\"release\": \(job.release), \"operations\": [\(lengths)]}"
    }
    return "{\"name\": \(JSONText.quoted(name)), \"jobs\": [\n\(lines.joined(separator: ",\n"))]}\n"
  }
}

extension JSONReader {
  fileprivate mutating func time(_ what: String, from least: Int) throws(InputError) -> Int {
    let value = try integer(what)
    guard (least...FlowInstance.timeLimit).contains(value) else {
      throw error(expected: "\(what) from \(least) to 2^40", found: "\(value)")
    }
    return value
  }
}
