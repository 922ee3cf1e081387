import Basics

/// Reads FlatZinc's words one after the other.
struct FlatZincScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  let file: String
  private(set) var position = 0
  private(set) var line = 1

  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) {
    self.bytes = bytes
    self.file = file
  }

  // MARK: Blanks

  /// The next byte that is no blank and no comment; nil at the end.
  mutating func next() -> UInt8? {
    while position < bytes.count {
      switch bytes[position] {
      case 0x0A:
        line += 1
        position += 1
      case 0x20, 0x09, 0x0D, 0x0B, 0x0C: position += 1
      case UInt8(ascii: "%"):
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      default: return bytes[position]
      }
    }
    return nil
  }

  // MARK: Words

  /// Takes a sign where it is the next byte.
  mutating func take(_ byte: UInt8) -> Bool {
    guard next() == byte else { return false }
    position += 1
    return true
  }

  mutating func expect(_ byte: UInt8, _ what: String? = nil) throws(InputError) {
    if !take(byte) { throw expected(what ?? "'\(Character(UnicodeScalar(byte)))'") }
  }

  /// Takes `..` or `::`.
  mutating func take(twice byte: UInt8) -> Bool {
    guard next() == byte, position + 1 < bytes.count, bytes[position + 1] == byte else { return false }
    position += 2
    return true
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x5F
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Takes a name where there is one.
  mutating func name() -> UnsafeBufferPointer<UInt8>? {
    guard let first = next(), Self.isLetter(first) else { return nil }
    let start = position
    while position < bytes.count, Self.isLetter(bytes[position]) || Self.isDigit(bytes[position]) { position += 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<position])
  }

  mutating func name(_ what: String) throws(InputError) -> UnsafeBufferPointer<UInt8> {
    guard let name = name() else { throw expected(what) }
    return name
  }

  /// Takes a word where it is the next one.
  mutating func take(word: StaticString) -> Bool {
    _ = next()
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count else { return false }
    for i in 0..<word.utf8CodeUnitCount where bytes[position + i] != word.utf8Start[i] { return false }
    if end < bytes.count, Self.isLetter(bytes[end]) || Self.isDigit(bytes[end]) { return false }
    position = end
    return true
  }

  enum Number {
    case integer(Int)
    case decimal
  }

  /// Whether a number comes next.
  mutating func isAtNumber() -> Bool {
    guard let byte = next() else { return false }
    if Self.isDigit(byte) { return true }
    return (byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")) && position + 1 < bytes.count
      && Self.isDigit(bytes[position + 1])
  }

  mutating func integer(_ what: String = "an integer") throws(InputError) -> Int {
    guard case .integer(let value) = try number(what) else { throw expected(what) }
    return value
  }

  mutating func number(_ what: String = "a number") throws(InputError) -> Number {
    guard isAtNumber() else { throw expected(what) }
    let start = position
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if !Self.isDigit(bytes[position]) { position += 1 }
    var radix = 10
    if bytes[position] == UInt8(ascii: "0"), position + 2 < bytes.count {
      let mark = bytes[position + 1]
      if mark == UInt8(ascii: "x") { radix = 16 } else if mark == UInt8(ascii: "o") { radix = 8 }
      if radix != 10 { position += 2 }
    }
    var magnitude = 0
    var fits = true
    let first = position
    while position < bytes.count, let digit = Self.digit(bytes[position]), digit < radix {
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: radix)
      let (sum, more) = product.addingReportingOverflow(digit)
      fits = fits && !overflow && !more
      magnitude = sum
      position += 1
    }
    guard position > first else { throw expected("a digit") }
    if radix == 10, takeFraction() { return .decimal }
    guard fits, magnitude <= Operand.largest else {
      throw error("the number \(text(start, position)) is out of range")
    }
    return .integer(isNegative ? -magnitude : magnitude)
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x46: Int(byte) - 0x41 + 10
    case 0x61...0x66: Int(byte) - 0x61 + 10
    default: nil
    }
  }

  /// The rest of a decimal number; a range's two dots are none.
  private mutating func takeFraction() -> Bool {
    let start = position
    if position + 1 < bytes.count, bytes[position] == UInt8(ascii: "."), Self.isDigit(bytes[position + 1]) {
      position += 1
      while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
        position += 1
      }
      while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
    }
    return position > start
  }

  /// Takes a string in quotes, unread.
  mutating func string() throws(InputError) {
    let start = line
    try expect(UInt8(ascii: "\""))
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == 0x0A { line += 1 }
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard position < bytes.count else { throw InputError(file: file, line: start, "a string without its end") }
    position += 1
  }

  /// Skips to the sign that ends an item, and takes it.
  mutating func skipItem() throws(InputError) {
    while let byte = next() {
      if byte == UInt8(ascii: "\"") {
        try string()
      } else {
        position += 1
        if byte == UInt8(ascii: ";") { return }
      }
    }
    throw expected("';'")
  }

  /// Skips what stands in brackets, which is at an opening one.
  mutating func skipBrackets() throws(InputError) {
    var depth = 0
    repeat {
      guard let byte = next() else { throw expected("a closing bracket") }
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\""):
        try string()
        continue
      case UInt8(ascii: ";"): throw expected("a closing bracket")
      default: break
      }
      position += 1
    } while depth > 0
  }

  // MARK: Errors

  func error(_ message: String) -> InputError { InputError(file: file, line: line, message) }

  mutating func expected(_ what: String) -> InputError {
    guard next() != nil else { return error("expected \(what), found the end of the file") }
    var end = position + 1
    if Self.isLetter(bytes[position]) || Self.isDigit(bytes[position]) {
      while end < bytes.count, end - position < 60, Self.isLetter(bytes[end]) || Self.isDigit(bytes[end]) { end += 1 }
    } else {
      while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    }
    return error("expected \(what), found '\(text(position, end))'")
  }

  private func text(_ start: Int, _ end: Int) -> String {
    let shown = String(decoding: bytes[start..<min(end, start + 60)], as: UTF8.self)
    return String(
      shown.map { $0.isNewline || $0.unicodeScalars.allSatisfy { $0.value < 0x20 || $0.value == 0x7F } ? "?" : $0 })
  }
}
