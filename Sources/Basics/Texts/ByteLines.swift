/// Walks over all lines of a text as ranges of its bytes: for formats in which columns or blanks at the beginning mean
/// something, and for files that are too large for a string a line.
package struct ByteLines {
  package let source: SourceText
  private var position = 0
  /// The number of the line read last, from 1.
  package private(set) var number = 0

  package init(_ source: SourceText) { self.source = source }

  package var place: LinePlace { LinePlace(file: source.name, line: number) }

  /// The next line without its break, which is LF, CR LF or CR, and without blanks at its end; nil at the end.
  package mutating func next() -> Range<Int>? {
    guard position < source.bytes.count else { return nil }
    let start = position
    let end = source.bytes.withUnsafeBufferPointer { bytes in
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") { end += 1 }
      position = end + 1
      if end + 1 < bytes.count, bytes[end] == UInt8(ascii: "\r"), bytes[end + 1] == UInt8(ascii: "\n") { position += 1 }
      while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
      return end
    }
    number += 1
    return start..<end
  }

  /// What stands between blanks in `line`, in place of what `words` holds.
  package func split(_ line: Range<Int>, into words: inout [Range<Int>]) {
    words.removeAll(keepingCapacity: true)
    source.bytes.withUnsafeBufferPointer { bytes in
      var position = line.lowerBound
      while true {
        while position < line.upperBound, Self.isBlank(bytes[position]) { position += 1 }
        if position == line.upperBound { return }
        let start = position
        while position < line.upperBound, !Self.isBlank(bytes[position]) { position += 1 }
        words.append(start..<position)
      }
    }
  }

  package func text(_ range: Range<Int>) -> String {
    source.bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self) }
  }

  /// The mark at the end of files of old is blank too.
  package static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) || byte == 26 }
}
