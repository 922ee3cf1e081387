import Basics

/// Lines of comma-separated cells straight from the bytes of a file, for tables of a million lines.
///
/// A cell in double quotes may contain commas and doubled quotes, but no line break. Reading ends at an empty line.
struct CSVCells {
  let source: SourceText
  private var position = 0
  /// The line read last, from 1.
  private(set) var line = 0
  /// The cells of the line read last, without blanks and quotes around them.
  private(set) var cells: [Range<Int>] = []

  init(_ source: SourceText) {
    self.source = source
    // The byte order mark that spreadsheets write.
    if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// Goes to the next line.
  ///
  /// - Returns: false at an empty line and at the end.
  mutating func next() throws(InputError) -> Bool {
    let bytes = source.bytes
    let start = position
    cells.removeAll(keepingCapacity: true)
    guard start < bytes.count else { return false }
    line += 1
    var i = start
    while true {
      while i < bytes.count, bytes[i] == 32 || bytes[i] == 9 || bytes[i] == 13 { i += 1 }
      if i < bytes.count, bytes[i] == UInt8(ascii: "\"") {
        i = try takeQuoted(from: i)
      } else {
        let first = i
        while i < bytes.count, bytes[i] != UInt8(ascii: ","), bytes[i] != 10 { i += 1 }
        var end = i
        while end > first, bytes[end - 1] == 32 || bytes[end - 1] == 9 || bytes[end - 1] == 13 { end -= 1 }
        cells.append(first..<end)
      }
      guard i < bytes.count, bytes[i] == UInt8(ascii: ",") else { break }
      i += 1
    }
    position = min(i + 1, bytes.count)
    return !(cells.count == 1 && cells[0].isEmpty)
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
    while i < bytes.count, bytes[i] == 32 || bytes[i] == 9 || bytes[i] == 13 { i += 1 }
    guard i == bytes.count || bytes[i] == UInt8(ascii: ",") || bytes[i] == 10 else {
      throw error("a quoted cell is followed by something else than a comma")
    }
    return i
  }

  func text(_ cell: Range<Int>) -> String {
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
  func integer(_ cell: Range<Int>, _ what: String) throws(InputError) -> Int {
    if let value = integer(cell) { return value }
    throw error(expected: "\(what) (an integer of 64 bits)", found: TokenReader.shown(text(cell)))
  }

  /// The bytes as an integer; nil where they are none that fits 64 bits.
  func integer(_ cell: Range<Int>) -> Int? {
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

  func error(_ message: String) -> InputError { InputError(file: source.name, line: line, message) }

  func error(expected: String, found: String) -> InputError {
    InputError(file: source.name, line: line, expected: expected, found: found)
  }
}
