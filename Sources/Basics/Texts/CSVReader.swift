/// Reads the rows of a table with separated cells straight from the bytes of a file, for tables of a million lines.
///
/// Cells are separated by commas, or by semicolons or tabs where the first row that is separated at all has these.
/// Blanks around a cell do not count. A cell in double quotes may contain separators, doubled quotes and line breaks. A
/// row whose cells are all empty, as spreadsheets leave them below a table, is an empty line.
/// - Source: RFC 4180, "Common format and MIME type for comma-separated values (CSV) files".
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
  /// What separates the cells; nil until some row shows it.
  package private(set) var separator: UInt8?
  /// Line breaks before `position`.
  private var breaks = 0
  /// The line that the row read last begins on, from 1.
  package private(set) var line = 0
  /// Where the row read last begins.
  private var start = 0
  /// The cells of the row read last, without blanks and quotes around them.
  package private(set) var cells: [Range<Int>] = []

  package init(_ source: SourceText, _ rules: Rules) {
    self.source = source
    self.rules = rules
  }

  /// Goes to the next row that has cells.
  ///
  /// - Returns: false where there is none.
  /// - Throws: a quote that is not closed, or followed by something else than a separator.
  package mutating func next() throws(InputError) -> Bool {
    while try takeRow() {
      if cells.contains(where: { !$0.isEmpty }) { return true }
      if rules == .endsAtEmptyLine { break }
    }
    cells.removeAll(keepingCapacity: true)
    return false
  }

  /// - Returns: false at the end. A comment is a row with one empty cell.
  private mutating func takeRow() throws(InputError) -> Bool {
    let bytes = source.bytes
    cells.removeAll(keepingCapacity: true)
    guard position < bytes.count else { return false }
    line = breaks + 1
    start = position
    var i = position
    while i < bytes.count, Self.isBlank(bytes[i]) { i += 1 }
    if rules == .emptyLinesAndComments, i < bytes.count, bytes[i] == UInt8(ascii: "#") {
      cells.append(i..<i)
      while i < bytes.count, bytes[i] != 10 { i += 1 }
    } else {
      if separator == nil { separator = findSeparator(from: i) }
      i = try takeCells(from: position, separator ?? UInt8(ascii: ","))
    }
    position = min(i + 1, bytes.count)
    breaks += 1
    return true
  }

  /// - Returns: the place of the line break, or the end.
  private mutating func takeCells(from position: Int, _ separator: UInt8) throws(InputError) -> Int {
    let bytes = source.bytes
    var i = position
    while true {
      while i < bytes.count, bytes[i] != separator, Self.isBlank(bytes[i]) { i += 1 }
      if i < bytes.count, bytes[i] == UInt8(ascii: "\"") {
        i = try takeQuoted(from: i, separator)
      } else {
        let first = i
        while i < bytes.count, bytes[i] != separator, bytes[i] != 10 { i += 1 }
        var end = i
        while end > first, Self.isBlank(bytes[end - 1]) { end -= 1 }
        cells.append(first..<end)
      }
      guard i < bytes.count, bytes[i] == separator else { return i }
      i += 1
    }
  }

  private mutating func takeQuoted(from quote: Int, _ separator: UInt8) throws(InputError) -> Int {
    let bytes = source.bytes
    var i = quote + 1
    var breaks = 0
    while i < bytes.count {
      if bytes[i] == 10 { breaks += 1 }
      if bytes[i] == UInt8(ascii: "\"") {
        guard i + 1 < bytes.count, bytes[i + 1] == UInt8(ascii: "\"") else { break }
        i += 1
      }
      i += 1
    }
    guard i < bytes.count else { throw error("a quote is not closed") }
    cells.append(quote + 1..<i)
    self.breaks += breaks
    i += 1
    while i < bytes.count, bytes[i] != separator, Self.isBlank(bytes[i]) { i += 1 }
    guard i == bytes.count || bytes[i] == separator || bytes[i] == 10 else {
      throw error("a quoted cell is followed by something else than a \(Self.name(of: separator))")
    }
    return i
  }

  /// What separates the cells of the row at `first`: commas, unless it has more semicolons, or tabs alone.
  private func findSeparator(from first: Int) -> UInt8? {
    let bytes = source.bytes
    var (commas, semicolons, tabs) = (0, 0, 0)
    var isQuoted = false
    var i = first
    // A tab at the end of a line separates nothing.
    var pending = 0
    while i < bytes.count, isQuoted || bytes[i] != 10 {
      switch bytes[i] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted: commas += 1
      case UInt8(ascii: ";") where !isQuoted: semicolons += 1
      case UInt8(ascii: "\t") where !isQuoted: pending += 1
      default: break
      }
      if !Self.isBlank(bytes[i]) { (tabs, pending) = (tabs + pending, 0) }
      i += 1
    }
    if commas + semicolons > 0 { return UInt8(ascii: semicolons > commas ? ";" : ",") }
    return tabs > 0 ? UInt8(ascii: "\t") : nil
  }

  private static func name(of separator: UInt8) -> String {
    switch separator {
    case UInt8(ascii: ";"): "semicolon"
    case UInt8(ascii: "\t"): "tab"
    default: "comma"
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 32 && byte != 10 }

  // MARK: Cells

  /// The line as errors show it.
  package var shown: String {
    let line = source.bytes[start...].prefix { $0 != 10 }.drop(while: Self.isBlank)
    let end = line.lastIndex { !Self.isBlank($0) }
    return TokenReader.shown(String(decoding: line[..<(end.map { $0 + 1 } ?? line.startIndex)], as: UTF8.self))
  }

  /// The cells up to the last one that is not empty: those after it are what spreadsheets leave at the end of a header.
  package var filledCount: Int { (cells.lastIndex { !$0.isEmpty } ?? -1) + 1 }

  /// - Throws: a row that does not have the `count` cells of its header. Empty cells may follow.
  package func checkCount(_ count: Int) throws(InputError) {
    guard cells.count >= count, cells.dropFirst(count).allSatisfy(\.isEmpty) else {
      throw error(expected: "\(counted(count, "value")), as in the header", found: "\(cells.count)")
    }
  }

  /// All cells of the row as texts.
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

  /// The line that the row read last begins on.
  package var place: LinePlace { LinePlace(file: source.name, line: line) }

  package func error(_ message: String) -> InputError { place.error(message) }

  package func error(expected: String, found: String) -> InputError { place.error(expected: expected, found: found) }
}
