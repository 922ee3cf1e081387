/// Reads lines of comma-separated cells straight from the bytes of a file, for tables of a million lines.
///
/// Blanks around a cell do not count. A cell in double quotes may contain commas and doubled quotes, but no line break.
/// - Source: RFC 4180, "Common format and MIME type for comma-separated values (CSV) files", but for line breaks in
///   quotes.
package struct CSVReader {
  /// What a table has between its lines.
  package enum Rules {
    /// Nothing: reading ends at an empty line.
    case endsAtEmptyLine
    /// Empty lines.
    case emptyLines
    /// Empty lines, and comments from a # that a line begins with.
    case emptyLinesAndComments
  }

  package let source: SourceText
  private let rules: Rules
  private var position = 0
  /// The line read last, from 1.
  package private(set) var line = 0
  /// Where the line read last begins.
  private var start = 0
  /// The cells of the line read last, without blanks and quotes around them.
  package private(set) var cells: [Range<Int>] = []

  package init(_ source: SourceText, _ rules: Rules) {
    self.source = source
    self.rules = rules
  }

  /// Goes to the next line that has cells.
  ///
  /// - Returns: false where there is none.
  /// - Throws: a quote that is not closed, or followed by something else than a comma.
  package mutating func next() throws(InputError) -> Bool {
    while try takeLine() {
      if cells.count > 1 || !cells[0].isEmpty { return true }
      if rules == .endsAtEmptyLine { break }
    }
    cells.removeAll(keepingCapacity: true)
    return false
  }

  /// - Returns: false at the end. A comment is a line with one empty cell.
  private mutating func takeLine() throws(InputError) -> Bool {
    let bytes = source.bytes
    cells.removeAll(keepingCapacity: true)
    guard position < bytes.count else { return false }
    line += 1
    start = position
    var i = position
    while true {
      while i < bytes.count, Self.isBlank(bytes[i]) { i += 1 }
      if i < bytes.count, bytes[i] == UInt8(ascii: "\"") {
        i = try takeQuoted(from: i)
      } else if rules == .emptyLinesAndComments, cells.isEmpty, i < bytes.count, bytes[i] == UInt8(ascii: "#") {
        cells.append(i..<i)
        while i < bytes.count, bytes[i] != 10 { i += 1 }
      } else {
        let first = i
        while i < bytes.count, bytes[i] != UInt8(ascii: ","), bytes[i] != 10 { i += 1 }
        var end = i
        while end > first, Self.isBlank(bytes[end - 1]) { end -= 1 }
        cells.append(first..<end)
      }
      guard i < bytes.count, bytes[i] == UInt8(ascii: ",") else { break }
      i += 1
    }
    position = min(i + 1, bytes.count)
    return true
  }

  private mutating func takeQuoted(from quote: Int) throws(InputError) -> Int {
    let bytes = source.bytes
    var i = quote + 1
    while i < bytes.count, bytes[i] != 10 {
      if bytes[i] == UInt8(ascii: "\"") {
        guard i + 1 < bytes.count, bytes[i + 1] == UInt8(ascii: "\"") else { break }
        i += 1
      }
      i += 1
    }
    guard i < bytes.count, bytes[i] == UInt8(ascii: "\"") else { throw error("a quote is not closed on its line") }
    cells.append(quote + 1..<i)
    i += 1
    while i < bytes.count, Self.isBlank(bytes[i]) { i += 1 }
    guard i == bytes.count || bytes[i] == UInt8(ascii: ",") || bytes[i] == 10 else {
      throw error("a quoted cell is followed by something else than a comma")
    }
    return i
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 32 && byte != 10 }

  // MARK: Cells

  /// The line as errors show it.
  package var shown: String {
    let line = source.bytes[start...].prefix { $0 != 10 }.drop(while: Self.isBlank)
    let end = line.lastIndex { !Self.isBlank($0) }
    return TokenReader.shown(String(decoding: line[..<(end.map { $0 + 1 } ?? line.startIndex)], as: UTF8.self))
  }

  /// All cells of the line as texts.
  package var texts: [String] { cells.map(text) }

  package func text(_ cell: Range<Int>) -> String {
    let text = String(decoding: source.bytes[cell], as: UTF8.self)
    guard text.utf8.contains(UInt8(ascii: "\"")) else { return text }
    // Doubled quotes stand for one.
    var result = ""
    var isSecond = false
    for character in text.unicodeScalars {
      if character == "\"", isSecond {
        isSecond = false
        continue
      }
      isSecond = character == "\""
      result.unicodeScalars.append(character)
    }
    return result
  }

  /// The cell as an integer.
  ///
  /// - Parameter what: names the number in the error, such as "the size".
  package func integer(_ cell: Range<Int>, _ what: String) throws(InputError) -> Int {
    if let value = integer(cell) { return value }
    throw error(expected: "\(what) (an integer of 64 bits)", found: TokenReader.shown(text(cell)))
  }

  /// The bytes as an integer; nil where they are none that fits 64 bits.
  package func integer(_ cell: Range<Int>) -> Int? {
    var i = cell.lowerBound
    let isNegative = i < cell.upperBound && source.bytes[i] == UInt8(ascii: "-")
    if isNegative { i += 1 }
    guard i < cell.upperBound else { return nil }
    var value = 0
    while i < cell.upperBound {
      let digit = Int(source.bytes[i]) - 48
      guard (0...9).contains(digit) else { return nil }
      let (tenfold, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflows) =
        isNegative ? tenfold.subtractingReportingOverflow(digit) : tenfold.addingReportingOverflow(digit)
      if tooLarge || overflows { return nil }
      value = sum
      i += 1
    }
    return value
  }

  /// The line read last.
  package var place: LinePlace { LinePlace(file: source.name, line: line) }

  package func error(_ message: String) -> InputError { place.error(message) }

  package func error(expected: String, found: String) -> InputError { place.error(expected: expected, found: found) }
}
