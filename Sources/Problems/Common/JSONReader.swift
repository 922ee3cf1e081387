/// Reads a JSON text from front to back, value by value, and knows the line it stands on.
///
/// For formats whose files hold many thousands of values: nothing is built but what the format keeps, and every mistake
/// has its line. Containers are walked by their members:
///
///     try json.beginArray("'sizes'")
///     while try json.nextElement() { sizes.append(try json.integer("a size")) }
///
/// A method's `what` names the value in the error, such as "a size".
/// - Complexity: O(bytes) for the whole text.
/// - Source: RFC 8259, "The JavaScript Object Notation (JSON) data interchange format".
struct JSONReader {
  let source: SourceText
  let bytes: [UInt8]
  /// The next byte.
  var position = 0
  /// Of the value or key read last, from 1.
  private(set) var line = 1
  /// Whether the container at hand has given nothing yet.
  private var isAtFirst = true

  /// Nesting of values that are skipped, above which a text is refused.
  private static let depthLimit = 200

  init(_ source: SourceText) {
    self.source = source
    bytes = source.bytes
  }

  // MARK: Containers

  mutating func beginObject(_ what: String) throws(InputError) { try begin(UInt8(ascii: "{"), "\(what), an object") }

  mutating func beginArray(_ what: String) throws(InputError) { try begin(UInt8(ascii: "["), "\(what), an array") }

  /// The key of the next member, whose value is to be read next; nil at the object's end. A member whose value is null
  /// counts as left out.
  mutating func nextKey() throws(InputError) -> String? {
    while try goOn(until: UInt8(ascii: "}")) {
      let key = try text("a key")
      guard take(UInt8(ascii: ":")) else { throw error(expected: "':' after the key '\(key)'") }
      skipBlanks()
      guard isNull else { return key }
      position += 4
    }
    return nil
  }

  /// Whether there is one more element, which is to be read next.
  mutating func nextElement() throws(InputError) -> Bool { try goOn(until: UInt8(ascii: "]")) }

  private mutating func begin(_ bracket: UInt8, _ what: @autoclosure () -> String) throws(InputError) {
    guard take(bracket) else { throw error(expected: what()) }
    isAtFirst = true
  }

  /// To the next member, or over the closing bracket.
  private mutating func goOn(until closing: UInt8) throws(InputError) -> Bool {
    if take(closing) {
      isAtFirst = false
      return false
    }
    guard isAtFirst || take(UInt8(ascii: ",")) else {
      throw error(expected: "',' or '\(Character(UnicodeScalar(closing)))'")
    }
    isAtFirst = false
    return true
  }

  // MARK: Values

  /// A number without a fraction, in 64 bits.
  mutating func integer(_ what: String) throws(InputError) -> Int {
    let (digits, isPlain) = try number(what)
    if isPlain {
      guard let value = Int(digits) else { throw error(expected: "\(what), an integer of 64 bits", found: digits) }
      return value
    }
    guard let value = Double(digits), let integer = Int(exactly: value) else {
      throw error(expected: "\(what), an integer", found: digits)
    }
    return integer
  }

  mutating func double(_ what: String) throws(InputError) -> Double {
    let (digits, _) = try number(what)
    guard let value = Double(digits), value.isFinite else { throw error(expected: what, found: digits) }
    return value
  }

  mutating func boolean(_ what: String) throws(InputError) -> Bool {
    skipBlanks()
    for (word, value) in [("true", true), ("false", false)] where isNext(word) {
      position += word.utf8.count
      return value
    }
    throw error(expected: "\(what), true or false")
  }

  /// Any value, which is checked and dropped.
  mutating func skipValue() throws(InputError) { try skipValue(depth: 0) }

  /// Nothing but blanks is left.
  mutating func expectEnd() throws(InputError) {
    skipBlanks()
    guard position == bytes.count else { throw error(expected: "the end of the text") }
  }

  private mutating func skipValue(depth: Int) throws(InputError) {
    guard depth <= Self.depthLimit else {
      throw error(expected: "values nested at most \(Self.depthLimit) deep")
    }
    skipBlanks()
    switch position < bytes.count ? bytes[position] : 0 {
    case UInt8(ascii: "{"):
      try beginObject("a value")
      while try nextKey() != nil { try skipValue(depth: depth + 1) }
    case UInt8(ascii: "["):
      try beginArray("a value")
      while try nextElement() { try skipValue(depth: depth + 1) }
    case UInt8(ascii: "\""): _ = try text("a text")
    case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try boolean("a value")
    case UInt8(ascii: "n") where isNull: position += 4
    default: _ = try number("a value")
    }
  }

  // MARK: Errors

  /// An error at the line of the value read last.
  func error(expected: String, found: String) -> InputError {
    InputError(file: source.name, line: line, expected: expected, found: TokenReader.shown(found))
  }

  /// An error about what stands here instead of what was expected.
  func error(expected: String) -> InputError {
    guard position < bytes.count else {
      return InputError(file: source.name, line: line, expected: expected, found: "the end of the text")
    }
    let end = bytes[position...].dropFirst().firstIndex { $0 < 32 || ",:]}".utf8.contains($0) } ?? bytes.count
    return error(expected: expected, found: String(decoding: bytes[position..<end], as: UTF8.self))
  }

  // MARK: Bytes

  private mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case 10: line += 1
      case 9, 13, 32: break
      default: return
      }
      position += 1
    }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  func isNext(_ word: String) -> Bool { bytes[position...].starts(with: word.utf8) }

  private var isNull: Bool { position < bytes.count && bytes[position] == UInt8(ascii: "n") && isNext("null") }

  private mutating func digits() -> Int {
    let start = position
    while position < bytes.count, bytes[position] &- 48 < 10 { position += 1 }
    return position - start
  }

  /// The characters of a number, and whether it has neither fraction nor exponent.
  private mutating func number(_ what: String) throws(InputError) -> (String, isPlain: Bool) {
    skipBlanks()
    let start = position
    if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
    let first = position
    var isNumber = digits() > 0 && (bytes[first] != 48 || position == first + 1)
    var isPlain = true
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      isPlain = false
      isNumber = digits() > 0 && isNumber
    }
    if position < bytes.count, bytes[position] | 32 == UInt8(ascii: "e") {
      position += 1
      isPlain = false
      if position < bytes.count, "+-".utf8.contains(bytes[position]) { position += 1 }
      isNumber = digits() > 0 && isNumber
    }
    guard isNumber else {
      position = start
      throw error(expected: "\(what), a number")
    }
    return (String(decoding: bytes[start..<position], as: UTF8.self), isPlain)
  }
}
