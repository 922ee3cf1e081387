/// Members of an object whatever the case of their names, as Go reads them; unknown ones are ignored.
struct CaselessContainer {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private let container: KeyedDecodingContainer<Key>
  private let keys: [String: Key]

  init(_ decoder: any Decoder) throws {
    container = try decoder.container(keyedBy: Key.self)
    // The exact name first; of others, which object has two of is nobody's business.
    var keys: [String: Key] = [:]
    for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
      keys[key.stringValue] = key
      let folded = "\u{0}" + key.stringValue.lowercased()
      if keys[folded] == nil { keys[folded] = key }
    }
    self.keys = keys
  }

  /// - Returns: nil where there is no such member, or where it is null.
  func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value? {
    guard let key = keys[name] ?? keys["\u{0}" + name.lowercased()] else { return nil }
    return try container.decodeIfPresent(type, forKey: key)
  }

  func require<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    guard let value = try decode(type, name) else {
      throw DecodingError.keyNotFound(
        Key(stringValue: name), .init(codingPath: container.codingPath, debugDescription: "'\(name)' is missing"))
    }
    return value
  }
}
