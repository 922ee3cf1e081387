/// A schedule as bars over time, one row a machine or activity, with resource profiles below on the same time axis.
///
/// Size follows content: 10 jobs on 10 machines and 100 jobs on 20 machines are both readable.
public struct GanttChart: Sendable {
  /// A stretch of time in a row.
  public struct Bar: Sendable {
    /// An index of `rows`.
    public let row: Int
    /// When it begins.
    public let start: Int
    /// Equal to `start` for a milestone, drawn as a diamond.
    public let end: Int
    /// Equal keys have equal colours.
    public let colour: Int
    /// Shown inside the bar where it fits.
    public let label: String
    /// Shown by browsers when the pointer rests on the bar.
    public let tooltip: String
    /// What it belongs to besides its row, such as a job; where it is empty, what the legend says of its colour.
    public var group = ""

    /// A bar in the row of this number.
    public init(row: Int, start: Int, end: Int, colour: Int, label: String, tooltip: String) {
      self.row = row
      self.start = start
      self.end = end
      self.colour = colour
      self.label = label
      self.tooltip = tooltip
    }
  }

  /// A short vertical stroke on one row, such as a due date. Times before the axis are drawn at its left end.
  public struct Mark: Sendable {
    /// An index of `rows`.
    public let row: Int
    /// Where it stands.
    public let time: Int
    /// Shown by browsers when the pointer rests on the mark.
    public let tooltip: String
    /// A stroke, or a bracket that opens or closes a time.
    public var shape = Shape.stroke
    /// Drawn in red.
    public var isAlarm = false

    /// How a mark looks.
    public enum Shape: Sendable {
      /// A line across the row, such as a due date.
      case stroke
      /// From here on, such as a release.
      case opening
      /// Up to here, such as a deadline.
      case closing
    }

    /// A mark in the row of this number.
    public init(row: Int, time: Int, tooltip: String) {
      self.row = row
      self.time = time
      self.tooltip = tooltip
    }
  }

  /// A thin red line on one row, such as from a due date to a completion, with a label behind its right end.
  public struct Span: Sendable {
    /// An index of `rows`.
    public let row: Int
    /// When it begins.
    public let start: Int
    /// When it ends.
    public let end: Int
    /// Behind its right end.
    public let label: String

    /// A span in the row of this number.
    public init(row: Int, start: Int, end: Int, label: String) {
      self.row = row
      self.start = start
      self.end = end
      self.label = label
    }
  }

  /// What a colour means.
  public struct LegendEntry: Sendable {
    /// As bars have it.
    public let colour: Int
    /// Its meaning.
    public let label: String

    /// The meaning of one colour.
    public init(colour: Int, label: String) {
      self.colour = colour
      self.label = label
    }
  }

  /// The first line above the chart.
  public var title: String
  /// The second line; empty for none.
  public var subtitle = ""
  /// From the top.
  public var rows: [String]
  /// What is drawn.
  public var bars: [Bar]
  /// Drawn over the bars.
  public var marks: [Mark] = []
  /// Drawn along the lower edge of their rows, over the bars.
  public var spans: [Span] = []
  /// Drawn under or over the bars, by their kinds.
  public var shades: [Shade] = []
  /// Curves over the same time, below the chart.
  public var profiles: [ResourceProfile] = []
  /// What colours mean; above three lines, words take its place.
  public var legend: [LegendEntry] = []
  /// A vertical line at a time of interest with its label, such as the makespan.
  public var marker: (time: Int, label: String)?
  /// What a stroke on a row means.
  public var strokeMeaning = "due date"
  /// What brackets on a row mean.
  public var bracketMeaning = "release, deadline"
  /// What a red line on a row means.
  public var spanMeaning = "late by so much"
  /// Beside the axis.
  public var axisLabel = "time"

  /// A chart without marks and profiles.
  public init(title: String, rows: [String], bars: [Bar]) {
    precondition(bars.allSatisfy { rows.indices.contains($0.row) }, "a bar on a row that does not exist")
    self.title = title
    self.rows = rows
    self.bars = bars
  }

  /// The standalone document. Of very large charts it shows the first rows, and says so.
  public func svg() -> String {
    let shown = capped()
    return shown.drawn()
  }

  private func drawn() -> String {
    let layout = GanttLayout(self)
    var svg = SVG(width: layout.width, height: layout.height, title: title)
    drawHeader(in: &svg, layout)
    drawRows(in: &svg, layout)
    defineHatch(in: &svg)
    drawShades(overBars: false, in: &svg, layout)
    drawBars(in: &svg, layout)
    drawShades(overBars: true, in: &svg, layout)
    drawSpans(in: &svg, layout)
    drawBarLabels(in: &svg, layout)
    drawMarks(in: &svg, layout)
    layout.axis.drawNumbers(in: &svg, at: layout.rowsBottom, label: profiles.isEmpty ? axisLabel : nil)
    for (index, profile) in profiles.enumerated() {
      profile.draw(in: &svg, axis: layout.axis, top: layout.profileTop(index), height: layout.profileHeight)
    }
    if !profiles.isEmpty { layout.axis.drawNumbers(in: &svg, at: layout.plotBottom, label: axisLabel) }
    drawMarker(in: &svg, layout)
    drawLegend(in: &svg, layout)
    return svg.document
  }

  private func drawHeader(in svg: inout SVG, _ layout: GanttLayout) {
    svg.addTitle(title, x: 16, y: 28, size: 18)
    for (number, line) in layout.subtitle.enumerated() {
      svg.add(
        "text", ["x": 16, "y": .number(48 + 16 * Double(number)), "font-size": 12, "fill": "#5a6068"], text: line)
    }
  }

  private func drawRows(in svg: inout SVG, _ layout: GanttLayout) {
    let axis = layout.axis
    for row in rows.indices where row.isMultiple(of: 2) {
      svg.add(
        "rect",
        [
          "x": .number(axis.left), "y": .number(layout.rowTop(row)), "width": .number(axis.right - axis.left),
          "height": .number(layout.rowHeight), "fill": "#f4f5f7",
        ])
    }
    axis.drawGrid(in: &svg, from: layout.rowsTop, to: layout.rowsBottom)
    svg.group(["font-size": .number(layout.rowFontSize), "text-anchor": "end", "fill": "#1c2026"]) { svg in
      for (row, label) in rows.enumerated() {
        let baseline = layout.rowTop(row) + layout.rowHeight / 2 + layout.rowFontSize * 0.36
        let shown = TextWidth.clipped(label, into: GanttLayout.labelLimit, size: layout.rowFontSize)
        svg.add(
          "text", ["x": .number(axis.left - 8), "y": .number(baseline)], text: shown,
          tooltip: shown == label ? nil : label)
      }
    }
  }

  private func drawBars(in svg: inout SVG, _ layout: GanttLayout) {
    let gap = layout.rowHeight > 20 ? 3.0 : 1.5
    let height = layout.rowHeight - 2 * gap
    let groups = Dictionary(legend.map { ($0.colour, $0.label) }) { first, _ in first }
    svg.group(["stroke": "#1c2026", "stroke-width": 0.4]) { svg in
      for bar in bars {
        let left = layout.axis.x(bar.start)
        let right = layout.axis.x(bar.end)
        let top = layout.rowTop(bar.row) + gap
        let fill = SVG.Value.text(Palette.colour(bar.colour).fill)
        if bar.end > bar.start {
          svg.add(
            "rect",
            [
              "x": .number(left), "y": .number(top), "width": .number(max(right - left, 0.5)),
              "height": .number(height), "fill": fill,
            ], data: data(of: bar, groups), tooltip: bar.tooltip)
        } else {
          let middle = top + height / 2
          let half = min(height / 2, 5)
          let points = [(left - half, middle), (left, middle - half), (left + half, middle), (left, middle + half)]
          svg.add(
            "polygon",
            [
              "points": .text(points.map { "\(SVG.shortest($0.0)),\(SVG.shortest($0.1))" }.joined(separator: " ")),
              "fill": fill,
            ], data: data(of: bar, groups), tooltip: bar.tooltip)
        }
      }
    }
  }

  private func drawBarLabels(in svg: inout SVG, _ layout: GanttLayout) {
    let size = layout.barFontSize
    svg.group(["font-size": .number(size), "text-anchor": "middle", "pointer-events": "none"]) { svg in
      for (number, bar) in bars.enumerated() {
        let left = layout.axis.x(bar.start)
        let right = layout.axis.x(bar.end)
        guard !bar.label.isEmpty, TextWidth.estimate(bar.label, size: size) + 3 <= right - left else { continue }
        svg.add(
          "text",
          [
            "x": .number((left + right) / 2), "y": .number(layout.rowTop(bar.row) + layout.rowHeight / 2 + size * 0.36),
            "fill": .text(Palette.colour(bar.colour).text), "data-bar": .number(Double(number)),
          ], text: bar.label)
      }
    }
  }

  /// What a page knows a bar by.
  private func data(of bar: Bar, _ groups: [Int: String]) -> [(key: String, value: String)] {
    let group = bar.group.isEmpty ? groups[bar.colour] ?? "" : bar.group
    let names = [("row", rows[bar.row]), ("group", group), ("label", bar.label)].filter { !$0.1.isEmpty }
    return names + [("start", "\(bar.start)"), ("end", "\(bar.end)")]
  }

  private func drawMarker(in svg: inout SVG, _ layout: GanttLayout) {
    guard let marker else { return }
    let x = layout.axis.x(marker.time)
    svg.add(
      "line",
      [
        "x1": .number(x), "x2": .number(x), "y1": .number(layout.rowsTop - 6), "y2": .number(layout.plotBottom),
        "stroke": "#c02b2b", "stroke-width": 1.5,
      ])
    let half = TextWidth.estimate(marker.label, size: 12) / 2
    let centre = min(max(x, layout.axis.left + half), layout.width - 10 - half)
    svg.add(
      "text",
      [
        "x": .number(centre), "y": .number(layout.rowsTop - 10), "font-size": 12, "font-weight": "bold",
        "text-anchor": "middle", "fill": "#c02b2b",
      ], text: marker.label)
  }

  private func drawLegend(in svg: inout SVG, _ layout: GanttLayout) {
    layout.legend.draw(
      in: &svg, left: layout.axis.left, top: layout.legendTop, width: layout.axis.right - layout.axis.left)
  }
}
