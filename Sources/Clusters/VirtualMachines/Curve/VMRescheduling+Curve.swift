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

  /// The rate over the number of migrations as a staircase, the bound as a dashed one under it.
  public static func curvePicture(_ points: [TradeOffPoint], of instance: Instance) -> String {
    let words = points.map {
      "\(counted($0.limit, "migration")): \(percent($0.value)), bound \(percent($0.bound))"
    }
    let bounds = StepChart.Series(
      label: "bound: no plan has less", colour: "#6b7280", isDashed: true, values: points.map { ($0.limit, $0.bound) })
    let rates = StepChart.Series(
      label: "fragment rate of the best plan", colour: "#1f4e9e", isDashed: false,
      values: points.map { ($0.limit, $0.value) }, tooltips: words)
    return StepChart(
      title: "\(instance.name): fragment rate against migrations", xLabel: "at most so many migrations",
      series: [bounds, rates], valueText: { percent($0) }
    ).svg()
  }
}
