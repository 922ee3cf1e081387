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

  /// What a strong outline means; empty to leave it to the other words.
  public var marked = ""

  /// A picture of rows of panels.
  public init(title: String, rows: [[Panel]]) {
    self.title = title
    self.rows = rows
  }

  private static let margin = 24.0
  private static let barArea = 150.0
  private static let rowHeight = 216.0
  /// Most pixels of a bar's name.
  private static let nameLimit = 110.0
  private static let ink = "#1c2026"
  private static let grey = "#c9ccd1"

  /// A standalone SVG document. Of very many bars it shows those that are marked, and the first ones, and says so.
  public func svg() -> String { capped().drawn() }

  private static let barLimit = 240

  func capped() -> StackedBars {
    let count = rows.joined().map(\.bars.count).max() ?? 0
    guard count > Self.barLimit else { return self }
    var isMarked = [Bool](repeating: false, count: count)
    for panel in rows.joined() {
      for (index, bar) in panel.bars.enumerated() where bar.segments.contains(where: \.isMarked) {
        isMarked[index] = true
      }
    }
    let order = (0..<count).filter { isMarked[$0] } + (0..<count).filter { !isMarked[$0] }
    let kept = order.prefix(Self.barLimit).sorted()
    var chart = self
    for row in rows.indices {
      for panel in rows[row].indices {
        let bars = rows[row][panel].bars
        chart.rows[row][panel].bars = kept.filter { $0 < bars.count }.map { bars[$0] }
      }
    }
    chart.subtitle = (subtitle.isEmpty ? "" : subtitle + "; ") + "shown: \(kept.count) of \(count) bars of each panel"
    return chart
  }

  private func drawn() -> String {
    let bars = rows.reduce(1) { max($0, $1.reduce(1) { max($0, $1.bars.count) }) }
    let columns = rows.reduce(1) { max($0, $1.count) }
    let pitch = min(40, max(7, 560 / Double(bars)))
    let panelWidth = max(220, pitch * Double(bars)) + Self.margin
    let words = [TextWidth.estimate(title, size: 18), TextWidth.estimate(subtitle, size: 12)].max() ?? 0
    let width = max(Self.margin + Double(columns) * panelWidth, min(2400, 2 * Self.margin + words))
    let top = subtitle.isEmpty ? 52.0 : 72.0
    let legend = fullLegend
    let names = rows.joined().flatMap(\.bars).map { TextWidth.estimate($0.name, size: 9) }.max() ?? 0
    // Names that are wider than their bars are written downwards.
    let nameRoom = pitch >= 12 && names > pitch - 4 ? min(names, Self.nameLimit) : 0
    let rowHeight = Self.rowHeight + max(0, nameRoom - 20)
    let legendTop = top + Double(rows.count) * rowHeight + 8
    let height = legendTop + legend.height(width: width - 2 * Self.margin) + 12
    var svg = SVG(width: width, height: height, title: title)
    svg.addTitle(title, x: Self.margin, y: 28, size: 17)
    if !subtitle.isEmpty {
      svg.add(
        "text", ["x": .number(Self.margin), "y": 50, "font-size": 12, "fill": "#4a5059"],
        text: TextWidth.clipped(subtitle, into: width - 2 * Self.margin, size: 12))
    }
    for (row, panels) in rows.enumerated() {
      let highest = panels.flatMap(\.bars).reduce(0) { highest, bar in
        max(highest, bar.capacity ?? 0, bar.segments.reduce(0) { $0 + $1.amount })
      }
      for (column, panel) in panels.enumerated() {
        draw(
          panel, in: &svg, left: Self.margin + Double(column) * panelWidth, top: top + Double(row) * rowHeight,
          pitch: pitch, nameRoom: nameRoom, scale: highest > 0 ? Self.barArea / highest : 0)
      }
    }
    legend.draw(in: &svg, left: Self.margin, top: legendTop, width: width - 2 * Self.margin)
    return svg.document
  }

  private func draw(
    _ panel: Panel, in svg: inout SVG, left: Double, top: Double, pitch: Double, nameRoom: Double, scale: Double
  ) {
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
      if nameRoom > 0 {
        let (middle, foot) = (SVG.shortest(x + (pitch - gap) / 2 + 3), SVG.shortest(floor + 6))
        svg.add(
          "text",
          [
            "transform": .text("translate(\(middle) \(foot)) rotate(-90)"), "font-size": 9, "text-anchor": "end",
            "fill": "#4a5059",
          ], text: TextWidth.ending(bar.name, into: nameRoom, size: 9), tooltip: bar.name)
        continue
      }
      svg.add(
        "text",
        [
          "x": .number(x + (pitch - gap) / 2), "y": .number(floor + 12), "font-size": 9, "text-anchor": "middle",
          "fill": "#4a5059",
        ], text: bar.name, tooltip: bar.name)
    }
  }

  /// Colours, and what frames mean where there are any.
  private var fullLegend: Legend {
    let bars = rows.joined().flatMap(\.bars)
    var entries = legend.map { Legend.Entry(.fill($0.colour.map { Palette.colour($0).fill } ?? Self.grey), $0.meaning) }
    if bars.contains(where: { $0.capacity != nil }) {
      entries.append(.init(.outline("#7b818a", isDashed: false), "thin frame: what there is"))
    }
    if bars.contains(where: { $0.segments.contains(where: \.isMarked) }), !marked.isEmpty {
      entries.append(.init(.outline(Self.ink, isDashed: false), marked))
    }
    return Legend(entries)
  }
}
