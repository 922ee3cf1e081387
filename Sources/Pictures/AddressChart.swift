/// A chart of address over time: a coloured box for each stretch of time in which something occupies addresses.
public struct AddressChart: Sendable {
  /// A rectangle of times and addresses.
  public struct Box: Sendable {
    /// Times [start, end).
    public var start, end: Int
    /// Addresses [low, high).
    public var low, high: Int
    /// The key of its colour.
    public var colour: Int
    /// Shown where there is room.
    public var label: String
    /// Shown where the pointer rests on it.
    public var tooltip: String

    /// A box over times and addresses.
    public init(start: Int, end: Int, low: Int, high: Int, colour: Int, label: String, tooltip: String) {
      self.start = start
      self.end = end
      self.low = low
      self.high = high
      self.colour = colour
      self.label = label
      self.tooltip = tooltip
    }
  }

  /// A horizontal line at an address, such as a capacity.
  public struct Line: Sendable {
    /// How high it lies.
    public var address: Int
    /// Written at its end.
    public var label: String

    /// A line at one address.
    public init(address: Int, label: String) {
      self.address = address
      self.label = label
    }
  }

  /// The first line above the chart.
  public var title: String
  /// The second line; empty for none.
  public var subtitle = ""
  /// What is drawn.
  public var boxes: [Box]
  /// Addresses of interest.
  public var lines: [Line] = []
  /// Parts that are paler than the rest.
  public var marks: [Mark] = []
  /// What marks mean.
  public var markMeaning = "a part that its words explain, where the pointer rests"
  /// Curves over the same time, below the chart.
  public var profiles: [ResourceProfile] = []
  /// What a box is, and what a line is; empty to leave it to the other words.
  public var boxMeaning = "", lineMeaning = ""
  /// Where memories begin that lie one above the other; the addresses of each count from there.
  public var bases = [0]

  /// A chart without lines and marks.
  public init(title: String, boxes: [Box]) {
    self.title = title
    self.boxes = boxes
  }

  /// A standalone document.
  ///
  /// - Complexity: linear in the boxes.
  public func svg(width: Double = 1200, height: Double = 720) -> String {
    capped().drawn(width: width, height: height)
  }

  /// More cannot be told apart, and makes files of megabytes.
  private static let boxLimit = 5_000

  /// The largest boxes, where there are very many.
  func capped() -> AddressChart {
    guard boxes.count > Self.boxLimit else { return self }
    func kept<Part>(_ parts: [Part], _ size: (Part) -> Double) -> [Part] {
      let sizes = parts.map(size)
      let order = parts.indices.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
      return order.prefix(Self.boxLimit).sorted().map { parts[$0] }
    }
    var chart = self
    chart.boxes = kept(boxes) { Double($0.end - $0.start) * Double($0.high - $0.low) }
    chart.marks = kept(marks) { Double($0.end - $0.start) * Double($0.high - $0.low) }
    chart.subtitle = (subtitle.isEmpty ? "" : subtitle + "; ") + "shown: the largest \(Self.boxLimit) of \(boxes.count)"
    return chart
  }

  private func drawn(width: Double, height: Double) -> String {
    let signs = legend
    let legendHeight = signs.entries.isEmpty ? 0 : signs.height(width: width - 48) + 8
    var svg = SVG(width: width, height: height + legendHeight, title: title)
    let labelWidth = lines.map { TextWidth.estimate($0.label, size: 11) + 14 }.max() ?? 0
    let (left, right, top) = (110.0, width - max(90, min(labelWidth, 400)), 64.0)
    let bottom = height - 44 - Double(profiles.count) * Self.profileHeight
    svg.addTitle(title, x: 24, y: 26, size: 17)
    svg.add(
      "text", ["x": 24, "y": 46, "font-size": 12, "fill": "#3a4048"],
      text: TextWidth.clipped(subtitle, into: width - 48, size: 12))
    let start = boxes.map(\.start).min() ?? 0
    let end = max(boxes.map(\.end).max() ?? start + 1, profiles.compactMap { $0.steps.last?.time }.max() ?? start)
    let axis = TimeAxis(start...end, from: left, to: right)
    let highest = max(1, max(boxes.map(\.high).max() ?? 1, lines.map(\.address).max() ?? 1))
    let y = { (address: Int) in bottom - Double(address) / Double(highest) * (bottom - top) }
    drawAddresses(in: &svg, upTo: highest, left, right, y)
    svg.add(
      "text",
      ["x": .number(left - 8), "y": .number(top - 8), "font-size": 11, "fill": "#3a4048", "text-anchor": "end"],
      text: "address")
    axis.drawGrid(in: &svg, from: top, to: bottom)
    drawBoxes(in: &svg, axis, y)
    drawMarks(in: &svg, axis, y)
    drawLabels(in: &svg, axis, y)
    for line in lines { draw(line, in: &svg, left, right, y(line.address)) }
    axis.drawNumbers(in: &svg, at: bottom, label: "time")
    for (index, profile) in profiles.enumerated() {
      let top = bottom + 30 + Double(index) * Self.profileHeight
      profile.draw(in: &svg, axis: axis, top: top, height: Self.profileHeight - 16)
    }
    signs.draw(in: &svg, left: 24, top: height, width: width - 48)
    return svg.document
  }

  private func drawBoxes(in svg: inout SVG, _ axis: TimeAxis, _ y: (Int) -> Double) {
    svg.group(["stroke": "#ffffff", "stroke-width": boxes.count > 2000 ? 0.1 : 0.5]) { svg in
      for box in boxes {
        svg.add(
          "rect",
          [
            "x": .number(axis.x(box.start)), "y": .number(y(box.high)),
            "width": .number(axis.x(box.end) - axis.x(box.start)), "height": .number(y(box.low) - y(box.high)),
            "fill": .text(Palette.colour(box.colour).fill),
          ],
          data: [("label", box.label), ("start", "\(box.start)"), ("end", "\(box.end)")].filter { !$0.1.isEmpty },
          tooltip: box.tooltip)
      }
    }
  }

  private func drawAddresses(
    in svg: inout SVG, upTo highest: Int, _ left: Double, _ right: Double, _ y: (Int) -> Double
  ) {
    let starts = bases.filter { $0 < highest }.sorted()
    svg.group(["font-size": 11, "fill": "#3a4048", "text-anchor": "end"]) { svg in
      for (number, base) in starts.enumerated() {
        let end = number + 1 < starts.count ? starts[number + 1] : highest
        let room = y(base) - y(end)
        // Ticks are the time axis's, laid out on a scale of the same length; the next memory's 0 has its place.
        for tick in room > 0 ? TimeAxis(0...(end - base), from: 0, to: room).ticks(spacing: 48) : [] {
          guard tick == 0 || end == highest || y(base + tick) - y(end) >= 12 else { continue }
          svg.add(
            "line",
            [
              "x1": .number(left - 4), "x2": .number(right), "y1": .number(y(base + tick)),
              "y2": .number(y(base + tick)), "stroke": "#d0d4da",
            ])
          svg.add("text", ["x": .number(left - 8), "y": .number(y(base + tick) + 4)], text: "\(tick)")
        }
      }
    }
  }

  private func draw(_ line: Line, in svg: inout SVG, _ left: Double, _ right: Double, _ y: Double) {
    svg.add(
      "line",
      [
        "x1": .number(left), "x2": .number(right), "y1": .number(y), "y2": .number(y), "stroke": "#c02b2b",
        "stroke-width": 1.5, "stroke-dasharray": "6 3",
      ])
    svg.add(
      "text", ["x": .number(right + 4), "y": .number(y + 4), "font-size": 11, "fill": "#c02b2b"],
      text: TextWidth.clipped(line.label, into: 386, size: 11))
  }
}
