/// What is drawn under and over bars: times in which a row is closed, is prepared, or is held without work.
extension GanttChart {
  /// A stretch of a row that is no bar.
  public struct Shade: Sendable {
    /// How it looks.
    public enum Kind: Sendable {
      /// Grey, under the bars, over the row's whole height.
      case closed
      /// Hatched, under the bars.
      case preparation
      /// Over a bar, which becomes paler.
      case waiting
      /// Over a bar, hatched.
      case paused

      var isOverBars: Bool { self == .waiting || self == .paused }
    }

    /// An index of `rows`.
    public let row: Int
    /// When it begins.
    public let start: Int
    /// When it ends.
    public let end: Int
    /// How it looks.
    public let kind: Kind
    /// Shown by browsers when the pointer rests on it; over a bar, the bar tells.
    public let tooltip: String

    /// A stretch in the row of this number.
    public init(row: Int, start: Int, end: Int, kind: Kind, tooltip: String = "") {
      self.row = row
      self.start = start
      self.end = end
      self.kind = kind
      self.tooltip = tooltip
    }
  }

  /// What hatched fills refer to.
  func defineHatch(in svg: inout SVG) {
    guard shades.contains(where: { $0.kind == .preparation || $0.kind == .paused }) else { return }
    svg.group(["width": 6, "height": 6, "patternUnits": "userSpaceOnUse", "id": "hatch"], name: "pattern") { svg in
      svg.add("path", ["d": "M-1 1L1 -1M0 6L6 0M5 7L7 5", "stroke": "#5a6068", "stroke-width": 1])
    }
  }

  func drawShades(overBars: Bool, in svg: inout SVG, _ layout: GanttLayout) {
    for shade in shades where shade.kind.isOverBars == overBars && shade.end > shade.start {
      let gap = shade.kind == .closed ? 0 : layout.rowHeight > 20 ? 3.0 : 1.5
      let left = layout.axis.x(shade.start)
      let (x, y) = (SVG.Value.number(left), SVG.Value.number(layout.rowTop(shade.row) + gap))
      let width = SVG.Value.number(layout.axis.x(shade.end) - left)
      let height = SVG.Value.number(layout.rowHeight - 2 * gap)
      let data = [(key: "row", value: rows[shade.row])]
      switch shade.kind {
      case .closed:
        svg.add(
          "rect", ["x": x, "y": y, "width": width, "height": height, "fill": "#9aa1ab", "fill-opacity": 0.45],
          data: data, tooltip: shade.tooltip)
      case .preparation:
        svg.add(
          "rect",
          [
            "x": x, "y": y, "width": width, "height": height, "fill": "url(#hatch)", "stroke": "#5a6068",
            "stroke-width": 0.5,
          ], data: data, tooltip: shade.tooltip)
      case .waiting:
        svg.add(
          "rect",
          [
            "x": x, "y": y, "width": width, "height": height, "fill": "#ffffff", "fill-opacity": 0.6,
            "pointer-events": "none",
          ])
      case .paused:
        svg.add(
          "rect",
          [
            "x": x, "y": y, "width": width, "height": height, "fill": "url(#hatch)", "pointer-events": "none",
          ])
      }
    }
  }
}
