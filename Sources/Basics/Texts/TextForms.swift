/// The forms in which editors, spreadsheets and systems of old save a text, made one: UTF-8 without a mark, lines that end
/// with a line feed, nothing behind the end.
enum TextForms {
  /// The same text in that form; what is in it already is not copied.
  ///
  /// UTF-16 is told by its byte order mark alone. A carriage return that no line feed follows ends a line. A 0x1A at the end
  /// is the end of a file of old.
  static func normalised(_ bytes: [UInt8]) -> [UInt8] {
    var text = bytes
    if bytes.starts(with: [0xFF, 0xFE]), bytes.count.isMultiple(of: 2) {
      text = utf8(bytes, low: 0)
    } else if bytes.starts(with: [0xFE, 0xFF]), bytes.count.isMultiple(of: 2) {
      text = utf8(bytes, low: 1)
    } else if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      text.removeFirst(3)
    }
    if let last = text.lastIndex(where: { $0 > 32 || $0 == 0 }) {
      // Blanks may stand before and behind it.
      if let end = text[(last + 1)...].firstIndex(of: 26) { text.removeSubrange(end...) }
    } else {
      text.removeAll { $0 == 26 }
    }
    return hasLoneReturn(text) ? withLineFeeds(text) : text
  }

  /// - Parameter low: where the low byte of each unit stands.
  private static func utf8(_ bytes: [UInt8], low: Int) -> [UInt8] {
    let units = stride(from: 2, to: bytes.count, by: 2).map {
      UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + 1 - low]) << 8
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private static func hasLoneReturn(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { text in
      var position = 0
      while let found = text[position...].firstIndex(of: UInt8(ascii: "\r")) {
        if found + 1 >= text.count || text[found + 1] != UInt8(ascii: "\n") { return true }
        position = found + 2
      }
      return false
    }
  }

  private static func withLineFeeds(_ text: [UInt8]) -> [UInt8] {
    var result = text
    for position in text.indices where text[position] == UInt8(ascii: "\r") {
      if position + 1 >= text.count || text[position + 1] != UInt8(ascii: "\n") {
        result[position] = UInt8(ascii: "\n")
      }
    }
    return result
  }
}
