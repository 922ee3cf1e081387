/// Collects the differences of pairs, measure by measure.
struct Differences {
  private(set) var logTimes: [Double] = []
  private(set) var objectives: [Double] = []
  private(set) var bounds: [Double] = []
  private(set) var integrals: [Double] = []
  private(set) var ratios: [(name: String, ratio: Double)] = []
  private(set) var gained: [String] = []
  private(set) var lost: [String] = []
  private(set) var newFailures: [String] = []

  mutating func add(_ name: String, _ one: Comparison.Sided, _ two: Comparison.Sided, horizon: Double) {
    let (before, after) = (one.record, two.record)
    if after.status.isFailure, !before.status.isFailure { newFailures.append("\(name): \(after.status.rawValue)") }
    switch (before.status.isProved, after.status.isProved) {
    case (true, false): lost.append(name)
    case (false, true): gained.append(name)
    default: break
    }
    // Where neither proved anything, the two times say nothing.
    if before.status.isProved || after.status.isProved {
      // A millisecond is added on both sides, so that the clock's noise on trivial instances does not speak.
      let ratio = (two.measured.time + 0.001) / (one.measured.time + 0.001)
      logTimes.append(logarithm(ratio))
      ratios.append((name, ratio))
    }
    if let x = before.objective, let y = after.objective {
      objectives.append(x < y ? y.distance(to: x) : -y.distance(to: x))
    }
    if let x = before.bound, let y = after.bound { bounds.append(y < x ? y.distance(to: x) : -y.distance(to: x)) }
    if !before.history.isEmpty || !after.history.isEmpty {
      integrals.append((two.measured.primalIntegral - one.measured.primalIntegral) / horizon)
    }
  }
}
