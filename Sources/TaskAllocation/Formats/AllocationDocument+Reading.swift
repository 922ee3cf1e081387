import Basics

extension AllocationDocument {
  /// The word that the key "format" has, where it is there.
  static let format = "allocation"

  /// - Throws: the first place where the text is no JSON, lacks what an instance has, or has a key that none has.
  init(reading source: SourceText) throws(InputError) {
    var json = JSONReader(source)
    let start = try json.beginObject("an instance")
    var (entities, tasks) = ([Item]?.none, [Item]?.none)
    (name, costs) = (nil, nil)
    while let key = try json.nextKey() {
      switch key {
      case "format":
        let word = try json.text("'format'")
        guard word == Self.format else { throw json.error(expected: "\"\(Self.format)\"", found: word) }
      case "name": name = try json.text("'name'")
      case "entities": entities = try Self.items(&json, worth: "cost", amounts: "abilities")
      case "tasks": tasks = try Self.items(&json, worth: "value", amounts: "needs")
      case "costs":
        var rows: [[Int]] = []
        costLines = []
        try json.beginArray("'costs'")
        while try json.nextElement() {
          rows.append(try Self.integers(&json, "a row of 'costs'", "a cost"))
          costLines.append(json.line)
        }
        costs = rows
      default: throw json.stranger(key, among: ["format", "name", "entities", "tasks", "costs"])
      }
    }
    try json.expectEnd()
    self.entities = try json.required(entities, "entities", of: start)
    self.tasks = try json.required(tasks, "tasks", of: start)
  }

  private static func items(
    _ json: inout JSONReader, worth: String, amounts: String
  ) throws(InputError) -> [Item] {
    var items: [Item] = []
    let owner = worth == "cost" ? "an entity" : "a task"
    try json.beginArray(worth == "cost" ? "'entities'" : "'tasks'")
    while try json.nextElement() {
      let start = try json.beginObject(owner)
      var item = Item(line: json.line, amounts: [])
      var given: [Int]?
      while let key = try json.nextKey() {
        switch key {
        case "id": item.name = try Self.name(&json)
        case worth: item.worth = try json.integer("'\(worth)'")
        case amounts: given = try Self.integers(&json, "'\(amounts)'", "an amount")
        default: throw json.stranger(key, among: ["id", worth, amounts])
        }
      }
      item.amounts = try json.required(given, amounts, of: start)
      if worth == "value" { item.worth = try json.required(item.worth, worth, of: start) }
      items.append(item)
    }
    return items
  }

  private static func name(_ json: inout JSONReader) throws(InputError) -> String {
    if json.nextByte() == UInt8(ascii: "\"") { return try json.text("'id'") }
    return "\(try json.integer("'id', a text or an integer"))"
  }

  private static func integers(
    _ json: inout JSONReader, _ what: String, _ element: String
  ) throws(InputError) -> [Int] {
    var list: [Int] = []
    try json.beginArray(what)
    while try json.nextElement() { list.append(try json.integer(element)) }
    return list
  }
}
