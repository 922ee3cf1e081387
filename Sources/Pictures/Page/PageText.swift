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
    let bytes = Array(document.utf8)
    let dangers = ["script", "/script", "!--"].map { Array($0.utf8) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for (place, byte) in bytes.enumerated() {
      let isDanger =
        byte == UInt8(ascii: "<")
        && dangers.contains { word in
          bytes.count > place + word.count
            && zip(word, bytes[(place + 1)...]).allSatisfy { $0 == $1 || ($0 >= 97 && $0 == $1 | 32) }
        }
      if isDanger { result += Array("&lt;".utf8) } else { result.append(byte) }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
