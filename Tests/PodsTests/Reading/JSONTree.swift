import Basics

@testable import Pods

/// A JSON text as a tree that tests change.
indirect enum JSONTree {
  case object([(key: String, value: JSONTree)])
  case array([JSONTree])
  case text(String)
  /// A number, true or false.
  case word(String)

  init(_ text: String) throws {
    var json = JSONReader(SourceText(name: "tree", text: text))
    self = try Self.read(&json)
  }

  private static func read(_ json: inout JSONReader) throws -> JSONTree {
    switch json.nextByte() {
    case UInt8(ascii: "{"):
      var members: [(key: String, value: JSONTree)] = []
      try json.beginObject()
      while let key = try json.nextKey() { members.append((key, try read(&json))) }
      return .object(members)
    case UInt8(ascii: "["):
      var items: [JSONTree] = []
      try json.beginArray()
      while try json.nextElement() { items.append(try read(&json)) }
      return .array(items)
    case UInt8(ascii: "\""): return .text(try json.text())
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .word("\(try json.boolean())")
    default: return .word(try json.number().0)
    }
  }

  var description: String {
    switch self {
    case .object(let members): "{\(members.map { "\"\($0.key)\":\($0.value.description)" }.joined(separator: ","))}"
    case .array(let items): "[\(items.map(\.description).joined(separator: ","))]"
    case .text(let text): "\"\(text)\""
    case .word(let word): word
    }
  }

  /// The places of all members and elements: keys and numbers from the root.
  var paths: [[String]] {
    switch self {
    case .object(let members):
      members.flatMap { member in [[member.key]] + member.value.paths.map { [member.key] + $0 } }
    case .array(let items):
      items.enumerated().flatMap { index, item in [["\(index)"]] + item.paths.map { ["\(index)"] + $0 } }
    case .text, .word: []
    }
  }

  /// The tree where the key and value at `path` are what `change` makes of them; nil removes them.
  func changed(
    at path: ArraySlice<String>, _ change: (String, JSONTree) -> (key: String, value: JSONTree)?
  ) -> JSONTree {
    guard let step = path.first else { return self }
    func next(_ key: String, _ value: JSONTree) -> (key: String, value: JSONTree)? {
      guard key == step else { return (key, value) }
      return path.count == 1 ? change(key, value) : (key, value.changed(at: path.dropFirst(), change))
    }
    switch self {
    case .object(let members): return .object(members.compactMap { next($0.key, $0.value) })
    case .array(let items):
      return .array(items.enumerated().compactMap { next("\($0.offset)", $0.element)?.value })
    case .text, .word: return self
    }
  }
}
