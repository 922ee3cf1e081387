/// Reads a JSON text from front to back, value by value, and knows the line it stands on.
///
/// For formats whose files hold many thousands of values: nothing is built but what the format keeps, and every mistake
/// has its line. Containers are walked by their members:
///
///     try json.beginArray("'sizes'")
///     while try json.nextElement() { sizes.append(try json.integer("a size")) }
///
/// A method's `what` names the value in the error, such as "a size"; without it the error says what kind of value was
/// expected.
/// - Complexity: O(bytes) for the whole text.
/// - Source: RFC 8259, "The JavaScript Object Notation (JSON) data interchange format".
package struct JSONReader {
  /// How an error says where it is.
  package enum Place {
    case line
    /// By the line and the keys that lead there, such as `items.3.spec`.
    case lineAndPath
    /// The text was made from another one, whose lines are not known.
    case path
  }

  package let source: SourceText
  let place: Place
  package let bytes: [UInt8]
  /// The next byte.
  package var position = 0
  /// Where the value or key read last begins.
  private(set) var start = 0
  /// Line ends before `countedTo`.
  private var lineEnds = 0
  private var countedTo = 0
  /// Whether the container at hand has given nothing yet.
  private var isAtFirst = true
  /// Containers that are open.
  private var depth = 0
  /// The keys of the objects that are open, so that none is read twice.
  private var keys = OpenKeys()
  /// Whether a key that an object has twice is an error.
  var refusesRepetition = true
  /// Keys and words that the reader of a growing format met and does not know, in its words.
  package var unknown: [String] = []

  /// Nesting above which a text is refused.
  static let depthLimit = 200

  package init(_ source: SourceText, place: Place = .line) {
    self.source = source
    self.place = place
    bytes = source.bytes
  }

  /// Of the value or key read last, from 1.
  package var line: Int {
    mutating get {
      if start < countedTo { (lineEnds, countedTo) = (0, 0) }
      lineEnds += bytes[countedTo..<start].count { $0 == 10 }
      countedTo = start
      return lineEnds + 1
    }
  }

  /// Of what comes next.
  var lineOfNextByte: Int {
    mutating get {
      start = position
      return line
    }
  }

  // MARK: Containers

  /// - Returns: where the object begins, for `required`.
  @discardableResult
  package mutating func beginObject(_ what: String? = nil) throws(InputError) -> Int {
    try begin(UInt8(ascii: "{"), what, "an object")
    return start
  }

  package mutating func beginArray(_ what: String? = nil) throws(InputError) {
    try begin(UInt8(ascii: "["), what, "an array")
  }

  /// The key of the next member, whose value is to be read next; nil at the object's end. A member whose value is null
  /// counts as left out.
  package mutating func nextKey() throws(InputError) -> String? {
    while let key = try nextKeyOrNull() {
      if !takeNull() { return key }
    }
    return nil
  }

  /// The key of the next member, whose value may be null.
  package mutating func nextKeyOrNull() throws(InputError) -> String? {
    guard try goOn(until: UInt8(ascii: "}")) else { return nil }
    let key = try text("a key")
    if refusesRepetition, !keys.insert(key) { throw repetition(of: key) }
    guard take(UInt8(ascii: ":")) else { throw error(expected: "':' after the key '\(key)'") }
    return key
  }

  /// Whether there is one more element, which is to be read next.
  package mutating func nextElement() throws(InputError) -> Bool { try goOn(until: UInt8(ascii: "]")) }

  private mutating func begin(_ bracket: UInt8, _ what: String?, _ kind: String) throws(InputError) {
    guard take(bracket) else { throw error(expected: Self.named(what, kind)) }
    guard depth < Self.depthLimit else {
      throw error(expected: "values nested at most \(Self.depthLimit) deep")
    }
    start = position - 1
    depth += 1
    isAtFirst = true
    if bracket == UInt8(ascii: "{") { keys.open() }
  }

  /// To the next member, or over the closing bracket.
  private mutating func goOn(until closing: UInt8) throws(InputError) -> Bool {
    if take(closing) {
      isAtFirst = false
      depth -= 1
      if closing == UInt8(ascii: "}") { keys.close() }
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
  package mutating func integer(_ what: String? = nil) throws(InputError) -> Int {
    let (digits, isPlain) = try number(what)
    if isPlain {
      guard let value = Int(digits) else {
        throw error(expected: Self.named(what, "an integer of 64 bits"), found: digits)
      }
      return value
    }
    guard let value = Double(digits), let integer = Int(exactly: value) else {
      throw error(expected: Self.named(what, "an integer"), found: digits)
    }
    return integer
  }

  package mutating func double(_ what: String? = nil) throws(InputError) -> Double {
    let (digits, _) = try number(what)
    guard let value = Double(digits), value.isFinite else { throw error(expected: what ?? "a number", found: digits) }
    return value
  }

  package mutating func boolean(_ what: String? = nil) throws(InputError) -> Bool {
    skipBlanks()
    for (word, value) in [("true", true), ("false", false)] where isNext(word) {
      start = position
      position += word.utf8.count
      return value
    }
    throw error(expected: Self.named(what, "true or false"))
  }

  /// Whether null is next, which is then passed over.
  package mutating func takeNull() -> Bool {
    skipBlanks()
    guard position < bytes.count, bytes[position] == UInt8(ascii: "n"), isNext("null") else { return false }
    position += 4
    return true
  }

  /// The first byte of the value that is next; nil at the end of the text.
  package mutating func nextByte() -> UInt8? {
    skipBlanks()
    return position < bytes.count ? bytes[position] : nil
  }

  /// Any value, which is checked and dropped; texts in it are not checked to be UTF-8.
  package mutating func skipValue() throws(InputError) {
    let end = bytes.withUnsafeBufferPointer {
      JSONScan.endOfValue($0, position, depth: Self.depthLimit - depth)
    }
    if let end {
      position = end
      isAtFirst = false
    } else {
      let refuses = refusesRepetition
      refusesRepetition = false
      try walkValue()
      refusesRepetition = refuses
    }
  }

  /// Nothing but blanks is left.
  package mutating func expectEnd() throws(InputError) {
    guard isAtEnd() else { throw error(expected: "the end of the text") }
  }

  package mutating func isAtEnd() -> Bool {
    skipBlanks()
    return position == bytes.count
  }

  /// What has rare escapes, and what is wrong, member by member.
  private mutating func walkValue() throws(InputError) {
    switch nextByte() {
    case UInt8(ascii: "{"):
      try beginObject()
      while try nextKeyOrNull() != nil { try skipValue() }
    case UInt8(ascii: "["):
      try beginArray()
      while try nextElement() { try skipValue() }
    case UInt8(ascii: "\""): _ = try text()
    case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try boolean()
    default:
      if !takeNull() { _ = try number("a value") }
    }
  }

  // MARK: Errors

  private static func named(_ what: String?, _ kind: String) -> String { what.map { "\($0), \(kind)" } ?? kind }

  /// An error at the value read last.
  package func error(expected: String, found: String) -> InputError {
    mistake(at: start, "expected \(expected), found \(TokenReader.shown(found))")
  }

  /// An error about what stands here instead of what was expected.
  package func error(expected: String) -> InputError {
    guard position < bytes.count else {
      return mistake(at: position, "expected \(expected), found the end of the text")
    }
    let end = bytes[position...].dropFirst().prefix(100).firstIndex { $0 < 32 || ",:]}".utf8.contains($0) }
    let found = String(decoding: bytes[position..<(end ?? min(bytes.count, position + 100))], as: UTF8.self)
    return mistake(at: position, "expected \(expected), found \(TokenReader.shown(found))")
  }

  /// A key that an object does not have, with the one that was probably meant.
  package func stranger(_ key: String, among known: [String]) -> InputError {
    let hint = Spelling.hint(for: key, among: known)
    return mistake(
      at: start, "expected one of the keys \(known.joined(separator: ", ")), found \(TokenReader.shown(key))\(hint)")
  }

  /// A key that an object has twice.
  func repetition(of key: String) -> InputError {
    mistake(at: start, "the key \(TokenReader.shown(key)) is there twice")
  }

  /// The value of a key that must be there, of the object that begins at `object`.
  package func required<Value>(_ value: Value?, _ key: String, of object: Int) throws(InputError) -> Value {
    if let value { return value }
    if place == .line {
      throw InputError(file: source.name, line: lineNumber(of: object), expected: "the key '\(key)'", found: "none")
    }
    let path = (JSONPath.keys(to: object, in: source) + [key]).joined(separator: ".")
    throw InputError(file: source.name, line: place == .path ? nil : lineNumber(of: object), "'\(path)' is missing")
  }

  /// - Parameter position: of a value, or of what stands in its place.
  package func mistake(at position: Int, _ message: String) -> InputError {
    let path = place == .line ? "" : JSONPath.keys(to: position, in: source).joined(separator: ".")
    return InputError(
      file: source.name, line: place == .path ? nil : lineNumber(of: position),
      path.isEmpty ? message : "'\(path)': \(message)")
  }

  private func lineNumber(of position: Int) -> Int { bytes[..<position].count { $0 == 10 } + 1 }

  // MARK: Bytes

  private mutating func skipBlanks() {
    position = bytes.withUnsafeBufferPointer { JSONScan.endOfBlanks($0, position) }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard position < bytes.count, bytes[position] == byte else { return false }
    start = position
    position += 1
    return true
  }

  package func isNext(_ word: String) -> Bool { bytes[position...].starts(with: word.utf8) }

  /// The characters of a number, and whether it has neither fraction nor exponent.
  package mutating func number(_ what: String? = nil) throws(InputError) -> (String, isPlain: Bool) {
    skipBlanks()
    guard let (end, isPlain) = bytes.withUnsafeBufferPointer({ JSONScan.endOfNumber($0, position) }) else {
      throw error(expected: Self.named(what, "a number"))
    }
    start = position
    position = end
    return (String(decoding: bytes[start..<end], as: UTF8.self), isPlain)
  }
}
