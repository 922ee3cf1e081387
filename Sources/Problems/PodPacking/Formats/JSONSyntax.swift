/// Finds where a text stops being JSON, since the decoder does not say.
struct JSONSyntax {
  struct Mistake {
    /// From 1.
    let line: Int
    let expected: String
    let found: String
  }

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var line: Int
  /// The closing byte of each container that is open.
  private var open: [UInt8] = []

  private init(_ bytes: ArraySlice<UInt8>, line: Int) {
    self.bytes = bytes
    position = bytes.startIndex
    self.line = line
  }

  /// - Parameter line: the line on which the text begins.
  /// - Returns: the first mistake of one JSON value; nil where there is none.
  /// - Complexity: O(length); nesting costs memory, not stack.
  static func firstMistake(in bytes: ArraySlice<UInt8>, fromLine line: Int) -> Mistake? {
    var scanner = JSONSyntax(bytes, line: line)
    return scanner.scan()
  }

  private mutating func scan() -> Mistake? {
    while true {
      // A value is due.
      if let mistake = beginValue() { return mistake }
      // A value has ended: what follows it in its container?
      while let closing = open.last {
        skipBlanks()
        if take(closing) {
          open.removeLast()
        } else if take(UInt8(ascii: ",")) {
          if closing == UInt8(ascii: "}"), let mistake = key() { return mistake }
          break
        } else {
          return mistake("',' or '\(Character(UnicodeScalar(closing)))'")
        }
      }
      if open.isEmpty { break }
    }
    skipBlanks()
    return position == bytes.endIndex ? nil : mistake("the end of the text")
  }

  /// Takes a whole word, number or text, or goes into containers until a value is due or an empty one has ended.
  private mutating func beginValue() -> Mistake? {
    while true {
      skipBlanks()
      if take(UInt8(ascii: "{")) {
        skipBlanks()
        if take(UInt8(ascii: "}")) { return nil }
        open.append(UInt8(ascii: "}"))
        if let mistake = key() { return mistake }
      } else if take(UInt8(ascii: "[")) {
        skipBlanks()
        if take(UInt8(ascii: "]")) { return nil }
        open.append(UInt8(ascii: "]"))
      } else if position < bytes.endIndex, bytes[position] == UInt8(ascii: "\"") {
        return text()
      } else {
        let start = position
        while position < bytes.endIndex, Self.isWordByte(bytes[position]) { position += 1 }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        if ["true", "false", "null"].contains(word) || Double(word) != nil { return nil }
        position = start
        return mistake("a value")
      }
    }
  }

  private mutating func key() -> Mistake? {
    skipBlanks()
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "\"") else { return mistake("a key in quotes") }
    if let mistake = text() { return mistake }
    skipBlanks()
    return take(UInt8(ascii: ":")) ? nil : mistake("':' after a key")
  }

  private mutating func text() -> Mistake? {
    position += 1
    while position < bytes.endIndex {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return nil
      case UInt8(ascii: "\\"): position += 2
      case 0..<32: return mistake("the end of a text in quotes")
      default: position += 1
      }
    }
    position = bytes.endIndex
    return mistake("the end of a text in quotes")
  }

  private mutating func skipBlanks() {
    while position < bytes.endIndex, [9, 10, 13, 32].contains(bytes[position]) {
      if bytes[position] == 10 { line += 1 }
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.endIndex, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private func mistake(_ expected: String) -> Mistake {
    let rest = bytes[position...].prefix(20).prefix { $0 >= 32 }
    let found = position >= bytes.endIndex ? "the end of the text" : "'\(String(decoding: rest, as: UTF8.self))'"
    return Mistake(line: line, expected: expected, found: found)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || UnicodeScalar(byte).properties.isAlphabetic || (48...57).contains(byte)
  }
}
