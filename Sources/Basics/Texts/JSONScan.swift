/// Where blanks, texts, numbers and whole values of JSON end: the stretches of a file that nobody reads are passed over
/// at the speed of memory, eight bytes at a time where they are blanks or texts.
///
/// A nil says that the bytes are not JSON or nested too deeply; what exactly is wrong is for `JSONReader` to say.
/// - Complexity: O(bytes passed).
/// - Source: bytes of a word compared at once: Warren 2013, "Hacker's Delight", chapter 6.
enum JSONScan {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  private static func word(_ bytes: Bytes, _ position: Int) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes.baseAddress! + position).loadUnaligned(as: UInt64.self))
  }

  /// The first byte from `position` on that is no blank, or the end.
  @inline(__always)
  static func endOfBlanks(_ bytes: Bytes, _ position: Int) -> Int {
    var position = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte > 32 { return position }
      if byte == 32 {
        while position + 8 <= bytes.count {
          let other = word(bytes, position) ^ (32 &* ones)
          if other != 0 {
            position += other.trailingZeroBitCount >> 3
            break
          }
          position += 8
        }
        while position < bytes.count, bytes[position] == 32 { position += 1 }
      } else if byte == 10 || byte == 13 || byte == 9 {
        position += 1
      } else {
        return position
      }
    }
    return position
  }

  /// The first quote, backslash or control character from `position` on, or the end.
  @inline(__always)
  static func endOfPlainText(_ bytes: Bytes, _ position: Int) -> Int {
    var position = position
    while position + 8 <= bytes.count {
      let eight = word(bytes, position)
      let quotes = eight ^ (34 &* ones)
      let slashes = eight ^ (92 &* ones)
      // The lowest high bit that is set is exact in each of the three.
      let found =
        (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes | (eight &- 32 &* ones) & ~eight
      if found & highs != 0 { return position + (found & highs).trailingZeroBitCount >> 3 }
      position += 8
    }
    while position < bytes.count, bytes[position] >= 32, bytes[position] != 34, bytes[position] != 92 { position += 1 }
    return position
  }

  @inline(__always)
  static func isASCII(_ bytes: Bytes, _ range: Range<Int>) -> Bool {
    var position = range.lowerBound
    var bits: UInt64 = 0
    while position + 8 <= range.upperBound {
      bits |= word(bytes, position)
      position += 8
    }
    while position < range.upperBound {
      bits |= UInt64(bytes[position])
      position += 1
    }
    return bits & highs == 0
  }

  /// Behind the closing quote of the text whose opening quote stands before `position`.
  static func endOfText(_ bytes: Bytes, _ position: Int) -> Int? {
    var position = position
    while true {
      position = endOfPlainText(bytes, position)
      guard position < bytes.count else { return nil }
      if bytes[position] == UInt8(ascii: "\"") { return position + 1 }
      guard bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count else { return nil }
      switch bytes[position + 1] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
        UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
        position += 2
      case UInt8(ascii: "u"):
        guard position + 6 <= bytes.count else { return nil }
        for k in 2..<6 where !isHexadecimal(bytes[position + k]) { return nil }
        position += 6
      default: return nil
      }
    }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool { byte &- 48 < 10 || (byte | 32) &- 97 < 6 }

  /// Behind a number, and whether it has neither fraction nor exponent.
  static func endOfNumber(_ bytes: Bytes, _ position: Int) -> (end: Int, isPlain: Bool)? {
    var position = position
    func digits() -> Int {
      let start = position
      while position < bytes.count, bytes[position] &- 48 < 10 { position += 1 }
      return position - start
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
    let first = position
    let whole = digits()
    guard whole > 0, bytes[first] != 48 || whole == 1 else { return nil }
    var isPlain = true
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      isPlain = false
      if digits() == 0 { return nil }
    }
    if position < bytes.count, bytes[position] | 32 == UInt8(ascii: "e") {
      position += 1
      isPlain = false
      if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
        position += 1
      }
      if digits() == 0 { return nil }
    }
    return (position, isPlain)
  }

  /// Behind the value at `position`, whose texts are not checked to be UTF-8 or to pair surrogates.
  ///
  /// - Parameter depth: how deep the value may nest.
  static func endOfValue(_ bytes: Bytes, _ position: Int, depth: Int) -> Int? {
    let start = endOfBlanks(bytes, position)
    guard start < bytes.count else { return nil }
    switch bytes[start] {
    case UInt8(ascii: "\""): return endOfText(bytes, start + 1)
    case UInt8(ascii: "{"):
      return endOfContainer(bytes, start + 1, closing: UInt8(ascii: "}"), depth: depth)
    case UInt8(ascii: "["):
      return endOfContainer(bytes, start + 1, closing: UInt8(ascii: "]"), depth: depth)
    case UInt8(ascii: "t"): return endOfWord("true", bytes, start)
    case UInt8(ascii: "f"): return endOfWord("false", bytes, start)
    case UInt8(ascii: "n"): return endOfWord("null", bytes, start)
    default: return endOfNumber(bytes, start)?.end
    }
  }

  private static func endOfContainer(_ bytes: Bytes, _ start: Int, closing: UInt8, depth: Int) -> Int? {
    guard depth > 0 else { return nil }
    var position = endOfBlanks(bytes, start)
    guard position < bytes.count else { return nil }
    if bytes[position] == closing { return position + 1 }
    while true {
      if closing == UInt8(ascii: "}") {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\""),
          let key = endOfText(bytes, position + 1)
        else { return nil }
        position = endOfBlanks(bytes, key)
        guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { return nil }
        position += 1
      }
      guard let value = endOfValue(bytes, position, depth: depth - 1) else { return nil }
      position = endOfBlanks(bytes, value)
      guard position < bytes.count else { return nil }
      if bytes[position] == closing { return position + 1 }
      guard bytes[position] == UInt8(ascii: ",") else { return nil }
      position = endOfBlanks(bytes, position + 1)
    }
  }

  static func endOfWord(_ word: StaticString, _ bytes: Bytes, _ position: Int) -> Int? {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count else { return nil }
    for k in 0..<word.utf8CodeUnitCount where bytes[position + k] != word.utf8Start[k] { return nil }
    return end
  }
}
