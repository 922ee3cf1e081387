/// What kind of text it is, from a look at its bytes.
extension SourceText {
  /// The first byte that is no blank; nil where there is none.
  package var firstByte: UInt8? { bytes.first { $0 > 32 } }

  /// Whether no control character is among the first `count` bytes, or all of them.
  package func isText(upTo count: Int = .max) -> Bool { !bytes.prefix(count).contains(where: Self.isControl) }

  /// - Throws: where the first control character is.
  package func checkIsText() throws(InputError) {
    guard let position = bytes.firstIndex(where: Self.isControl) else { return }
    throw InputError(file: name, line: line(at: position), expected: "text", found: "binary data")
  }

  /// - Throws: where the first NUL is, which no text has, but UTF-16 whose mark is missing.
  package func checkHasNoNUL() throws(InputError) {
    guard let position = bytes.withUnsafeBufferPointer({ $0.firstIndex(of: 0) }) else { return }
    throw InputError(
      file: name, line: line(at: position), expected: "text in UTF-8, or in UTF-16 with its byte order mark",
      found: "a NUL character")
  }

  private func line(at position: Int) -> Int { 1 + bytes[..<position].count { $0 == UInt8(ascii: "\n") } }

  /// Control characters other than blanks do not occur in text, but for the end of a file of old.
  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 32 && !(9...13).contains(byte) && byte != 26 || byte == 127
  }

  /// Whether the bytes of `word` occur anywhere.
  package func contains(_ word: String) -> Bool {
    let word = Array(word.utf8)
    return bytes.withUnsafeBufferPointer { bytes in
      word.withUnsafeBufferPointer { word in
        guard let first = word.first, bytes.count >= word.count else { return false }
        for start in 0...(bytes.count - word.count) where bytes[start] == first {
          var length = 1
          while length < word.count, bytes[start + length] == word[length] { length += 1 }
          if length == word.count { return true }
        }
        return false
      }
    }
  }
}
