import Testing

@testable import Pictures

@Suite struct SVGTests {
  @Test func specialCharactersAreEscaped() {
    #expect(SVG.escape("a < b & \"c\" > d") == "a &lt; b &amp; &quot;c&quot; &gt; d")
    #expect(SVG.escape("zero \u{0} and bell \u{7}") == "zero \u{FFFD} and bell \u{FFFD}")
    #expect(SVG.escape("Größe ≤ 8 ✓") == "Größe ≤ 8 ✓")
  }

  @Test(arguments: [
    (0.0, "0"), (12.0, "12"), (12.5, "12.5"), (0.05, "0.05"), (-0.001, "0"), (-3.14159, "-3.14"), (1e6, "1000000"),
  ])
  func numbersAreShort(number: Double, text: String) {
    #expect(SVG.shortest(number) == text)
  }

  @Test func elementsNestAndCloseInOrder() throws {
    var svg = SVG(width: 10, height: 20, title: "a & b")
    svg.group(["fill": "red"], tooltip: "hint") { svg in
      svg.add("rect", ["width": 3.25, "class": "\"quoted\""])
      svg.add("text", ["x": 1], text: "<text>")
    }
    let elements = try XMLOutline(svg.document).elements
    #expect(elements == ["svg", "title", "rect", "g", "title", "rect", "text"])
    #expect(svg.document.contains("width=\"3.25\" class=\"&quot;quoted&quot;\""))
    #expect(svg.document.contains("&lt;text&gt;"))
  }
}

@Suite struct PaletteTests {
  @Test func coloursOfTheFirstFortyKeysDiffer() {
    let colours = (0..<40).map { Palette.colour($0).fill }
    #expect(Set(colours).count == 40)
    #expect(colours.allSatisfy { $0.count == 7 && $0.first == "#" })
  }

  /// The contrast ratio of WCAG 2, which asks for 4.5 in normal text.
  @Test func textIsLegibleOnEveryColour() {
    for key in -10..<500 {
      let colour = Palette.colour(key)
      #expect(Self.contrast(colour.fill, colour.text) >= 4.5, "key \(key): \(colour)")
    }
  }

  static func contrast(_ one: String, _ other: String) -> Double {
    let (a, b) = (luminance(one), luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  private static func luminance(_ colour: String) -> Double {
    let value = Int(colour.dropFirst(), radix: 16)!
    return zip([16, 8, 0], [0.2126, 0.7152, 0.0722]).reduce(0) { sum, part in
      let channel = Double((value >> part.0) & 255) / 255
      return sum + part.1 * squareAndFifth(channel)
    }
  }

  private static func squareAndFifth(_ x: Double) -> Double {
    x <= 0.04045
      ? x / 12.92
      : (0...60).reduce((0.0, 1.0)) { bounds, _ in
        // Solves y^5 = ((x + 0.055) / 1.055)^12 by bisection, so that the test shares no arithmetic with the palette.
        let middle = (bounds.0 + bounds.1) / 2
        let base = (x + 0.055) / 1.055
        let twelfth = (0..<12).reduce(1.0) { product, _ in product * base }
        let fifth = (0..<5).reduce(1.0) { product, _ in product * middle }
        return fifth < twelfth ? (middle, bounds.1) : (bounds.0, middle)
      }.0
  }
}
