/// Texts in quotes, with their escapes.
extension JSONReader {
  /// A text in quotes.
  package mutating func text(_ what: String? = nil) throws(InputError) -> String {
    let what = what ?? "a text"
    guard take(UInt8(ascii: "\"")) else { throw error(expected: "\(what) in quotes") }
    let start = position
    let (end, isASCII) = bytes.withUnsafeBufferPointer { text in
      let end = JSONScan.endOfPlainText(text, start)
      return (end, JSONScan.isASCII(text, start..<end))
    }
    position = end
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      position += 1
      return try string(what) {
        bytes.withUnsafeBufferPointer { text in
          let part = UnsafeBufferPointer(rebasing: text[start..<end])
          return isASCII ? String(decoding: part, as: UTF8.self) : String(validating: part, as: UTF8.self)
        }
      }
    }
    return try escapedText(what, Array(bytes[start..<position]))
  }

  private func string(_ what: String, _ make: () -> String?) throws(InputError) -> String {
    guard let text = make() else { throw mistake(at: start, "expected \(what) in UTF-8, found other bytes") }
    return text
  }

  /// The rest of a text that has escapes, behind what of it is known.
  private mutating func escapedText(_ what: String, _ known: [UInt8]) throws(InputError) -> String {
    var text = known
    while position < bytes.count, bytes[position] >= 32 {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return try string(what) { String(validating: text, as: UTF8.self) } }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard position < bytes.count else { break }
      let letter = bytes[position]
      position += 1
      switch letter {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
      case UInt8(ascii: "b"): text.append(8)
      case UInt8(ascii: "f"): text.append(12)
      case UInt8(ascii: "n"): text.append(10)
      case UInt8(ascii: "r"): text.append(13)
      case UInt8(ascii: "t"): text.append(9)
      case UInt8(ascii: "u"): text.append(contentsOf: String(Character(try escapedScalar())).utf8)
      default: throw error(expected: "an escape of JSON", found: "\\\(Character(UnicodeScalar(letter)))")
      }
    }
    throw error(expected: "the closing quote of \(what)")
  }

  /// The scalar of one code unit in hexadecimal, or of a pair of them.
  private mutating func escapedScalar() throws(InputError) -> UnicodeScalar {
    let high = try codeUnit()
    if let scalar = UnicodeScalar(high) { return scalar }
    if UTF16.isLeadSurrogate(high), isNext("\\u") {
      position += 2
      let low = try codeUnit()
      if UTF16.isTrailSurrogate(low) {
        let value = 0x10000 + ((UInt32(high) & 0x3FF) << 10) + (UInt32(low) & 0x3FF)
        if let scalar = UnicodeScalar(value) { return scalar }
      }
    }
    throw error(expected: "a pair of surrogates", found: "\\u\(String(high, radix: 16))")
  }

  private mutating func codeUnit() throws(InputError) -> UInt16 {
    let hexadecimal = bytes[position...].prefix(4)
    let isWhole = hexadecimal.count == 4 && hexadecimal.allSatisfy { $0 != 43 && $0 != 45 }
    guard isWhole, let unit = UInt16(String(decoding: hexadecimal, as: UTF8.self), radix: 16) else {
      throw error(expected: "four hexadecimal digits after \\u")
    }
    position += 4
    return unit
  }
}
