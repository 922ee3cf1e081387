/// Reads blank-separated tokens and remembers the line of each, for formats that are plain numbers.
///
/// A `#` starts a comment that runs to the end of the line.
public struct TokenReader {
  /// What is read.
  public let source: SourceText
  private var position = 0
  /// The line of the token read last, from 1.
  public private(set) var line = 1

  /// A reader that stands at the beginning.
  public init(_ source: SourceText) { self.source = source }

  /// Where the token read last stands.
  package var place: LinePlace { LinePlace(file: source.name, line: line) }

  /// The next token, or nil at the end.
  public mutating func next() -> String? {
    skipBlanks()
    guard position < source.bytes.count else { return nil }
    let start = position
    while position < source.bytes.count, !Self.isBlank(source.bytes[position]) { position += 1 }
    return String(decoding: source.bytes[start..<position], as: UTF8.self)
  }

  /// The next token without taking it.
  public func peek() -> String? {
    var copy = self
    return copy.next()
  }

  /// The next token as an integer of `range`.
  ///
  /// - Parameter what: names the number in the error, such as "the number of jobs".
  public mutating func integer(_ what: String, in range: ClosedRange<Int>) throws(InputError) -> Int {
    guard let token = next() else { throw place.error(expected: what, found: "the end of the file") }
    return try place.integer(token, what, in: range)
  }

  /// Fails unless nothing but blanks and comments is left.
  public mutating func expectEnd(after what: String) throws(InputError) {
    if let token = next() {
      throw place.error(expected: "the end of the file after \(what)", found: Self.shown(token))
    }
  }

  /// A token as errors show it: quoted, printable and short.
  public static func shown(_ token: String) -> String {
    let printable = token.unicodeScalars.prefix(24).map { $0.value >= 32 && $0.value != 127 ? String($0) : "?" }
    return "'\(printable.joined())\(token.unicodeScalars.count > 24 ? "..." : "")'"
  }

  private mutating func skipBlanks() {
    while position < source.bytes.count {
      let byte = source.bytes[position]
      if byte == UInt8(ascii: "#") {
        while position < source.bytes.count, source.bytes[position] != UInt8(ascii: "\n") { position += 1 }
      } else if Self.isBlank(byte) {
        if byte == UInt8(ascii: "\n") { line += 1 }
        position += 1
      } else {
        return
      }
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
