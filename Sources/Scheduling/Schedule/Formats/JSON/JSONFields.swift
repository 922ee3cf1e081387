/// The members of an object that is being written, in their order.
struct JSONFields {
  private var members: [String] = []

  /// The object on one line.
  var text: String { "{\(members.joined(separator: ", "))}" }

  /// - Parameter value: JSON already.
  mutating func add(_ key: String, json value: String) { members.append("\(Self.quoted(key)): \(value)") }
  mutating func add(_ key: String, _ value: Int?) { if let value { add(key, json: "\(value)") } }
  mutating func add(_ key: String, _ value: String?) { if let value { add(key, json: Self.quoted(value)) } }
  mutating func add(_ key: String, _ value: [String]) {
    add(key, json: "[\(value.map(Self.quoted).joined(separator: ", "))]")
  }
  /// Where it is true.
  mutating func add(_ key: String, flag: Bool) { if flag { add(key, json: "true") } }

  /// A text in quotes, with escapes where JSON wants them.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _ where scalar.value < 32 || scalar.value == 127:
        quoted += "\\u00\(scalar.value < 16 ? "0" : "")\(String(scalar.value, radix: 16))"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
