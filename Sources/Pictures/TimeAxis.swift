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

  /// Multiples of 1, 2 or 5 times a power of ten, at least `spacing` pixels apart.
  func ticks(spacing: Double) -> [Int] {
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
    let labelLeft = label.map { right - TextWidth.estimate($0, size: 11) - 6 } ?? .infinity
    svg.group(["font-size": 11, "fill": "#3a4048", "text-anchor": "middle"]) { svg in
      for time in ticks(spacing: 60) {
        svg.add(
          "line",
          [
            "x1": .number(x(time)), "x2": .number(x(time)), "y1": .number(y), "y2": .number(y + 4), "stroke": "#5a6068",
          ])
        let text = "\(time)"
        if x(time) + TextWidth.estimate(text, size: 11) / 2 < labelLeft {
          svg.add("text", ["x": .number(x(time)), "y": .number(y + 16)], text: text)
        }
      }
    }
    if let label {
      svg.add(
        "text",
        ["x": .number(right), "y": .number(y + 16), "font-size": 11, "fill": "#3a4048", "text-anchor": "end"],
        text: label)
    }
  }
}
