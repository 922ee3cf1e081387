/// Areas under the gaps of a run, which tell a good anytime solver from one that is good at the end only.
///
/// - Source: Berthold 2013, "Measuring the impact of primal heuristics".
struct StepIntegral {
  /// Seconds in which nothing good was known: ∫ gap of the best solution to the best one known, from 0 to the horizon.
  let primal: Double
  /// ∫ gap of the best bound to the best solution known.
  let dual: Double
  /// ∫ gap between solution and bound.
  let primalDual: Double

  /// - Parameters:
  ///   - history: in the order of time; later points hold what is known from then on.
  ///   - best: the best solution known; without one every gap is 1.
  ///   - horizon: seconds.
  /// - Complexity: O(points).
  init(_ history: [HistoryPoint], best: Score?, horizon: Double) {
    var gaps = GapsNow()
    var (primal, dual, primalDual, time) = (0.0, 0.0, 0.0, 0.0)
    func advance(to next: Double) {
      let width = max(0, min(next, horizon) - time)
      primal += width * gaps.primal
      dual += width * gaps.dual
      primalDual += width * gaps.primalDual
      time += width
    }
    for point in history {
      advance(to: point.time)
      gaps.take(point, best: best)
    }
    advance(to: horizon)
    (self.primal, self.dual, self.primalDual) = (primal, dual, primalDual)
  }
}

/// The gaps at a moment, 1 where nothing is known.
struct GapsNow {
  private(set) var primal = 1.0
  private(set) var dual = 1.0
  private(set) var primalDual = 1.0
  private var objective: Score?
  private var bound: Score?

  mutating func take(_ point: HistoryPoint, best: Score?) {
    objective = point.objective ?? objective
    bound = point.bound ?? bound
    if let objective, let best { primal = objective.distance(to: best) }
    if let bound, let best { dual = bound.distance(to: best) }
    if let objective, let bound { primalDual = objective.distance(to: bound) }
  }
}
