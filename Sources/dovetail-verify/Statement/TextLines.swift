/// A line of a text of numbers and words; those with nothing on them are left out.
struct TextLine {
  let number: Int
  let words: [String]
  /// nil where one of the words is none.
  let numbers: [Int]?

  /// - Parameter comments: whether `#` begins a comment anywhere, else only at a line's start.
  static func lines(of text: [UInt8], comments: Bool) -> [TextLine] {
    var lines: [TextLine] = []
    for (place, bytes) in text.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      let isComment = bytes.first == UInt8(ascii: "#")
      let rest = comments ? bytes.prefix { $0 != UInt8(ascii: "#") } : isComment ? [] : bytes
      let words = rest.split { $0 <= 32 }.map { String(decoding: $0, as: UTF8.self) }
      let numbers = words.compactMap { Int($0) }
      if words.isEmpty { continue }
      lines.append(TextLine(number: place + 1, words: words, numbers: numbers.count == words.count ? numbers : nil))
    }
    return lines
  }
}

/// The numbers of a text one after the other, whatever its lines.
struct NumberWalk {
  let file: String
  private let lines: [TextLine]
  private var next = (line: 0, word: 0)

  init(_ text: [UInt8], _ file: String) { (self.file, lines) = (file, TextLine.lines(of: text, comments: true)) }

  func error(_ message: String) -> Unreadable {
    Unreadable(file: file, line: lines.isEmpty ? nil : lines[min(next.line, lines.count - 1)].number, message: message)
  }

  /// The word that comes; nil at the end.
  var word: String? { next.line < lines.count ? lines[next.line].words[next.word] : nil }

  /// Whether a line begins here.
  var isAtStart: Bool { next.word == 0 }

  mutating func skip() {
    guard next.line < lines.count else { return }
    next.word += 1
    if next.word == lines[next.line].words.count { next = (next.line + 1, 0) }
  }

  mutating func number(_ what: String, from low: Int = 0, to high: Int = .max) throws -> Int {
    guard let word, let number = Int(word), number >= low, number <= high
    else { throw error("expected \(what), found \(word.map { "'\($0)'" } ?? "the end of the file")") }
    skip()
    return number
  }

  /// Each element is read before there is room for it.
  mutating func list<Element>(_ count: Int, _ read: (inout NumberWalk) throws -> Element) throws -> [Element] {
    var list: [Element] = []
    while list.count < count { list.append(try read(&self)) }
    return list
  }

  mutating func numbers(_ count: Int, _ what: String) throws -> [Int] { try list(count) { try $0.number(what) } }
}
