import Basics

/// The tokens of a CPLEX-LP text, with as many known ahead as its grammar needs.
struct LPScanner {
  enum Kind: Equatable {
    case name
    /// Without a sign; `inf` and `infinity` are numbers.
    case number
    case plus, minus, colon
    case atMost, atLeast, equal
    /// What linear models have no use for.
    case other
    case end
  }

  struct Token {
    var kind: Kind
    var range: Range<Int>
    var line: Int
    /// Nothing is before it on its line.
    var isFirst: Bool
    var value = 0.0
    var isRounded = false
  }

  let source: SourceText
  private(set) var token: Token
  private(set) var next: Token
  private(set) var afterNext: Token
  private var position = 0
  private var line = 1
  private var isFirst = true

  init(_ source: SourceText) {
    self.source = source
    let none = Token(kind: .end, range: 0..<0, line: 1, isFirst: true)
    (token, next, afterNext) = (none, none, none)
    for _ in 0..<3 { advance() }
  }

  mutating func advance() {
    token = next
    next = afterNext
    afterNext = scan()
  }

  func text(_ token: Token) -> String {
    source.bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[token.range]), as: UTF8.self)
    }
  }

  /// The keyword that begins here: at the beginning of a line, and not the name of a row.
  var keyword: (keyword: LPKeyword, words: Int)? {
    guard token.kind == .name, token.isFirst, next.kind != .colon else { return nil }
    // No keyword is longer.
    guard token.range.count <= 10 else { return nil }
    return LPKeyword.keyword(text(token).lowercased(), next: next.kind == .name ? text(next).lowercased() : "")
  }

  /// Whether the token after this one is a name that a number before it belongs to: no name of a row, and no keyword.
  var nextIsColumn: Bool {
    guard next.kind == .name, afterNext.kind != .colon else { return false }
    guard next.isFirst else { return true }
    let after = afterNext.kind == .name ? text(afterNext).lowercased() : ""
    return LPKeyword.keyword(text(next).lowercased(), next: after) == nil
  }

  /// - Parameter expected: what should stand here.
  func error(expected: String) -> InputError {
    let found = token.kind == .end ? "the end of the file" : TokenReader.shown(text(token))
    return InputError(file: source.name, line: token.line, expected: expected, found: found)
  }

  // MARK: Bytes

  private mutating func scan() -> Token {
    skipBlanks()
    let bytes = source.bytes
    let start = position
    guard start < bytes.count else { return Token(kind: .end, range: start..<start, line: line, isFirst: true) }
    var token = Token(kind: .other, range: start..<start + 1, line: line, isFirst: isFirst)
    isFirst = false
    if let (number, end) = unsigned(start) {
      (token.kind, token.value, token.isRounded) = (.number, number.value, number.isRounded)
      position = end
    } else if Self.isInName(bytes[start]) {
      while position < bytes.count, Self.isInName(bytes[position]) || bytes[position] == UInt8(ascii: "/") {
        position += 1
      }
      token.kind = .name
      if (3...8).contains(position - start), bytes[start] | 32 == UInt8(ascii: "i") {
        token.range = start..<position
        let word = text(token).lowercased()
        if word == "inf" || word == "infinity" { (token.kind, token.value) = (.number, .infinity) }
      }
    } else {
      position += 1
      token.kind = sign(bytes[start])
    }
    token.range = start..<position
    return token
  }

  private func unsigned(_ start: Int) -> (NumberScan, Int)? {
    let byte = source.bytes[start]
    guard byte == UInt8(ascii: ".") || byte &- UInt8(ascii: "0") < 10 else { return nil }
    return NumberScan.scan(source.bytes, start..<source.bytes.count)
  }

  /// Relations have two signs or one, in any order.
  private mutating func sign(_ byte: UInt8) -> Kind {
    let following = position < source.bytes.count ? source.bytes[position] : 0
    switch byte {
    case UInt8(ascii: "+"): return .plus
    case UInt8(ascii: "-"):
      if following != UInt8(ascii: ">") { return .minus }
      position += 1
      return .other
    case UInt8(ascii: ":"): return .colon
    case UInt8(ascii: "<"), UInt8(ascii: ">"):
      if following == UInt8(ascii: "=") { position += 1 }
      return byte == UInt8(ascii: "<") ? .atMost : .atLeast
    case UInt8(ascii: "="):
      guard following == UInt8(ascii: "<") || following == UInt8(ascii: ">") else { return .equal }
      position += 1
      return following == UInt8(ascii: "<") ? .atMost : .atLeast
    default: return .other
    }
  }

  /// Blanks, and comments from a backslash to the end of the line.
  private mutating func skipBlanks() {
    source.bytes.withUnsafeBufferPointer { bytes in
      while position < bytes.count {
        let byte = bytes[position]
        if byte == UInt8(ascii: "\\") {
          while position < bytes.count, bytes[position] != UInt8(ascii: "\n"), bytes[position] != UInt8(ascii: "\r") {
            position += 1
          }
          continue
        }
        guard ByteLines.isBlank(byte) else { return }
        let isPair = byte == UInt8(ascii: "\n") && position > 0 && bytes[position - 1] == UInt8(ascii: "\r")
        if (byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")) && !isPair { line += 1 }
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { isFirst = true }
        position += 1
      }
    }
  }

  /// Letters, digits, the signs that names may have, and whatever is not ASCII.
  private static func isInName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), 128...: true
    default: signs.contains(byte)
    }
  }

  private static let signs = Set("!\"#$%&(),.;?@_'`{}~|".utf8)
}
