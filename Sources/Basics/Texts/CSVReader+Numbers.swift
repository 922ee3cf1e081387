/// Whole numbers as tables have them.
extension CSVReader {
  /// The cell as an integer of `range`.
  ///
  /// - Parameter what: names the number in the error, such as "the size".
  package func integer(
    _ cell: Range<Int>, _ what: String, in range: ClosedRange<Int> = Int.min...Int.max
  ) throws(InputError) -> Int {
    if let value = integer(cell), range.contains(value) { return value }
    let found = TokenReader.shown(text(cell))
    if isGrouped(cell) {
      throw error(
        expected: "\(what) without three digits after a point or comma, which may mean thousands", found: found)
    }
    if integer(cell) != nil {
      let end = range.upperBound == .max ? "on" : "to \(range.upperBound)"
      throw error(expected: "\(what) from \(range.lowerBound) \(end)", found: found)
    }
    throw error(expected: "\(what) (an integer of 64 bits)", found: found)
  }

  /// The bytes as an integer, with nothing but zeros after a decimal point; nil where they are none that fits 64 bits.
  package func integer(_ cell: Range<Int>) -> Int? {
    var i = cell.lowerBound
    let isNegative = i < cell.upperBound && source.bytes[i] == UInt8(ascii: "-")
    if isNegative || i < cell.upperBound && source.bytes[i] == UInt8(ascii: "+") { i += 1 }
    guard i < cell.upperBound, isDigit(source.bytes[i]) else { return nil }
    var value = 0
    while i < cell.upperBound, isDigit(source.bytes[i]) {
      let digit = Int(source.bytes[i]) - 48
      let (tenfold, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflows) =
        isNegative ? tenfold.subtractingReportingOverflow(digit) : tenfold.addingReportingOverflow(digit)
      if tooLarge || overflows { return nil }
      value = sum
      i += 1
    }
    return i == cell.upperBound || isZeroFraction(i..<cell.upperBound) && !isGrouped(cell) ? value : nil
  }

  /// Where cells end with a semicolon, a comma may be the decimal point.
  private func isPoint(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") && separator == UInt8(ascii: ";")
  }

  private func isZeroFraction(_ range: Range<Int>) -> Bool {
    isPoint(source.bytes[range.lowerBound]) && source.bytes[range].dropFirst().allSatisfy { $0 == UInt8(ascii: "0") }
  }

  /// Whether "1.000" may be one or, in tables with semicolons, a thousand.
  private func isGrouped(_ cell: Range<Int>) -> Bool {
    guard separator == UInt8(ascii: ";"), let point = source.bytes[cell].lastIndex(where: isPoint) else { return false }
    return cell.upperBound - point == 4 && source.bytes[(point + 1)..<cell.upperBound].allSatisfy(isDigit)
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
