/// Texts as they may stand inside script elements of a page.
enum PageText {
  /// A string of JSON in which nothing can end the element around it.
  static func json(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "<", ">", "&", "\u{0}"..."\u{1F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// null for what JSON has no number for.
  static func json(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    return number == number.rounded() && number.magnitude < 1e15 ? "\(Int(number))" : "\(number)"
  }

  static func json(_ levels: [Double]?) -> String {
    guard let levels else { return "null" }
    return "[\(levels.map { json($0) }.joined(separator: ","))]"
  }

  /// A document that stays inside a script element, even one that was written carelessly: what could end the element or
  /// begin another one is no tag any more.
  static func harmless(_ document: String) -> String {
    var document = document
    let dangers = document.withUTF8 { bytes in bytes.indices.filter { isDanger(bytes, $0) } }
    if dangers.isEmpty { return document }
    var bytes = Array(document.utf8)
    for place in dangers.reversed() { bytes.replaceSubrange(place...place, with: Array("&lt;".utf8)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let dangers = ["script", "/script", "!--"].map { Array($0.utf8) }

  private static func isDanger(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    guard bytes[place] == UInt8(ascii: "<") else { return false }
    return dangers.contains { word in
      guard bytes.count - place > word.count else { return false }
      // Letters of either case.
      return word.indices.allSatisfy { word[$0] == bytes[place + 1 + $0] || word[$0] == bytes[place + 1 + $0] | 0x20 }
    }
  }
}
