/// Activities of fixed duration on renewable resources, with minimum and maximum lags between their starts; the largest
/// end plus tail is to be least.
///
/// Times are not negative. A release or deadline is a lag from or to the origin, whose number is `count` and whose time
/// is 0.
/// - Source: Brucker, Drexl, Möhring, Neumann, Pesch 1999, "Resource-constrained project scheduling" (PS|temp|Cmax).
package struct LagProject: Sendable {
  /// How many activities there are; also the number of the origin in `arcs`.
  package let count: Int
  package let durations: [Int]
  /// What follows the end of each activity, at least 0.
  package let tails: [Int]
  /// What each activity takes of each resource: `demands[activity * resources + resource]`.
  package let demands: [Int]
  /// Start-to-start lags over activities and the origin.
  package let arcs: [TemporalArc]
  /// What there is of each resource over time.
  package let capacities: CapacitySteps

  /// - Parameters:
  ///   - durations, tails: at least 0; `tails` may be empty, for none.
  ///   - demands: activity by activity, at least 0.
  ///   - capacities: one for each resource.
  ///   - arcs: ends up to `durations.count`, the origin; all durations, tails and |weights| sum to less than 2^40.
  package init(
    durations: [Int], tails: [Int] = [], demands: [Int], capacities: CapacitySteps, arcs: [TemporalArc]
  ) {
    let count = durations.count
    precondition(tails.isEmpty || tails.count == count, "one tail for each activity")
    precondition(demands.count == count * capacities.resources, "a demand for each activity and resource")
    precondition(durations.allSatisfy { $0 >= 0 } && tails.allSatisfy { $0 >= 0 } && demands.allSatisfy { $0 >= 0 })
    precondition(arcs.allSatisfy { (0...count).contains($0.from) && (0...count).contains($0.to) })
    let work = (durations + tails + arcs.map { abs($0.weight) }).reduce(capacities.lastTime, +)
    precondition(work < 1 << 40, "the sum of all times overflows")
    self.count = count
    self.durations = durations
    self.tails = tails.isEmpty ? Array(repeating: 0, count: count) : tails
    self.demands = demands
    self.arcs = arcs
    self.capacities = capacities
  }

  /// How many resources there are.
  package var resources: Int { capacities.resources }

  /// The largest end plus tail, 0 without activities.
  package func objective(_ starts: [Int]) -> Int {
    var latest = 0
    for i in 0..<count { latest = max(latest, starts[i] + durations[i] + tails[i]) }
    return latest
  }

  /// Whether starts keep all lags and capacities; by a sweep over events, apart from what searches use.
  package func isFeasible(_ starts: [Int]) -> Bool {
    guard starts.count == count, starts.allSatisfy({ $0 >= 0 }) else { return false }
    func time(_ node: Int) -> Int { node == count ? 0 : starts[node] }
    guard arcs.allSatisfy({ time($0.to) >= time($0.from) + $0.weight }) else { return false }
    return (0..<resources).allSatisfy { resource in
      var changes: [(time: Int, amount: Int)] = []
      for i in 0..<count where durations[i] > 0 && demands[i * resources + resource] > 0 {
        changes.append((starts[i], demands[i * resources + resource]))
        changes.append((starts[i] + durations[i], -demands[i * resources + resource]))
      }
      return capacities.holds(changes, of: resource)
    }
  }
}
