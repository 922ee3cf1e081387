import Basics

extension GeneralSchedule.Document {
  /// By type, the members that it must have and those that it may have.
  static let relationKeys: [String: (required: [String], optional: [String])] = {
    let pair = ["first", "second"]
    var keys: [String: (required: [String], optional: [String])] = [
      "lag": (pair + ["from", "to"], ["minimum", "maximum"]),
      "consecutive": (pair, []), "identicalResources": (pair, []), "differentResources": (pair, []),
      "blocking": (pair, []), "noWait": (pair, []),
      "sameSequence": (["machines", "pairs"], []),
      "modeDependency": (["task", "mode", "other", "modes"], []),
      "selectAllOrNone": (["tasks"], ["if"]), "selectAtLeastOne": (["tasks"], ["if"]),
      "selectExactlyOne": (["tasks"], ["if"]),
    ]
    for before in ["start", "end"] {
      for after in ["Start", "End"] {
        keys["\(before)Before\(after)"] = (pair, ["delay", "maximum"])
        keys["\(before)At\(after)"] = (pair, ["delay"])
      }
    }
    return keys
  }()

  static func relation(_ json: inout JSONReader) throws(InputError) -> Relation {
    let start = try json.beginObject("a constraint")
    var relation = Relation(type: "", line: json.line)
    var type: String?
    var given: [String] = []
    while let key = try json.nextKey() {
      if key != "type" { given.append(key) }
      switch key {
      case "type":
        let word = try json.text("'type'")
        guard relationKeys[word] != nil else {
          throw json.error(
            expected: "as 'type' one of \(relationKeys.keys.sorted().joined(separator: ", "))", found: word)
        }
        type = word
      case "delay", "minimum", "maximum": relation.numbers[key] = try json.integer("'\(key)'")
      case "first", "second", "task", "other", "if", "from", "to":
        relation.names[key] = try json.reference("'\(key)', a name")
      case "machines", "tasks":
        relation.lists[key] = try json.list("'\(key)'") { (json) throws(InputError) in try json.reference("a name") }
      case "pairs":
        relation.pairs = try json.list("'pairs'") { (json) throws(InputError) in
          let pair = try json.list("a pair of tasks") { (json) throws(InputError) in try json.reference("a task") }
          guard pair.count == 2 else { throw json.error(expected: "two tasks", found: "\(pair.count)") }
          return (pair[0], pair[1])
        }
      case "mode": relation.mode = try modeReference(&json)
      case "modes":
        relation.modes = try json.list("'modes'") { (json) throws(InputError) in try modeReference(&json) }
      default:
        let known = Set(relationKeys.values.flatMap { $0.required + $0.optional }).sorted()
        throw json.unknown(key, known: "type, " + known.joined(separator: ", "))
      }
    }
    relation.type = try json.required(type, "type", of: start)
    let keys = relationKeys[relation.type] ?? ([], [])
    if let stranger = given.first(where: { !(keys.required + keys.optional).contains($0) }) {
      throw InputError(
        file: json.source.name, line: relation.line,
        expected: "for '\(relation.type)' the keys \((keys.required + keys.optional).joined(separator: ", "))",
        found: "'\(stranger)'")
    }
    for key in keys.required {
      _ = try json.required(given.contains(key) ? key : nil, key, of: start)
    }
    return relation
  }
}
