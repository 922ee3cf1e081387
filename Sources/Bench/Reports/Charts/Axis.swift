/// The range of an axis, round at its ends, and its ticks.
struct Axis {
  struct Tick {
    let value: Double
    let label: String
  }

  let lower: Double
  let upper: Double
  let ticks: [Tick]
  private let scale: LineChart.Scale

  init(_ values: [Double], _ scale: LineChart.Scale) {
    self.scale = scale
    switch scale {
    case .logarithmic:
      let positive = values.filter { $0 > 0 }
      let first = (logarithm(positive.min() ?? 1) / logarithm(10) + 1e-9).rounded(.down)
      let last = max(first + 1, (logarithm(positive.max() ?? 10) / logarithm(10) - 1e-9).rounded(.up))
      lower = power10(first)
      upper = power10(last)
      let step = max(1, ((last - first) / 7).rounded(.up))
      ticks = stride(from: first, through: last, by: step).map {
        Tick(value: power10($0), label: Self.label(power10($0)))
      }
    case .linear:
      let least = min(0, values.min() ?? 0)
      // Where everything is 0, an axis up to 1 says so best.
      let highest = values.max() ?? 1
      let most = highest - least > 1e-9 ? highest : least + 1
      let step = Self.roundStep((most - least) / 5)
      lower = (least / step).rounded(.down) * step
      upper = (most / step - 1e-9).rounded(.up) * step
      let count = Int(((upper - lower) / step).rounded())
      let origin = lower
      ticks = (0...max(1, count)).map { index in
        let value = origin + Double(index) * step
        return Tick(value: value, label: Self.label(value))
      }
    }
  }

  /// From 0 at the lower end to 1 at the upper one.
  func position(_ value: Double) -> Double {
    switch scale {
    case .linear: (value - lower) / (upper - lower)
    case .logarithmic: logarithm(max(value, lower) / lower) / logarithm(upper / lower)
    }
  }

  /// 1, 2 or 5 times a power of ten, not below `raw`.
  private static func roundStep(_ raw: Double) -> Double {
    let magnitude = power10((logarithm(raw) / logarithm(10)).rounded(.down))
    return magnitude * ([1, 2, 5].first { $0 * magnitude >= raw * (1 - 1e-9) } ?? 10)
  }

  private static func label(_ value: Double) -> String {
    if value != 0, abs(value) < 1e-4 || abs(value) >= 1e6 { return "\(Float(value))" }
    var digits = 0
    while digits < 5, abs(value * power10(Double(digits)) - (value * power10(Double(digits))).rounded()) > 1e-6 {
      digits += 1
    }
    return NumberText.fixed(value, digits)
  }
}
