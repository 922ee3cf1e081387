import Basics

/// A text of lines of integers, with lines of words between them, in one pass: what the readers of shops interpret.
///
/// Blank lines are left out, and so is what follows a `#`.
struct NumberRows {
  /// A line that begins with a number.
  struct Row {
    /// From 1.
    let line: Int
    /// Its integers.
    let numbers: [Int]
    /// What stands behind them that is no integer, such as `2.5` or `*`.
    let foreign: String?
  }

  enum Line {
    case row(Row)
    case words(String, line: Int)
  }

  let lines: [Line]
  /// The number of the last line that has something on it.
  let lastLine: Int

  /// - Complexity: linear in the text.
  init(_ source: SourceText) {
    var lines: [Line] = []
    var number = 0
    var lastLine = 1
    source.bytes.withUnsafeBufferPointer { bytes in
      var position = 0
      while position < bytes.count {
        number += 1
        var end = position
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "#") { end += 1 }
        if let line = Self.line(UnsafeBufferPointer(rebasing: bytes[position..<end]), number) {
          lines.append(line)
          lastLine = number
        }
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        position = end + 1
      }
    }
    self.lines = lines
    self.lastLine = lastLine
  }

  private static func line(_ bytes: UnsafeBufferPointer<UInt8>, _ number: Int) -> Line? {
    var values: [Int] = []
    var position = 0
    while true {
      while position < bytes.count, isBlank(bytes[position]) { position += 1 }
      guard position < bytes.count else { break }
      let start = position
      while position < bytes.count, !isBlank(bytes[position]) { position += 1 }
      let token = UnsafeBufferPointer(rebasing: bytes[start..<position])
      if let value = integer(token) {
        values.append(value)
        continue
      }
      // A number too large, or with a fraction, makes a line of numbers too.
      if values.isEmpty, !isNumeric(token) {
        return .words(String(decoding: bytes[start...], as: UTF8.self), line: number)
      }
      return .row(Row(line: number, numbers: values, foreign: String(decoding: token, as: UTF8.self)))
    }
    return values.isEmpty ? nil : .row(Row(line: number, numbers: values, foreign: nil))
  }

  /// nil where it is none, or does not fit.
  private static func integer(_ token: UnsafeBufferPointer<UInt8>) -> Int? {
    let isSigned = token[0] == UInt8(ascii: "-")
    let digits = isSigned || token[0] == UInt8(ascii: "+") ? token.dropFirst() : token[...]
    guard (1...18).contains(digits.count) else { return nil }
    var value = 0
    for byte in digits {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    return isSigned ? -value : value
  }

  private static func isNumeric(_ token: UnsafeBufferPointer<UInt8>) -> Bool {
    token.allSatisfy { (48...57).contains($0) || "+-.,eE".utf8.contains($0) }
      && token.contains { (48...57).contains($0) }
  }

  /// Blanks, and the end of a file of old.
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) || byte == 26 }
}
