extension AddressChart {
  /// A part of the chart that is paler than the rest, in a dashed frame, such as the time in which a box is filled.
  public struct Mark: Sendable {
    /// Times [start, end).
    public var start, end: Int
    /// Addresses [low, high).
    public var low, high: Int
    /// Shown where the pointer rests on it.
    public var tooltip: String

    /// A mark over times and addresses.
    public init(start: Int, end: Int, low: Int, high: Int, tooltip: String) {
      self.start = start
      self.end = end
      self.low = low
      self.high = high
      self.tooltip = tooltip
    }
  }

  /// Pixels for a profile, with the gap above it.
  static let profileHeight = 96.0

  func drawMarks(in svg: inout SVG, _ axis: TimeAxis, _ y: (Int) -> Double) {
    guard !marks.isEmpty else { return }
    svg.group(["fill": "#ffffff", "fill-opacity": 0.55, "stroke": "#1c2026", "stroke-dasharray": "3 2"]) { svg in
      for mark in marks {
        svg.add(
          "rect",
          [
            "x": .number(axis.x(mark.start)), "y": .number(y(mark.high)),
            "width": .number(axis.x(mark.end) - axis.x(mark.start)), "height": .number(y(mark.low) - y(mark.high)),
          ], tooltip: mark.tooltip)
      }
    }
  }
}
