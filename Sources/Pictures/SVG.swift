/// Builds a standalone SVG 1.1 document, element by element, in the order in which they are painted.
///
/// Lengths are pixels, y grows downwards. Text and attribute values are escaped here, so that callers pass any string.
public struct SVG: Sendable {
  /// The value of an attribute: a text, or a number written with at most two decimals.
  public enum Value: Sendable, ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    /// As it stands, with what XML reserves escaped.
    case text(String)
    /// Written with at most two decimals.
    case number(Double)

    public init(stringLiteral value: String) { self = .text(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(integerLiteral value: Int) { self = .number(Double(value)) }

    var escaped: String {
      switch self {
      case .text(let text): SVG.escape(text)
      case .number(let number): SVG.shortest(number)
      }
    }
  }

  /// Written in this order.
  public typealias Attributes = KeyValuePairs<String, Value>

  /// Of the whole picture.
  public let width: Double
  /// Of the whole picture.
  public let height: Double
  private let title: String
  private var body = ""

  /// - Parameter title: what a reader program says the picture is.
  public init(width: Double, height: Double, title: String) {
    self.width = width
    self.height = height
    self.title = title
  }

  /// Adds an element without children, or with a text and a tooltip only.
  ///
  /// - Parameter data: what programs know the element by, as attributes of the name data-KEY.
  public mutating func add(
    _ name: String, _ attributes: Attributes, data: [(key: String, value: String)] = [], text: String? = nil,
    tooltip: String? = nil
  ) {
    body += tag(name, attributes)
    for (key, value) in data { body += " data-\(key)=\"\(Self.escape(value))\"" }
    if text == nil, tooltip == nil {
      body += "/>\n"
      return
    }
    body += ">"
    if let tooltip { body += "<title>\(Self.escape(tooltip))</title>" }
    if let text { body += Self.escape(text) }
    body += "</\(name)>\n"
  }

  /// Adds an element whose children are what `content` adds.
  public mutating func group(
    _ attributes: Attributes, name: String = "g", tooltip: String? = nil, _ content: (inout SVG) -> Void
  ) {
    body += tag(name, attributes) + ">"
    if let tooltip { body += "<title>\(Self.escape(tooltip))</title>" }
    body += "\n"
    content(&self)
    body += "</\(name)>\n"
  }

  /// The name of the picture, cut where it is longer than the picture is wide.
  package mutating func addTitle(_ text: String, x: Double, y: Double, size: Double) {
    // Bold letters are some tenth wider.
    let shown = TextWidth.clipped(text, into: (width - 2 * x) / 1.12, size: size)
    add(
      "text",
      ["x": .number(x), "y": .number(y), "font-size": .number(size), "font-weight": "bold", "fill": "#1c2026"],
      text: shown)
  }

  /// The finished document.
  public var document: String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" width="\(Self.shortest(width))" height="\(Self.shortest(height))" \
    viewBox="0 0 \(Self.shortest(width)) \(Self.shortest(height))" \
    font-family="Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif">
    <title>\(Self.escape(title))</title>
    <rect width="100%" height="100%" fill="#ffffff"/>
    \(body)</svg>

    """
  }

  private func tag(_ name: String, _ attributes: Attributes) -> String {
    attributes.reduce(into: "<\(name)") { $0 += " \($1.key)=\"\($1.value.escaped)\"" }
  }

  /// The text with XML's special characters escaped and the characters XML forbids replaced.
  static func escape(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// At most two decimals, no trailing zeros, "." as the decimal point in every locale.
  static func shortest(_ number: Double) -> String {
    precondition(number.magnitude < 1e12, "a length outside any picture")
    let hundredths = Int((number * 100).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    if rest.isMultiple(of: 10) { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}

/// How wide a text will be, without asking a font: widths by class of character, between Helvetica's and the wider
/// DejaVu Sans's.
package enum TextWidth {
  /// - Parameter size: the font size in pixels.
  /// - Returns: pixels, within some 10 % for common sans-serif fonts.
  package static func estimate(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + relativeWidth($1) } * size
  }

  private static func relativeWidth(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!", " ", "/": 0.29
    case "f", "t", "r", "(", ")", "[", "]", "-": 0.35
    case "m", "w", "M", "W", "%", "@": 0.87
    case "A"..."Z": 0.72
    case "\u{2E80}"...: 1.0
    default: 0.6
    }
  }
}
