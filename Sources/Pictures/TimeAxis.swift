/// Maps time to x, with ticks at round numbers.
struct TimeAxis {
  let start: Int
  let end: Int
  let left: Double
  let right: Double

  /// - Parameter range: the times to show.
  init(_ range: ClosedRange<Int>, from left: Double, to right: Double) {
    start = range.lowerBound
    end = max(range.upperBound, range.lowerBound + 1)
    self.left = left
    self.right = right
  }

  func x(_ time: Int) -> Double {
    left + (Double(time) - Double(start)) / (Double(end) - Double(start)) * (right - left)
  }

  /// Multiples of 1, 2 or 5 times a power of ten, at least `spacing` pixels apart, and as far as their numbers need.
  func ticks(spacing: Double) -> [Int] {
    let digits = max("\(start)".utf8.count, "\(end)".utf8.count)
    let spacing = max(spacing, Double(digits) * 6.6 + 8)
    let wanted = (Double(end) - Double(start)) * spacing / (right - left)
    var power = 1
    while true {
      for step in [power, 2 * power, 5 * power] where Double(step) >= wanted {
        let first = start.isMultiple(of: step) ? start : (start / step + (start > 0 ? 1 : 0)) * step
        return Array(stride(from: first, through: end, by: step))
      }
      power *= 10
    }
  }

  /// Grid lines over `top ... bottom`.
  func drawGrid(in svg: inout SVG, from top: Double, to bottom: Double) {
    svg.group(["stroke": "#d0d4da", "stroke-width": 1]) { svg in
      for time in ticks(spacing: 60) {
        svg.add(
          "line", ["x1": .number(x(time)), "x2": .number(x(time)), "y1": .number(top), "y2": .number(bottom)])
      }
    }
  }

  /// The axis line with its numbers below it.
  func drawNumbers(in svg: inout SVG, at y: Double, label: String?) {
    svg.add(
      "line",
      [
        "x1": .number(left), "x2": .number(right), "y1": .number(y), "y2": .number(y), "stroke": "#5a6068",
        "stroke-width": 1,
      ])
    svg.group(["font-size": 11, "fill": "#3a4048", "text-anchor": "middle"]) { svg in
      for time in ticks(spacing: 60) {
        svg.add(
          "line",
          [
            "x1": .number(x(time)), "x2": .number(x(time)), "y1": .number(y), "y2": .number(y + 4), "stroke": "#5a6068",
          ])
        svg.add("text", ["x": .number(x(time)), "y": .number(y + 16)], text: "\(time)")
      }
    }
    // Left of the first number, where it takes the place of none.
    if let label {
      let first = ticks(spacing: 60).first.map { x($0) - TextWidth.estimate("\($0)", size: 11) / 2 } ?? left
      svg.add(
        "text",
        [
          "x": .number(min(left, first) - 8), "y": .number(y + 16), "font-size": 11, "fill": "#3a4048",
          "text-anchor": "end",
        ], text: label)
    }
  }

  /// Pixels left of the axis that its label takes, the first number counted in.
  static func labelRoom(_ label: String, from start: Int) -> Double {
    TextWidth.estimate(label, size: 11) + TextWidth.estimate("\(start)", size: 11) / 2 + 12
  }
}
