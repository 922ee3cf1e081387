import Basics

/// The words, numbers and signs of a model's text. Nothing is read beyond the end of a line before it is asked for.
///
/// The first mistake is kept in `failure`; from then on nothing is read any more, so that callers look at it where they
/// would go on.
struct ModelScanner {
  private let source: SourceText
  private let bytes: [UInt8]
  private var position = 0
  /// The line at hand, from 1.
  private(set) var line = 1
  private(set) var failure: InputError?

  private static let lineEnd = UInt8(ascii: "\n")

  init(_ source: SourceText) {
    self.source = source
    bytes = source.bytes
  }

  // MARK: Mistakes

  var hasFailed: Bool { failure != nil }

  mutating func fail(_ message: String, line: Int? = nil) {
    if failure == nil { failure = InputError(file: source.name, line: line ?? self.line, message) }
  }

  /// What stands at hand is not what was expected.
  mutating func fail(expected what: String) {
    if failure != nil { return }
    if peek() == Self.lineEnd {
      let isEnd = position >= bytes.count
      return fail("expected \(what), found the end of the \(isEnd ? "file" : "line")")
    }
    var end = position + 1
    while end < bytes.count, bytes[end] > 32, end - position < 64 { end += 1 }
    let found = TokenReader.shown(String(decoding: bytes[position..<end], as: UTF8.self))
    fail("expected \(what), found \(found)")
  }

  // MARK: Lines

  /// Goes to the next line with something on it; the first call, to the first one.
  ///
  /// - Returns: false at the end.
  mutating func goToLine() -> Bool {
    while !hasFailed {
      if peek() != Self.lineEnd { return true }
      while position < bytes.count, bytes[position] != Self.lineEnd { position += 1 }
      if position >= bytes.count { return false }
      position += 1
      line += 1
    }
    return false
  }

  mutating func expectLineEnd() {
    if !hasFailed, peek() != Self.lineEnd { fail(expected: "the end of the line") }
  }

  /// The next byte that is no blank; that of a line's end for a comment, and after the last line.
  mutating func peek() -> UInt8 {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == Self.lineEnd || byte == UInt8(ascii: "#") { return Self.lineEnd }
      guard Self.isBlank(byte) else { return byte }
      position += 1
    }
    return Self.lineEnd
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

  // MARK: Words

  private static func isInWord(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || (byte | 32) &- 97 < 26 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  private func digit(_ place: Int) -> UInt8? {
    guard place < bytes.count else { return nil }
    let digit = bytes[place] &- 48
    return digit < 10 ? digit : nil
  }

  /// The word at hand; empty where there is none, which is no mistake yet.
  mutating func word() -> String {
    guard peek() != Self.lineEnd, (bytes[position] | 32) &- 97 < 26 else { return "" }
    let start = position
    while position < bytes.count, Self.isInWord(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  mutating func take(_ sign: UInt8) -> Bool {
    guard !hasFailed, peek() == sign else { return false }
    position += 1
    return true
  }

  /// Where the text goes on behind `words`, one or several; nil where something else stands here.
  private mutating func end(of words: String) -> Int? {
    guard !hasFailed, peek() != Self.lineEnd else { return nil }
    var place = position
    var last: UInt8 = 0
    for byte in words.utf8 {
      if byte == 32 {
        guard place < bytes.count, Self.isBlank(bytes[place]) else { return nil }
        while place < bytes.count, Self.isBlank(bytes[place]) { place += 1 }
      } else {
        guard place < bytes.count, bytes[place] == byte else { return nil }
        place += 1
      }
      last = byte
    }
    if place < bytes.count, Self.isInWord(last), Self.isInWord(bytes[place]) { return nil }
    return place
  }

  mutating func take(_ words: String) -> Bool {
    guard let end = end(of: words) else { return false }
    position = end
    return true
  }

  mutating func expect(_ words: String) {
    if !take(words) { fail(expected: "'\(words)'") }
  }

  /// The one of `words` that stands here, the longest where one begins another.
  mutating func choice(of words: [String]) -> Int? {
    var best: (place: Int, end: Int)?
    for (place, word) in words.enumerated() {
      if let end = end(of: word), end > best?.end ?? -1 { best = (place, end) }
    }
    guard let best else {
      fail(expected: words.map { "'\($0)'" }.joined(separator: " or "))
      return nil
    }
    position = best.end
    return best.place
  }

  /// A text in quotes, with the escapes of JSON; nil where none begins here.
  mutating func quoted() -> String? {
    guard !hasFailed, peek() == UInt8(ascii: "\"") else { return nil }
    var json = JSONReader(source)
    json.position = position
    do {
      let text = try json.text("a name")
      position = json.position
      return text
    } catch {
      failure = InputError(file: source.name, line: line, error.message)
      return nil
    }
  }

  // MARK: Numbers

  /// Digits up to 2^63; nil, and no mistake yet, where no digit stands here.
  mutating func magnitude() -> UInt? {
    guard !hasFailed, peek() != Self.lineEnd, digit(position) != nil else { return nil }
    var value: UInt = 0
    var place = position
    while let digit = digit(place) {
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflows) = product.addingReportingOverflow(UInt(digit))
      if isTooLarge || overflows || sum > 1 << 63 {
        fail(expected: "a number of 64 bits")
        return nil
      }
      value = sum
      place += 1
    }
    position = place
    return value
  }

  /// The number of this sign and magnitude.
  mutating func signed(_ magnitude: UInt, isNegative: Bool) -> Int {
    if isNegative { return Int(truncatingIfNeeded: 0 &- magnitude) }
    if magnitude > UInt(Int.max) { fail("expected a number of 64 bits, found \(magnitude)") }
    return Int(truncatingIfNeeded: magnitude)
  }

  mutating func integer(_ what: String) -> Int {
    let isNegative = take(UInt8(ascii: "-"))
    guard let magnitude = magnitude() else {
      fail(expected: what)
      return 0
    }
    return signed(magnitude, isNegative: isNegative)
  }

  /// The number behind a letter, such as 3 of `x3`; nil, and no mistake yet, where that does not stand here.
  mutating func index(after letter: UInt8) -> Int? {
    guard !hasFailed, peek() == letter, digit(position + 1) != nil else { return nil }
    position += 1
    // No index is larger; what is, is out of range all the same.
    return magnitude().map { Int(clamping: $0) }
  }
}
