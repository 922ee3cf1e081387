/// The bytes of a text from left to right; every mistake is thrown with its line.
struct Scanner {
  let file: String
  let bytes: [UInt8]
  /// Whether a line's end is but a blank, and `#` nothing special.
  var spansLines = false
  var place = 0
  var line = 1

  static let lineEnd = UInt8(ascii: "\n")

  init(file: String, bytes: [UInt8], spansLines: Bool = false) {
    (self.file, self.bytes, self.spansLines) = (file, bytes, spansLines)
  }

  func error(_ message: String) -> Unreadable { Unreadable(file: file, line: line, message: message) }

  mutating func error(expected what: String) -> Unreadable {
    let isEnd = peek() == Self.lineEnd
    var end = min(place + 1, bytes.count)
    while end < bytes.count, bytes[end] > 32, end - place < 40 { end += 1 }
    let found = "'\(String(decoding: bytes[min(place, end)..<end], as: UTF8.self))'"
    return error("expected \(what), found \(isEnd ? "the end of the \(place < bytes.count ? "line" : "file")" : found)")
  }

  /// The next byte that is no blank; a line's end for what ends a line, and at the end of all.
  mutating func peek() -> UInt8 {
    while place < bytes.count {
      let byte = bytes[place]
      if spansLines, byte == Self.lineEnd {
        line += 1
      } else if byte == Self.lineEnd || (byte == UInt8(ascii: "#") && !spansLines) {
        return Self.lineEnd
      } else if byte != 32, byte != 9, byte != 13 {
        return byte
      }
      place += 1
    }
    return Self.lineEnd
  }

  /// - Returns: false at the end of the text.
  mutating func goToLine() -> Bool {
    while peek() == Self.lineEnd {
      while place < bytes.count, bytes[place] != Self.lineEnd { place += 1 }
      if place >= bytes.count { return false }
      (place, line) = (place + 1, line + 1)
    }
    return true
  }

  mutating func expectEnd(_ what: String = "the end of the line") throws {
    if peek() != Self.lineEnd || (spansLines && place < bytes.count) { throw error(expected: what) }
  }

  // MARK: Words

  static func isInWord(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || (byte | 32) &- 97 < 26 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  mutating func word() -> String {
    guard (peek() | 32) &- 97 < 26, place < bytes.count else { return "" }
    let start = place
    while place < bytes.count, Self.isInWord(bytes[place]) { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  /// A word as a whole, or signs.
  mutating func take(_ text: StaticString) -> Bool {
    _ = peek()
    let end = place + text.utf8CodeUnitCount
    guard end <= bytes.count else { return false }
    for offset in 0..<text.utf8CodeUnitCount where bytes[place + offset] != text.utf8Start[offset] { return false }
    let isWord = bytes[end - 1] != UInt8(ascii: "-") && Self.isInWord(bytes[end - 1])
    if isWord, end < bytes.count, Self.isInWord(bytes[end]) { return false }
    place = end
    return true
  }

  mutating func expect(_ text: StaticString) throws { if !take(text) { throw error(expected: "'\(text)'") } }

  // MARK: Numbers

  private func digit(_ place: Int) -> Int? {
    place < bytes.count && bytes[place] &- 48 < 10 ? Int(bytes[place] - 48) : nil
  }

  /// nil where no digit stands here; up to 2^63.
  mutating func magnitude() throws -> UInt? {
    _ = peek()
    guard digit(place) != nil else { return nil }
    var value: UInt = 0
    while let digit = digit(place) {
      let (product, isOver) = value.multipliedReportingOverflow(by: 10)
      let (sum, isOverToo) = product.addingReportingOverflow(UInt(digit))
      guard !isOver, !isOverToo, sum <= 1 << 63 else { throw error("expected a number of 64 bits") }
      (value, place) = (sum, place + 1)
    }
    return value
  }

  func signed(_ magnitude: UInt, isNegative: Bool) throws -> Int {
    guard isNegative || magnitude < 1 << 63 else { throw error("expected a number of 64 bits") }
    return Int(truncatingIfNeeded: isNegative ? 0 &- magnitude : magnitude)
  }

  mutating func integer(_ what: String) throws -> Int {
    let isNegative = take("-")
    guard let magnitude = try magnitude() else { throw error(expected: what) }
    return try signed(magnitude, isNegative: isNegative)
  }

  /// The number behind a letter, such as 3 of `x3`; nil where that does not stand here.
  mutating func index(after letter: UInt8) throws -> Int? {
    guard peek() == letter, digit(place + 1) != nil else { return nil }
    place += 1
    return try magnitude().map { Int(clamping: $0) }
  }

  // MARK: Texts

  /// A string of JSON; nil where none begins here.
  mutating func quoted() throws -> String? {
    guard peek() == UInt8(ascii: "\"") else { return nil }
    place += 1
    var text: [UInt8] = []
    while place < bytes.count, bytes[place] >= 32 {
      let byte = bytes[place]
      place += 1
      if byte == UInt8(ascii: "\"") {
        guard let result = String(validating: text, as: UTF8.self) else { throw error("expected UTF-8 in a string") }
        return result
      }
      if byte != UInt8(ascii: "\\") {
        text.append(byte)
        continue
      }
      let escape = place < bytes.count ? Character(Unicode.Scalar(bytes[place])) : " "
      place += 1
      if let plain = Self.escapes[escape] {
        text.append(plain)
      } else if escape == "u", place + 4 <= bytes.count,
        let value = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(value)
      {
        text += String(Character(scalar)).utf8
        place += 4
      } else {
        throw error("expected an escape of JSON after '\\'; pairs of surrogates are not supported")
      }
    }
    throw error("expected '\"' at the end of a string")
  }

  private static let escapes: [Character: UInt8] = [
    "\"": 34, "\\": 92, "/": 47, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
  ]
}
