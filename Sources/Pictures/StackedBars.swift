/// Panels of stacked bars in a grid, such as what runs on each machine by resource, before and after.
///
/// A panel has one bar a column, all columns alike in every panel, so that a bar is found again below and beside.
public struct StackedBars: Sendable {
  /// A part of a bar.
  public struct Segment: Sendable {
    /// In the panel's unit, at least 0.
    public var amount: Double
    /// Nil is grey.
    public var colour: Int?
    /// Drawn with a strong outline.
    public var isMarked: Bool
    /// Shown where the pointer rests on it.
    public var tooltip: String

    /// A part by its amount.
    public init(amount: Double, colour: Int?, isMarked: Bool = false, tooltip: String) {
      self.amount = amount
      self.colour = colour
      self.isMarked = isMarked
      self.tooltip = tooltip
    }
  }

  /// Segments on each other, up to a capacity.
  public struct Bar: Sendable {
    /// Below the bar and in tooltips.
    public var name: String
    /// What the bar can hold, drawn as its frame; nil for a bar without a limit.
    public var capacity: Double?
    /// From the bottom up.
    public var segments: [Segment]

    /// A bar by its segments, the lowest first.
    public init(name: String, capacity: Double?, segments: [Segment]) {
      self.name = name
      self.capacity = capacity
      self.segments = segments
    }
  }

  /// Bars side by side under one title.
  public struct Panel: Sendable {
    /// Above the bars.
    public var title: String
    /// From left to right.
    public var bars: [Bar]

    /// A panel by its bars.
    public init(title: String, bars: [Bar]) {
      self.title = title
      self.bars = bars
    }
  }

  /// The first line above all panels.
  public var title: String
  /// The second line; empty for none.
  public var subtitle = ""
  /// Rows of panels; the panels of a row share their scale.
  public var rows: [[Panel]]
  /// Colours and what they mean; a colour of nil is the grey one.
  public var legend: [(colour: Int?, meaning: String)] = []

  /// A picture of rows of panels.
  public init(title: String, rows: [[Panel]]) {
    self.title = title
    self.rows = rows
  }

  private static let margin = 24.0
  private static let barArea = 150.0
  private static let rowHeight = 216.0
  private static let ink = "#1c2026"
  private static let grey = "#c9ccd1"

  /// A standalone SVG document.
  public func svg() -> String {
    let bars = rows.reduce(1) { max($0, $1.reduce(1) { max($0, $1.bars.count) }) }
    let columns = rows.reduce(1) { max($0, $1.count) }
    let pitch = min(40, max(7, 560 / Double(bars)))
    let panelWidth = max(220, pitch * Double(bars)) + Self.margin
    let width = Self.margin + Double(columns) * panelWidth
    let top = subtitle.isEmpty ? 52.0 : 72.0
    let height = top + Double(rows.count) * Self.rowHeight + 34
    var svg = SVG(width: width, height: height, title: title)
    svg.add(
      "text", ["x": .number(Self.margin), "y": 28, "font-size": 17, "font-weight": "bold", "fill": .text(Self.ink)],
      text: title)
    if !subtitle.isEmpty {
      svg.add("text", ["x": .number(Self.margin), "y": 50, "font-size": 12, "fill": "#4a5059"], text: subtitle)
    }
    for (row, panels) in rows.enumerated() {
      let highest = panels.flatMap(\.bars).reduce(0) { highest, bar in
        max(highest, bar.capacity ?? 0, bar.segments.reduce(0) { $0 + $1.amount })
      }
      for (column, panel) in panels.enumerated() {
        draw(
          panel, in: &svg, left: Self.margin + Double(column) * panelWidth, top: top + Double(row) * Self.rowHeight,
          pitch: pitch, scale: highest > 0 ? Self.barArea / highest : 0)
      }
    }
    drawLegend(in: &svg, y: height - 16)
    return svg.document
  }

  private func draw(_ panel: Panel, in svg: inout SVG, left: Double, top: Double, pitch: Double, scale: Double) {
    svg.add(
      "text", ["x": .number(left), "y": .number(top + 12), "font-size": 13, "fill": .text(Self.ink)], text: panel.title)
    let floor = top + 24 + Self.barArea
    let gap = pitch > 12 ? 4.0 : 1.0
    for (index, bar) in panel.bars.enumerated() {
      let x = left + Double(index) * pitch
      var y = floor
      for segment in bar.segments where segment.amount > 0 {
        let length = segment.amount * scale
        y -= length
        svg.add(
          "rect",
          [
            "x": .number(x), "y": .number(y), "width": .number(pitch - gap), "height": .number(length),
            "fill": .text(segment.colour.map { Palette.colour($0).fill } ?? Self.grey),
            "stroke": .text(segment.isMarked ? Self.ink : "#ffffff"),
            "stroke-width": .number(segment.isMarked ? 1.6 : 0.5),
          ], data: [("row", bar.name)], tooltip: segment.tooltip)
      }
      if let capacity = bar.capacity {
        let length = capacity * scale
        svg.add(
          "rect",
          [
            "x": .number(x), "y": .number(floor - length), "width": .number(pitch - gap), "height": .number(length),
            "fill": "none", "stroke": "#7b818a", "stroke-width": 1,
          ], tooltip: bar.name)
      }
      guard pitch >= 12 else { continue }
      let label = TextWidth.fitting(bar.name, into: pitch - gap, size: 9)
      svg.add(
        "text",
        [
          "x": .number(x + (pitch - gap) / 2), "y": .number(floor + 12), "font-size": 9, "text-anchor": "middle",
          "fill": "#4a5059",
        ], text: label, tooltip: bar.name)
    }
  }

  private func drawLegend(in svg: inout SVG, y: Double) {
    var x = Self.margin
    for entry in legend {
      svg.add(
        "rect",
        [
          "x": .number(x), "y": .number(y - 10), "width": 12, "height": 12,
          "fill": .text(entry.colour.map { Palette.colour($0).fill } ?? Self.grey),
        ])
      svg.add(
        "text", ["x": .number(x + 17), "y": .number(y), "font-size": 12, "fill": .text(Self.ink)], text: entry.meaning)
      x += 17 + TextWidth.estimate(entry.meaning, size: 12) + 18
    }
  }
}

extension TextWidth {
  /// The end of `text` that fits, which is what tells names such as node-17 apart.
  static func fitting(_ text: String, into width: Double, size: Double) -> String {
    var rest = Substring(text)
    while !rest.isEmpty, estimate(String(rest), size: size) > width { rest.removeFirst() }
    return String(rest)
  }
}
