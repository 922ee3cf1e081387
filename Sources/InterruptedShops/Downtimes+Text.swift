import Basics
import Solving

/// The text of downtimes: `{"instance": "la01", "downtimes": [[machine, start, end], ...]}`.
extension Downtimes {
  /// More are not read.
  private static let countLimit = 1 << 20

  /// What the file says the shop is called; nil where it does not say so.
  package static func parse(
    _ source: SourceText, machineCount: Int
  ) throws(InputError) -> (downtimes: Downtimes, instance: String?) {
    var json = JSONReader(source)
    var instance: String?
    var stretches: [(machine: Int, start: Int, end: Int)]?
    var lines: [Int] = []
    let start = try json.beginObject("the downtimes of a shop")
    while let key = try json.nextKey() {
      switch key {
      case "instance": instance = try json.text("the name of the shop")
      case "downtimes":
        guard stretches == nil else { throw json.error(expected: "one list of downtimes", found: "a second one") }
        stretches = try Self.stretches(&json, &lines)
      default: throw json.stranger(key, among: ["instance", "downtimes"])
      }
    }
    try json.expectEnd()
    let listed = try json.required(stretches, "downtimes", of: start)
    do {
      return (try Downtimes(machineCount: machineCount, listed), instance)
    } catch {
      throw InputError(file: source.name, line: error.place.map { lines[$0.number] }, "\(error)")
    }
  }

  private static func stretches(
    _ json: inout JSONReader, _ lines: inout [Int]
  ) throws(InputError) -> [(machine: Int, start: Int, end: Int)] {
    var stretches: [(machine: Int, start: Int, end: Int)] = []
    try json.beginArray("a list of downtimes")
    while try json.nextElement() {
      var numbers: [Int] = []
      try json.beginArray("a downtime as [machine, start, end]")
      lines.append(json.line)
      while try json.nextElement() {
        guard numbers.count < 3 else { throw json.error(expected: "three numbers: machine, start, end") }
        numbers.append(try json.integer("the machine, start or end of a downtime"))
      }
      guard numbers.count == 3 else {
        throw json.error(expected: "three numbers: machine, start, end", found: "\(counted(numbers.count, "number"))")
      }
      guard stretches.count < countLimit else { throw json.error(expected: "at most 2^20 downtimes", found: "more") }
      stretches.append((numbers[0], numbers[1], numbers[2]))
    }
    return stretches
  }

  /// What `parse` reads back.
  package func text(instance: String) -> String {
    let rows = stretches.map { "[\($0.machine),\($0.start),\($0.end)]" }
    return "{\"instance\":\(JSONText.quoted(instance)),\"downtimes\":[\(rows.joined(separator: ","))]}\n"
  }
}
