/// What colours, outlines and dashes mean, in as many lines as that takes: names of any length are shown whole.
package struct Legend: Sendable {
  /// What an entry shows beside its words.
  package enum Swatch: Sendable, Equatable {
    /// A filled box.
    case fill(String)
    /// A frame.
    case outline(String, isDashed: Bool)
    /// A horizontal line.
    case line(String, isDashed: Bool)
    /// A vertical stroke.
    case stroke(String)
    /// A bracket that opens, and one that closes.
    case brackets(String)
    /// The fill that charts define as `hatch`.
    case hatch
    /// Words alone.
    case none
  }

  /// One meaning.
  package struct Entry: Sendable {
    package var swatch: Swatch
    package var label: String

    package init(_ swatch: Swatch, _ label: String) {
      self.swatch = swatch
      self.label = label
    }
  }

  /// Where an entry lies: the upper left corner of its swatch, and its words by lines.
  struct Place {
    let x: Double
    let y: Double
    let lines: [String]
  }

  package var entries: [Entry]

  private static let size = 11.0
  private static let lineHeight = 17.0
  private static let indent = 18.0

  package init(_ entries: [Entry]) { self.entries = entries }

  /// Pixels from the top of the first line to the end of the last.
  package func height(width: Double) -> Double {
    places(width: width).reduce(0) { max($0, $1.y + Double($1.lines.count) * Self.lineHeight) }
  }

  /// Lines that the legend takes.
  func lineCount(width: Double) -> Int { Int((height(width: width) / Self.lineHeight).rounded()) }

  /// From (0, 0) on, nothing beyond `width`.
  func places(width: Double) -> [Place] {
    var places: [Place] = []
    var (x, y, next) = (0.0, 0.0, 0.0)
    for entry in entries {
      let lines = TextWidth.wrapped(entry.label, into: width - Self.indent, size: Self.size)
      let length = Self.indent + (lines.map { TextWidth.estimate($0, size: Self.size) }.max() ?? 0)
      if x > 0, x + length > width { (x, y) = (0, next) }
      places.append(Place(x: x, y: y, lines: lines))
      next = max(next, y + Double(lines.count) * Self.lineHeight)
      x += length + 14
      // Nothing stands beside words of several lines.
      if lines.count > 1 { (x, y) = (0, next) }
    }
    return places
  }

  /// Draws the legend with its upper left corner at (`left`, `top`).
  package func draw(in svg: inout SVG, left: Double, top: Double, width: Double) {
    guard !entries.isEmpty else { return }
    svg.group(["font-size": .number(Self.size), "fill": "#1c2026"]) { svg in
      for (entry, place) in zip(entries, places(width: width)) {
        let (x, y) = (left + place.x, top + place.y)
        Self.draw(entry.swatch, x, y, in: &svg)
        let indent = entry.swatch == .none ? 0 : Self.indent
        for (number, line) in place.lines.enumerated() {
          svg.add(
            "text",
            ["x": .number(x + indent), "y": .number(y + 10 + Double(number) * Self.lineHeight)], text: line)
        }
      }
    }
  }

  private static func draw(_ swatch: Swatch, _ x: Double, _ y: Double, in svg: inout SVG) {
    switch swatch {
    case .fill(let colour):
      svg.add(
        "rect",
        [
          "x": .number(x), "y": .number(y), "width": 12, "height": 12, "fill": .text(colour), "stroke": "#1c2026",
          "stroke-width": 0.4,
        ])
    case .outline(let colour, let isDashed):
      svg.add(
        "rect",
        [
          "x": .number(x + 1), "y": .number(y + 1), "width": 11, "height": 10, "fill": "none", "stroke": .text(colour),
          "stroke-width": 1.6, "stroke-dasharray": isDashed ? "3 2" : "none",
        ])
    case .line(let colour, let isDashed):
      svg.add(
        "line",
        [
          "x1": .number(x), "x2": .number(x + 14), "y1": .number(y + 6), "y2": .number(y + 6), "stroke": .text(colour),
          "stroke-width": 2, "stroke-dasharray": isDashed ? "4 3" : "none",
        ])
    case .stroke(let colour):
      svg.add(
        "line",
        [
          "x1": .number(x + 6), "x2": .number(x + 6), "y1": .number(y), "y2": .number(y + 12), "stroke": .text(colour),
          "stroke-width": 2,
        ])
    case .brackets(let colour):
      let (top, foot) = (SVG.shortest(y + 1), SVG.shortest(y + 11))
      let (a, b) = (SVG.shortest(x + 1), SVG.shortest(x + 5))
      let (c, d) = (SVG.shortest(x + 13), SVG.shortest(x + 9))
      svg.add(
        "path",
        [
          "d": .text("M\(b) \(top)H\(a)V\(foot)H\(b)M\(d) \(top)H\(c)V\(foot)H\(d)"), "fill": "none",
          "stroke": .text(colour), "stroke-width": 1.6,
        ])
    case .hatch:
      svg.add(
        "rect",
        [
          "x": .number(x), "y": .number(y), "width": 12, "height": 12, "fill": "url(#hatch)", "stroke": "#5a6068",
          "stroke-width": 0.5,
        ])
    case .none: break
    }
  }
}

extension TextWidth {
  /// The text in lines of at most `width`, broken at blanks where there are any; at least one line.
  static func wrapped(_ text: String, into width: Double, size: Double) -> [String] {
    var lines: [String] = []
    var rest = Substring(text)
    while estimate(String(rest), size: size) > width {
      var length = 0.0
      var end = rest.startIndex
      while end < rest.endIndex {
        length += estimate(String(rest[end]), size: size)
        if length > width, end > rest.startIndex { break }
        end = rest.index(after: end)
      }
      if end == rest.endIndex { break }
      if let blank = rest[..<end].lastIndex(of: " "), blank > rest.startIndex { end = blank }
      lines.append(String(rest[..<end]))
      rest = rest[end...].drop { $0 == " " }
    }
    if !rest.isEmpty || lines.isEmpty { lines.append(String(rest)) }
    return lines
  }
}

extension TextWidth {
  /// The beginning of `text` that fits, with dots where some of it does not.
  package static func clipped(_ text: String, into width: Double, size: Double) -> String {
    guard estimate(text, size: size) > width else { return text }
    var rest = Substring(text)
    let room = width - estimate("…", size: size)
    while !rest.isEmpty, estimate(String(rest), size: size) > room { rest.removeLast() }
    return rest + "…"
  }

  /// The end of `text` that fits, which is what tells names such as node-17 apart, with dots where there is more.
  static func ending(_ text: String, into width: Double, size: Double) -> String {
    guard estimate(text, size: size) > width else { return text }
    var rest = Substring(text)
    let room = width - estimate("…", size: size)
    while !rest.isEmpty, estimate(String(rest), size: size) > room { rest.removeFirst() }
    return "…" + rest
  }
}
