/// Reads lines that are neither blank nor comments, and remembers the number of each.
package struct LineReader {
  package struct Line {
    /// Without blanks at either end.
    package let text: String

    package var tokens: [String] { text.split(whereSeparator: \.isWhitespace).map(String.init) }
    package var isSeparator: Bool { text.hasPrefix("***") }
  }

  package let file: String
  private let bytes: [UInt8]
  private var position = 0
  /// The number of the line read last, from 1.
  package private(set) var number = 0

  package init(_ source: SourceText) {
    file = source.name
    bytes = source.bytes
  }

  /// The line read last.
  package var place: LinePlace { LinePlace(file: file, line: number) }

  /// The next line with something on it; nil at the end, also after it.
  package mutating func next() -> Line? {
    while position < bytes.count {
      var end = position
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      var content = bytes[position..<end]
      position = end + 1
      number += 1
      while let last = content.last, Self.isBlank(last) { content.removeLast() }
      while let first = content.first, Self.isBlank(first) { content.removeFirst() }
      if let first = content.first, first != UInt8(ascii: "#") {
        return Line(text: String(decoding: content, as: UTF8.self))
      }
    }
    return nil
  }

  package func integer(_ token: String?, _ what: String, in range: ClosedRange<Int>) throws(InputError) -> Int {
    guard let token else { throw error(expected: what, found: "the end of the line") }
    return try place.integer(token, what, in: range)
  }

  package func error(expected: String, found: String) -> InputError {
    place.error(expected: expected, found: found)
  }

  /// The error of something that should have come by now.
  package func missing(_ what: String) -> InputError {
    error(expected: what, found: position >= bytes.count ? "the end of the file" : "something else")
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) || byte == 26 }
}
