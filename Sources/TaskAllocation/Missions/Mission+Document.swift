import Basics
import Solving

/// Missions as JSON:
///
///     {
///       "format": "mission", "name": "two and one", "width": 7, "height": 7, "directions": 4, "steps": 20,
///       "slots": 5, "refill": 5, "decayAfter": 10, "decayPercent": 1,
///       "entities": [{"id": "arm", "cost": 2, "abilities": [5, 0], "place": [3, 3]}],
///       "tasks": [{"id": "move", "value": 9, "needs": [5, 6], "place": [0, 6]}]
///     }
///
/// Tasks are in the order in which they appear. Rules that are left out are those of `Mission.Rules`.
extension Mission {
  /// - Throws: file, line, what was expected and what was found.
  public static func parse(_ source: SourceText) throws(InputError) -> Mission {
    var json = JSONReader(source)
    let start = try json.beginObject("a mission")
    var rules = Rules()
    var (entities, tasks, name, format) = ([Item]?.none, [Item]?.none, String?.none, String?.none)
    while let key = try json.nextKey() {
      switch key {
      case "format":
        let word = try json.text("'format'")
        guard word == "mission" else { throw json.error(expected: "\"mission\"", found: word) }
        format = word
      case "name": name = try json.text("'name'")
      case "entities": entities = try items(&json, "entities", worth: "cost", amounts: "abilities")
      case "tasks": tasks = try items(&json, "tasks", worth: "value", amounts: "needs")
      default:
        guard let rule = ruleKeys.first(where: { $0.name == key }) else {
          throw json.stranger(key, among: ["format", "name", "entities", "tasks"] + ruleKeys.map(\.name))
        }
        rules[keyPath: rule.path] = try json.integer("'\(key)'")
      }
    }
    try json.expectEnd()
    _ = try json.required(format, "format", of: start)
    let (people, demands) = (
      try json.required(entities, "entities", of: start), try json.required(tasks, "tasks", of: start)
    )
    do {
      let instance = try TaskAllocation.Instance(
        name: name ?? source.stem,
        entities: people.enumerated().map { .init(name: $1.name ?? "\($0)", abilities: $1.amounts) },
        tasks: demands.enumerated().map { .init(name: $1.name ?? "\($0)", value: $1.worth, needs: $1.amounts) },
        costs: people.map { person in demands.map { _ in person.worth } })
      return try Mission(rules: rules, instance: instance, starts: people.map(\.place), places: demands.map(\.place))
    } catch {
      throw InputError(file: source.name, line: error.place.map { demands[$0.number].line }, error.description)
    }
  }

  /// The text that `parse` reads back: a line for each entity and each task.
  public var text: String {
    func list(_ numbers: [Int]) -> String { "[" + numbers.map(String.init).joined(separator: ", ") + "]" }
    func row(_ name: String, _ worth: String, _ amounts: String, _ place: Cell) -> String {
      "    {\"id\": \(JSONText.quoted(name)), \(worth), \(amounts), \"place\": \(list([place.x, place.y]))}"
    }
    let people = instance.entities.enumerated().map { number, entity in
      row(
        entity.name, "\"cost\": \(instance.cost(of: number, at: 0))", "\"abilities\": \(list(entity.abilities))",
        starts[number])
    }
    let demands = instance.tasks.enumerated().map { number, task in
      row(task.name, "\"value\": \(task.value)", "\"needs\": \(list(task.needs))", places[number])
    }
    let numbers = Self.ruleKeys.map { "  \"\($0.name)\": \(rules[keyPath: $0.path]),\n" }.joined()
    return "{\n  \"format\": \"mission\",\n  \"name\": \(JSONText.quoted(name)),\n\(numbers)"
      + "  \"entities\": [\n\(people.joined(separator: ",\n"))\n  ],\n"
      + "  \"tasks\": [\n\(demands.joined(separator: ",\n"))\n  ]\n}\n"
  }

  private static var ruleKeys: [(name: String, path: WritableKeyPath<Rules, Int>)] {
    [
      ("width", \.width), ("height", \.height), ("directions", \.directions), ("steps", \.steps), ("slots", \.slots),
      ("refill", \.refill), ("decayAfter", \.decayAfter), ("decayPercent", \.decayPercent),
    ]
  }

  private struct Item {
    let line: Int
    var name: String?
    var worth = 0
    var amounts: [Int] = []
    var place = Cell(0, 0)
  }

  private static func items(
    _ json: inout JSONReader, _ what: String, worth: String, amounts: String
  ) throws(InputError) -> [Item] {
    var items: [Item] = []
    try json.beginArray("'\(what)'")
    while try json.nextElement() {
      let start = try json.beginObject("one of the \(what)")
      var item = Item(line: json.line)
      var (price, list, place) = (Int?.none, [Int]?.none, Cell?.none)
      while let key = try json.nextKey() {
        switch key {
        case "id": item.name = json.nextByte() == UInt8(ascii: "\"") ? try json.text() : "\(try json.integer("'id'"))"
        case worth: price = try json.integer("'\(worth)'")
        case amounts: list = try integers(&json, amounts)
        case "place":
          let numbers = try integers(&json, "place")
          guard numbers.count == 2 else {
            throw json.error(expected: "a place of two numbers", found: "\(numbers.count)")
          }
          place = Cell(numbers[0], numbers[1])
        default: throw json.stranger(key, among: ["id", worth, amounts, "place"])
        }
      }
      item.worth = try json.required(price, worth, of: start)
      item.amounts = try json.required(list, amounts, of: start)
      item.place = try json.required(place, "place", of: start)
      items.append(item)
    }
    return items
  }

  private static func integers(_ json: inout JSONReader, _ what: String) throws(InputError) -> [Int] {
    var list: [Int] = []
    try json.beginArray("'\(what)'")
    while try json.nextElement() { list.append(try json.integer("a number of '\(what)'")) }
    return list
  }
}
