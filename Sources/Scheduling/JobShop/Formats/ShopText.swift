import Basics

/// The lines of a job-shop text: numbers where a line begins with one, words elsewhere.
///
/// Blank lines, rules made of `+` and what follows a `#` are not there. All numbers stand in one buffer, since large
/// shops have millions of them.
struct ShopText {
  struct Line {
    /// From 1.
    let number: Int
    /// Of the text's `numbers`; up to the first word that is none.
    let numbers: Range<Int>
    /// The first word of a line that is not an integer, and all of the line where it stands first.
    let words: String?

    /// Whether it begins with a number, such as a fraction.
    let hasNumbers: Bool
    var count: Int { numbers.count }
  }

  let source: SourceText
  private(set) var numbers: [Int] = []
  private(set) var lines: [Line] = []
  private var lineCount = 0

  /// - Complexity: linear in the text.
  init(_ source: SourceText) {
    self.source = source
    var walk = ByteLines(source)
    var words: [Range<Int>] = []
    while let range = walk.next() {
      walk.split(range, into: &words)
      if let comment = words.firstIndex(where: { source.bytes[$0].contains(UInt8(ascii: "#")) }) {
        // A comment may begin inside a word.
        let mark = source.bytes[words[comment]].firstIndex(of: UInt8(ascii: "#")) ?? words[comment].lowerBound
        let rest = words[comment].lowerBound..<mark
        words.removeSubrange(comment...)
        if !rest.isEmpty { words.append(rest) }
      }
      add(words, walk)
    }
    lineCount = walk.number
  }

  private mutating func add(_ words: [Range<Int>], _ walk: ByteLines) {
    guard let first = words.first, let last = words.last else { return }
    let start = numbers.count
    for word in words {
      if let value = Self.integer(source.bytes[word]) {
        numbers.append(value)
        continue
      }
      let isFirst = numbers.count == start
      let text = walk.text(isFirst ? first.lowerBound..<last.upperBound : word)
      if isFirst, text.utf8.allSatisfy({ $0 == UInt8(ascii: "+") || $0 == 32 || $0 == 9 }) { return }
      lines.append(
        Line(
          number: walk.number, numbers: start..<numbers.count,
          words: isFirst && isNumber(first) ? walk.text(first) : text,
          hasNumbers: !isFirst || isNumber(first)))
      return
    }
    lines.append(Line(number: walk.number, numbers: start..<numbers.count, words: nil, hasNumbers: true))
  }

  /// Of 64 bits, with or without a sign.
  private static func integer(_ bytes: ArraySlice<UInt8>) -> Int? {
    // What has few digits is most of all texts.
    if bytes.count <= 18 {
      var value = 0
      for byte in bytes {
        guard byte &- UInt8(ascii: "0") < 10 else { return Int(String(decoding: bytes, as: UTF8.self)) }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    return Int(String(decoding: bytes, as: UTF8.self))
  }

  /// Whether all of a word is a number of any kind.
  private func isNumber(_ word: Range<Int>) -> Bool { NumberScan.scan(source.bytes, word)?.end == word.upperBound }

  func place(of line: Line) -> LinePlace { LinePlace(file: source.name, line: line.number) }

  /// The end, as a place.
  var end: LinePlace { LinePlace(file: source.name, line: max(1, lineCount)) }
}
