import Basics

extension GeneralSchedule.Document {
  private enum Kind: String, CaseIterable {
    case machine, renewable, consumable, reservoir

    /// What each kind has beside name, type and cost.
    var keys: [String] {
      switch self {
      case .machine: ["breaks", "neverIdle"]
      case .renewable: ["capacity", "capacities", "breaks"]
      case .consumable: ["capacity"]
      case .reservoir: ["initial", "minimum", "maximum"]
      }
    }
  }

  static func resource(_ json: inout JSONReader) throws(InputError) -> GeneralSchedule.Resource {
    let start = try json.beginObject("a resource")
    let line = json.line
    var resource = GeneralSchedule.Resource("", .machine)
    var (name, kind) = (String?.none, Kind?.none)
    var numbers: [String: Int] = [:]
    var given: [String] = []
    while let key = try json.nextKey() {
      given.append(key)
      switch key {
      case "name": name = try json.text("'name'")
      case "type": kind = try json.word("'type'", Kind.self)
      case "capacity", "initial", "minimum", "maximum": numbers[key] = try json.integer("'\(key)'")
      case "breaks":
        resource.breaks = try json.list("'breaks'") { (json) throws(InputError) in
          let pair = try Self.pair(&json, "a break, [start, end]")
          guard pair.0 <= pair.1 else {
            throw json.error(expected: "a break that ends after its start", found: "[\(pair.0), \(pair.1)]")
          }
          return pair.0..<pair.1
        }
      case "capacities":
        resource.capacities = try json.list("'capacities'") { (json) throws(InputError) in
          let pair = try Self.pair(&json, "a capacity from a time on, [time, capacity]")
          return .init(from: pair.0, pair.1)
        }
      case "neverIdle": resource.isNeverIdle = try json.boolean("'neverIdle'")
      case "cost": resource.cost = try json.integer("'cost'")
      default:
        throw json.unknown(
          key, known: "name, type, capacity, initial, minimum, maximum, breaks, capacities, neverIdle, cost")
      }
    }
    resource.name = try json.required(name, "name", of: start)
    let type = try json.required(kind, "type", of: start)
    let known = ["name", "type", "cost"] + type.keys
    if let stranger = given.first(where: { !known.contains($0) }) {
      throw InputError(
        file: json.source.name, line: line,
        expected: "for the \(type.rawValue) '\(resource.name)' the keys \(known.joined(separator: ", "))",
        found: "'\(stranger)'")
    }
    switch type {
    case .machine: resource.kind = .machine
    case .renewable:
      resource.kind = .renewable(capacity: try json.required(numbers["capacity"], "capacity", of: start))
    case .consumable:
      resource.kind = .consumable(capacity: try json.required(numbers["capacity"], "capacity", of: start))
    case .reservoir:
      resource.kind = .reservoir(
        initial: numbers["initial"] ?? 0, minimum: numbers["minimum"] ?? 0, maximum: numbers["maximum"])
    }
    return resource
  }

  /// Two integers in brackets.
  private static func pair(_ json: inout JSONReader, _ what: String) throws(InputError) -> (Int, Int) {
    let numbers = try json.list(what) { (json) throws(InputError) in try json.integer() }
    guard numbers.count == 2 else {
      throw json.error(expected: what, found: counted(numbers.count, "number"))
    }
    return (numbers[0], numbers[1])
  }
}
