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
  /// What boxes, lines and marks mean, where there are any.
  var legend: Legend {
    var entries: [Legend.Entry] = []
    if !boxes.isEmpty, !boxMeaning.isEmpty { entries.append(.init(.fill(Palette.colour(0).fill), boxMeaning)) }
    if !lines.isEmpty, !lineMeaning.isEmpty { entries.append(.init(.line("#c02b2b", isDashed: true), lineMeaning)) }
    if !marks.isEmpty {
      entries.append(.init(.outline("#1c2026", isDashed: true), "paler, in a dashed frame: \(markMeaning)"))
    }
    return Legend(entries)
  }

  /// Names where they fit into one shade: on a box as it is, or on the paler part of it, where black is legible.
  func drawLabels(in svg: inout SVG, _ axis: TimeAxis, _ y: (Int) -> Double) {
    svg.group(["font-size": 10, "text-anchor": "middle"]) { svg in
      for (number, box) in boxes.enumerated() {
        let length = TextWidth.estimate(box.label, size: 10) + 4
        guard y(box.low) - y(box.high) >= 11, length <= axis.x(box.end) - axis.x(box.start),
          let part = shades(of: box).first(where: { length <= axis.x($0.end) - axis.x($0.start) })
        else { continue }
        svg.add(
          "text",
          [
            "x": .number((axis.x(part.start) + axis.x(part.end)) / 2),
            "y": .number((y(box.low) + y(box.high)) / 2 + 3.5),
            "fill": .text(part.isPale ? "#000000" : Palette.colour(box.colour).text), "pointer-events": "none",
            "data-bar": .number(Double(number)),
          ], text: box.label)
      }
    }
  }

  /// The times of a box in parts of one shade, the largest first, those without a mark before the paler ones.
  private func shades(of box: Box) -> [(start: Int, end: Int, isPale: Bool)] {
    let over = marks.filter { $0.start < box.end && box.start < $0.end && $0.low < box.high && box.low < $0.high }
    var parts: [(start: Int, end: Int, isPale: Bool)] = []
    var time = box.start
    for mark in over.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      if mark.start > time { parts.append((time, mark.start, false)) }
      let (start, end) = (max(time, mark.start), min(box.end, mark.end))
      if start < end { parts.append((start, end, true)) }
      time = max(time, end)
    }
    if time < box.end { parts.append((time, box.end, false)) }
    return parts.sorted { ($0.isPale ? 1 : 0, $1.end - $1.start) < ($1.isPale ? 1 : 0, $0.end - $0.start) }
  }
}
