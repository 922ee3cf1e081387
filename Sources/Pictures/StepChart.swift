/// Staircases over whole numbers, such as the best value for every limit, with what is proved below them.
package struct StepChart: Sendable {
  /// A staircase: each value holds up to the next place.
  package struct Series: Sendable {
    package var label: String
    package var colour: String
    package var isDashed: Bool
    /// By ascending place.
    package var values: [(x: Int, y: Double)]
    /// Shown where the pointer rests on a value; empty for a line without dots.
    package var tooltips: [String]

    package init(label: String, colour: String, isDashed: Bool, values: [(x: Int, y: Double)], tooltips: [String] = [])
    {
      self.label = label
      self.colour = colour
      self.isDashed = isDashed
      self.values = values
      self.tooltips = tooltips
    }
  }

  package var title: String
  /// Below the numbers from left to right.
  package var xLabel: String
  /// Drawn in this order.
  package var series: [Series]
  /// How a value is written at its tick.
  package var valueText: @Sendable (Double) -> String

  package init(
    title: String, xLabel: String, series: [Series], valueText: @escaping @Sendable (Double) -> String
  ) {
    self.title = title
    self.xLabel = xLabel
    self.series = series
    self.valueText = valueText
  }

  /// A standalone document, from 0 to a round number above the largest value.
  package func svg(width: Double = 720, height: Double = 400) -> String {
    let legend = Legend(series.map { .init(.line($0.colour, isDashed: $0.isDashed), $0.label) })
    let (left, right, top, bottom) = (84.0, width - 30, 56.0, height - 56)
    let whole = height + legend.height(width: width - 48) + 8
    var svg = SVG(width: width, height: whole, title: title)
    svg.addTitle(title, x: 24, y: 28, size: 16)
    let values = series.flatMap(\.values)
    let axis = TimeAxis(
      (values.map(\.x).min() ?? 0)...(values.map(\.x).max() ?? 1), from: left, to: right)
    // Where everything is 0, an axis up to 1 says so best.
    let highest = values.map(\.y).max().flatMap { $0 > 0 ? $0 : nil } ?? 1
    let step = Self.roundStep(highest / 5)
    let count = max(1, Int((highest / step - 1e-9).rounded(.up)))
    let y = { (value: Double) in bottom - value / (step * Double(count)) * (bottom - top) }
    axis.drawGrid(in: &svg, from: top, to: bottom)
    svg.group(["font-size": 11, "fill": "#3a4048", "text-anchor": "end"]) { svg in
      for number in 0...count {
        // The nearest number to it with the step's own decimals, which a product is not.
        let value = step < 1 ? Double(number) / (1 / step).rounded() : step * Double(number)
        let at = y(value)
        svg.add(
          "line",
          ["x1": .number(left), "x2": .number(right), "y1": .number(at), "y2": .number(at), "stroke": "#d0d4da"])
        svg.add("text", ["x": .number(left - 8), "y": .number(at + 4)], text: valueText(value))
      }
    }
    axis.drawNumbers(in: &svg, at: bottom, label: nil)
    svg.add(
      "text",
      [
        "x": .number((left + right) / 2), "y": .number(bottom + 36), "font-size": 12, "fill": "#3a4048",
        "text-anchor": "middle",
      ], text: xLabel)
    for one in series { draw(one, in: &svg, axis, y) }
    legend.draw(in: &svg, left: 24, top: height, width: width - 48)
    return svg.document
  }

  private func draw(_ series: Series, in svg: inout SVG, _ axis: TimeAxis, _ y: (Double) -> Double) {
    guard let first = series.values.first else { return }
    var path = "M\(SVG.shortest(axis.x(first.x))) \(SVG.shortest(y(first.y)))"
    for value in series.values.dropFirst() {
      path += "H\(SVG.shortest(axis.x(value.x)))V\(SVG.shortest(y(value.y)))"
    }
    svg.add(
      "path",
      [
        "d": .text(path), "fill": "none", "stroke": .text(series.colour), "stroke-width": 2,
        "stroke-dasharray": series.isDashed ? "4 3" : "none",
      ])
    for (value, tooltip) in zip(series.values, series.tooltips) {
      svg.add(
        "circle",
        ["cx": .number(axis.x(value.x)), "cy": .number(y(value.y)), "r": 3, "fill": .text(series.colour)],
        tooltip: tooltip)
    }
  }

  /// 1, 2 or 5 times a power of ten, the least that is not below `raw`, which is above 0.
  private static func roundStep(_ raw: Double) -> Double {
    var power = 1.0
    while power > raw { power /= 10 }
    while power * 10 <= raw { power *= 10 }
    return power * ([1, 2, 5].first { $0 * power >= raw * (1 - 1e-9) } ?? 10)
  }
}
