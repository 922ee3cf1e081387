import Basics
import Solving

extension GeneralSchedule {
  /// Reads flexible shops as the JSON of the benchmark library of scheduleopt.github.io has them: a list of what each
  /// operation can run on, and a list of which operation comes before which, all numbered from 0.
  struct NetworkDocument {
    private var name: String?
    private var operations: [Int: [FlexibleChoice]] = [:]
    private var arcs: [(arc: FlexibleArc, line: Int)] = []

    /// Whether it is an object with both lists.
    static func recognises(_ source: SourceText) -> Bool {
      source.firstByte == UInt8(ascii: "{")
        && ["operations", "precedences", "operation", "machine", "duration"].allSatisfy { source.contains("\"\($0)\"") }
    }

    /// - Throws: the first value that is not of the format, or an operation that is missing.
    static func read(_ source: SourceText) throws(InputError) -> Instance {
      let document = try NetworkDocument(source)
      let count = (document.operations.keys.max() ?? -1) + 1
      var operations: [[FlexibleChoice]] = []
      for number in 0..<count {
        guard let choices = document.operations[number] else {
          throw InputError(
            file: source.name, line: nil, expected: "operations numbered from 0 to \(count - 1)",
            found: "none with the number \(number)")
        }
        operations.append(choices)
      }
      for (arc, line) in document.arcs {
        for operation in [arc.before, arc.after] where operation >= count {
          throw InputError(
            file: source.name, line: line, expected: "an operation from 0 to \(count - 1)", found: "'\(operation)'")
        }
      }
      let machines = operations.joined().reduce(0) { max($0, $1.machine + 1) }
      do {
        return try flexibleNetwork(
          name: document.name ?? source.stem, machines: machines, operations: operations, arcs: document.arcs.map(\.arc)
        )
      } catch {
        throw InputError(file: source.name, error.description)
      }
    }

    private init(_ source: SourceText) throws(InputError) {
      var json = JSONReader(source)
      let start = try json.beginObject("a flexible shop")
      var hasOperations = false
      while let key = try json.nextKey() {
        switch key {
        case "instance", "name": name = try json.text("the instance's name")
        case "operations":
          hasOperations = true
          try readOperations(&json)
        case "precedences": try readPrecedences(&json)
        case "family", "family_long", "year", "format", "variant", "source", "comment", "description", "author":
          try json.skipValue()
        default: throw json.error(expected: "a flexible shop, which has no such key", found: key)
        }
      }
      _ = try json.required(hasOperations ? true : nil, "operations", of: start)
      try json.expectEnd()
    }

    private mutating func readOperations(_ json: inout JSONReader) throws(InputError) {
      try json.beginArray("the list of operations")
      while try json.nextElement() {
        let values = try Self.numbers(
          &json, "an operation", ["operation", "option", "machine", "duration"], optional: ["option"])
        operations[values["operation"] ?? 0, default: []].append(
          FlexibleChoice(machine: values["machine"] ?? 0, duration: values["duration"] ?? 0))
      }
    }

    private mutating func readPrecedences(_ json: inout JSONReader) throws(InputError) {
      try json.beginArray("the list of precedences")
      while try json.nextElement() {
        let values = try Self.numbers(&json, "a precedence", ["before", "after", "job"], optional: [])
        let arc = FlexibleArc(before: values["before"] ?? 0, after: values["after"] ?? 0, job: values["job"] ?? 0)
        arcs.append((arc, json.line))
      }
    }

    /// An object of these numbers and nothing else.
    private static func numbers(
      _ json: inout JSONReader, _ what: String, _ keys: [String], optional: Set<String>
    ) throws(InputError) -> [String: Int] {
      var values: [String: Int] = [:]
      let start = try json.beginObject(what)
      while let key = try json.nextKey() {
        guard keys.contains(key) else {
          throw json.error(expected: "of \(what) \(keys.joined(separator: ", "))", found: key)
        }
        let value = try json.integer("the \(key) of \(what)")
        let limit = key == "duration" ? Instance.timeLimit : Instance.countLimit - 1
        guard (0...limit).contains(value) else {
          throw json.error(expected: "the \(key) of \(what) from 0 to \(limit)", found: "\(value)")
        }
        values[key] = value
      }
      for key in keys where !optional.contains(key) { _ = try json.required(values[key], key, of: start) }
      return values
    }
  }
}
