import Basics
import Pictures
import Solving

extension VMRescheduling: TradingOff {
  public static let limitName = "migrations"

  /// The best rate for every migration limit from 0 to the instance's, each from a relaxation of its own.
  ///
  /// - Throws: `SolveOptionError` where the rate is of a kind that column generation does not handle.
  public static func curve(
    of instance: Instance, seed: UInt64, shouldStop: () -> Bool, onPoint: (TradeOffPoint) -> Void
  ) throws(SolveOptionError) {
    guard instance.goal == .fragments, let model = ExchangeModel(instance) else {
      throw .unfit("curve", reason: "the rate has parts on memory or on pairs of nodes, or the goal is no rate")
    }
    let realisation = Realisation(instance, model)
    var random = RandomSource(seed: seed)
    let start = instance.loss(of: instance.homes)
    let denominator = Double(instance.measure.denominator)
    var gained = 0
    for limit in 0...instance.migrationLimit {
      let master = ExchangeMaster(model, seed: seed, limit: limit)
      master.generate(isEnough: { $0 <= gained }, shouldStop: shouldStop)
      var trial = 0
      while !shouldStop(), gained < master.bound, trial < 10 {
        let target = max(gained + 1, master.bound - trial / 4)
        if let exchanges = master.dive(noise: 0.1 * Double(trial), target: target, &random, shouldStop: shouldStop),
          let places = realisation.places(exchanges, &random)
        {
          gained = max(gained, (start - instance.loss(of: places)) / model.step)
        }
        trial += 1
      }
      guard !shouldStop(), master.bound < Int.max else { return }
      let loss = start - gained * model.step
      onPoint(
        TradeOffPoint(
          limit: limit, value: Double(loss) / denominator,
          bound: Double(max(0, start - master.bound * model.step)) / denominator))
    }
  }

  /// The rate over the number of migrations as a staircase, the bound as a dashed line under it.
  public static func curvePicture(_ points: [TradeOffPoint], of instance: Instance) -> String {
    let (width, height, left, top, bottom) = (720.0, 420.0, 70.0, 60.0, 50.0)
    var svg = SVG(width: width, height: height, title: "\(instance.name): rate and migrations")
    let most = Double(max(1, points.last?.limit ?? 1))
    let highest = max(points.map(\.value).max() ?? 1, 1e-6)
    let chartWidth = width - left - 30
    let chartHeight = height - top - bottom
    func x(_ limit: Int) -> Double { left + Double(limit) / most * chartWidth }
    func y(_ rate: Double) -> Double { top + (1 - rate / highest) * chartHeight }
    svg.add(
      "text", ["x": 20, "y": 28, "font-size": 16, "font-weight": "bold"],
      text: "\(instance.name): fragment rate against migrations")
    for step in 0...4 {
      let rate = highest * Double(step) / 4
      svg.add(
        "line",
        [
          "x1": .number(left), "x2": .number(width - 30), "y1": .number(y(rate)), "y2": .number(y(rate)),
          "stroke": "#dddddd",
        ])
      svg.add(
        "text", ["x": .number(left - 8), "y": .number(y(rate) + 4), "font-size": 11, "text-anchor": "end"],
        text: percent(rate))
      let limit = Int(most) * step / 4
      svg.add(
        "text", ["x": .number(x(limit)), "y": .number(height - bottom + 18), "font-size": 11, "text-anchor": "middle"],
        text: "\(limit)")
    }
    svg.add(
      "text",
      ["x": .number(left + chartWidth / 2), "y": .number(height - 10), "font-size": 12, "text-anchor": "middle"],
      text: "migrations")
    func line(_ value: (TradeOffPoint) -> Double) -> String {
      points.map { "\(Int(x($0.limit) * 10) / 10),\(Int(y(value($0)) * 10) / 10)" }.joined(separator: " ")
    }
    svg.add(
      "polyline", ["points": .text(line(\.bound)), "fill": "none", "stroke": "#999999", "stroke-dasharray": "4 3"])
    svg.add("polyline", ["points": .text(line(\.value)), "fill": "none", "stroke": "#1f4e9e", "stroke-width": 2])
    for point in points {
      svg.add(
        "circle", ["cx": .number(x(point.limit)), "cy": .number(y(point.value)), "r": 3, "fill": "#1f4e9e"],
        tooltip: "\(point.limit) migrations: \(percent(point.value)), bound \(percent(point.bound))")
    }
    return svg.document
  }
}
