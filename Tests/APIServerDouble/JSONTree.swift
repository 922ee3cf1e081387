import Basics

/// A JSON value in memory, with the members of objects in the order in which they were written.
package indirect enum JSONTree: Sendable {
  case null
  case boolean(Bool)
  /// As it is written.
  case number(String)
  case text(String)
  case array([JSONTree])
  case object(Members)

  /// Few enough to be looked through one by one.
  package struct Members: Sendable {
    package var entries: [(key: String, value: JSONTree)] = []

    package init() {}

    package subscript(key: String) -> JSONTree? {
      get { entries.first { $0.key == key }?.value }
      set {
        let index = entries.firstIndex { $0.key == key }
        switch (index, newValue) {
        case (let index?, let value?): entries[index].value = value
        case (let index?, nil): entries.remove(at: index)
        case (nil, let value?): entries.append((key, value))
        case (nil, nil): break
        }
      }
    }
  }

  package init(parsing bytes: [UInt8]) throws(InputError) {
    var reader = JSONReader(SourceText(name: "the body", bytes: bytes), place: .path)
    self = try Self.value(&reader)
    try reader.expectEnd()
  }

  private static func value(_ reader: inout JSONReader) throws(InputError) -> Self {
    switch reader.nextByte() {
    case UInt8(ascii: "{"):
      try reader.beginObject()
      var members = Members()
      while let key = try reader.nextKeyOrNull() { members.entries.append((key, try value(&reader))) }
      return .object(members)
    case UInt8(ascii: "["):
      try reader.beginArray()
      var elements: [JSONTree] = []
      while try reader.nextElement() { elements.append(try value(&reader)) }
      return .array(elements)
    case UInt8(ascii: "\""): return .text(try reader.text())
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean(try reader.boolean())
    default: return reader.takeNull() ? .null : .number(try reader.number().0)
    }
  }

  /// Without blanks.
  package var bytes: [UInt8] {
    var output: [UInt8] = []
    write(to: &output)
    return output
  }

  private func write(to output: inout [UInt8]) {
    switch self {
    case .null: output += "null".utf8
    case .boolean(let value): output += (value ? "true" : "false").utf8
    case .number(let digits): output += digits.utf8
    case .text(let text): output += JSONText.quoted(text).utf8
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        element.write(to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      for (index, entry) in members.entries.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        output += JSONText.quoted(entry.key).utf8
        output.append(UInt8(ascii: ":"))
        entry.value.write(to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }
}

/// The order of an object's members does not count.
extension JSONTree: Equatable {
  package static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.number(let a), .number(let b)): a == b || Double(a) == Double(b)
    case (.text(let a), .text(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)):
      a.entries.count == b.entries.count && a.entries.allSatisfy { b[$0.key] == $0.value }
    default: false
    }
  }
}
