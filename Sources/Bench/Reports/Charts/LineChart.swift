/// Curves in a frame with two axes, as SVG inside a page.
public struct LineChart: Sendable {
  public enum Scale: Sendable { case linear, logarithmic }

  public let id: String
  public let title: String
  public let xTitle: String
  public let yTitle: String
  public let xScale: Scale
  public let yScale: Scale
  public let curves: [Curve]

  private static let width = 560.0
  private static let height = 320.0
  private static let left = 84.0
  private static let right = 14.0
  private static let top = 12.0
  private static let bottom = 62.0

  /// Colours that stay apart for most eyes, after Okabe and Ito.
  static let colours = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#444444", "#8c6d00", "#7b3fa0", "#00807a",
  ]

  static func colour(_ index: Int) -> String { colours[index % colours.count] }

  public var svg: String {
    let xs = Axis(curves.flatMap { $0.points.map(\.x) }, xScale)
    let ys = Axis(curves.flatMap { $0.points.map(\.y) }, yScale)
    let plotWidth = Self.width - Self.left - Self.right
    let plotHeight = Self.height - Self.top - Self.bottom
    let x = { (value: Double) in Self.left + xs.position(value) * plotWidth }
    let y = { (value: Double) in Self.top + (1 - ys.position(value)) * plotHeight }
    let right = Self.width - Self.right
    let floor = Self.height - Self.bottom
    var text =
      "<svg id=\"\(id)\" viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" role=\"img\" "
      + "aria-label=\"\(HTML.escaped(title))\">\n"
    for tick in xs.ticks {
      let at = Self.text(x(tick.value))
      text += "<path class=\"grid\" d=\"M\(at) \(Self.text(Self.top))V\(Self.text(floor))\"/>"
      text +=
        "<text class=\"tick\" x=\"\(at)\" y=\"\(Self.text(floor + 22))\" text-anchor=\"middle\">\(tick.label)</text>\n"
    }
    for tick in ys.ticks {
      let at = Self.text(y(tick.value))
      text += "<path class=\"grid\" d=\"M\(Self.text(Self.left)) \(at)H\(Self.text(right))\"/>"
      text +=
        "<text class=\"tick\" x=\"\(Self.text(Self.left - 8))\" y=\"\(at)\" dy=\"6\" text-anchor=\"end\">\(tick.label)</text>\n"
    }
    text +=
      "<text class=\"axis\" x=\"\(Self.text((Self.left + right) / 2))\" y=\"\(Self.text(Self.height - 8))\" text-anchor=\"middle\">\(HTML.escaped(xTitle))</text>\n"
    text +=
      "<text class=\"axis\" transform=\"translate(18 \(Self.text((Self.top + floor) / 2))) rotate(-90)\" text-anchor=\"middle\">\(HTML.escaped(yTitle))</text>\n"
    for curve in curves where !curve.points.isEmpty {
      text += polyline(curve, x, y, end: xs.upper) + "\n"
    }
    return text + "</svg>"
  }

  /// Steps are drawn with a corner before each point, and the last one lasts to the frame.
  private func polyline(_ curve: Curve, _ x: (Double) -> Double, _ y: (Double) -> Double, end: Double) -> String {
    var corners: [Curve.Point] = []
    for point in curve.points {
      if curve.isStep, let last = corners.last { corners.append(.init(x: point.x, y: last.y)) }
      corners.append(point)
    }
    if curve.isStep, let last = corners.last { corners.append(.init(x: end, y: last.y)) }
    let list = corners.map { "\(Self.text(x($0.x))),\(Self.text(y($0.y)))" }.joined(separator: " ")
    return "<polyline data-variant=\"\(HTML.escaped(curve.name))\" data-points=\"\(curve.points.count)\" "
      + "stroke=\"\(Self.colour(curve.colour))\" points=\"\(list)\"><title>\(HTML.escaped(curve.name))</title></polyline>"
  }

  private static func text(_ value: Double) -> String { NumberText.fixed(value, 1) }
}
