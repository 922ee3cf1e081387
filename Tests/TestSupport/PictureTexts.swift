import Pictures

/// The size of a picture and its texts, as they stand in the SVG document.
package struct PictureTexts {
  /// A text with what decides where it lies.
  package struct Text {
    package var words: String
    package var x: Double
    package var y: Double
    package var size: Double
    package var anchor: String
    package var fill: String
    /// Turned by 90 degrees, so that it runs from its end upwards.
    package var isUpright: Bool
  }

  package private(set) var width = 0.0
  package private(set) var height = 0.0
  package private(set) var texts: [Text] = []

  /// Reads what `SVG` writes.
  package init(_ svg: String) {
    var inherited: [[String: String]] = []
    var rest = svg[...]
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      let name = tag.prefix { $0.isLetter || $0 == "/" || $0 == "?" }
      let attributes = Self.attributes(tag)
      if name == "svg" {
        width = Double(attributes["width"] ?? "") ?? 0
        height = Double(attributes["height"] ?? "") ?? 0
      }
      if name == "g" { inherited.append((inherited.last ?? [:]).merging(attributes) { $1 }) }
      if name == "/g" { inherited.removeLast() }
      guard name == "text" else { continue }
      var all = (inherited.last ?? [:]).merging(attributes) { $1 }
      if rest.hasPrefix("<title>") { rest = rest[rest.firstRange(of: "</title>")!.upperBound...] }
      let words = String(rest.prefix { $0 != "<" })
      let isUpright = all["transform"]?.contains("rotate(-90)") ?? false
      if isUpright {
        let numbers = all["transform"]!.split { !"0123456789.-".contains($0) }.compactMap { Double($0) }
        (all["x"], all["y"]) = ("\(numbers[0])", "\(numbers[1])")
      }
      texts.append(
        Text(
          words: words.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&"),
          x: Double(all["x"] ?? "") ?? 0, y: Double(all["y"] ?? "") ?? 0, size: Double(all["font-size"] ?? "") ?? 16,
          anchor: all["text-anchor"] ?? "start", fill: all["fill"] ?? "#000000", isUpright: isUpright))
    }
  }

  private static func attributes(_ tag: Substring) -> [String: String] {
    var result: [String: String] = [:]
    var rest = tag
    while let equals = rest.firstRange(of: "=\"") {
      let name = rest[..<equals.lowerBound].split(separator: " ").last ?? ""
      let value = rest[equals.upperBound...].prefix { $0 != "\"" }
      result[String(name)] = String(value)
      rest = rest[equals.upperBound...].dropFirst(value.count + 1)
    }
    return result
  }

  /// Texts that reach over the edge, by the estimate of the module that draws them.
  package var outside: [String] {
    texts.filter { text in
      let length = TextWidth.estimate(text.words, size: text.size)
      if text.isUpright { return text.y < 0 || text.y + length > height || text.x > width }
      let left = text.anchor == "end" ? text.x - length : text.anchor == "middle" ? text.x - length / 2 : text.x
      return left < 0 || left + length > width || text.y < 0 || text.y > height
    }.map(\.words)
  }
}
