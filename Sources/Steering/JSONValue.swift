import Basics

/// Any JSON value, to hand on what is not ours to understand.
package enum JSONValue: JSONReadable, Encodable, Sendable, Equatable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case array([JSONValue])
  case object([String: JSONValue])

  package init(from json: inout JSONReader) throws(InputError) {
    switch json.nextByte() {
    case UInt8(ascii: "{"):
      var members: [String: JSONValue]?
      try json.read(&members)
      self = .object(members ?? [:])
    case UInt8(ascii: "["):
      var elements: [JSONValue]?
      try json.read(&elements)
      self = .array(elements ?? [])
    case UInt8(ascii: "\""): self = .text(try json.text())
    case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .boolean(try json.boolean())
    default: self = json.takeNull() ? .null : try Self.number(&json)
    }
  }

  private static func number(_ json: inout JSONReader) throws(InputError) -> JSONValue {
    var ahead = json
    let (digits, isPlain) = try ahead.number("a value")
    guard isPlain, let integer = Int(digits) else { return .number(try json.double()) }
    json = ahead
    return .integer(integer)
  }

  /// The member of an object; nil where there is none.
  package subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .boolean(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}
