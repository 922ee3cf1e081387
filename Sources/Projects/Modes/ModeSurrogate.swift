import Basics

/// Weighs the limits of a project against each other: if, for some weights, the cheapest modes together overrun the
/// weighted sum of all limits, no choice of modes keeps them all. The limits are consumable capacities, the energy of
/// the renewable resources over the whole time, and the lengths of paths, which come in as the cheapest modes make them
/// too long.
///
/// Weights are found in floating point (multiplicative updates towards what is overrun) and judged in whole numbers, so
/// every refutation and deletion is a theorem.
/// - Source: Freund, Schapire 1999, "Adaptive game playing using multiplicative weights"; Maniezzo, Mingozzi 1999, "The
///   project scheduling problem with irregular starting time costs", for mode shares under a lower bound.
final class ModeSurrogate {
  private let deletion: ModeDeletion
  private let project: PackedModes
  /// Row i: what mode m takes of limit i at `i * modeCount + m`.
  private var amounts: [Double] = []
  private var exact: [Int] = []
  private var limits: [Int] = []
  private var weights: [Double] = []
  private let choice: Buffer<Int>
  private let costs: Buffer<Int128>
  private let prices: Buffer<Double>
  private let longest, before: Buffer<Int>
  private static let maximumRows = 48

  init(_ deletion: ModeDeletion) {
    self.deletion = deletion
    project = deletion.project
    choice = Buffer(repeating: 0, count: project.count)
    costs = Buffer(repeating: 0, count: project.durations.count)
    prices = Buffer(repeating: 0, count: project.durations.count)
    longest = Buffer(repeating: 0, count: project.count)
    before = Buffer(repeating: 0, count: project.count)
  }

  /// Deletes what the weights exclude.
  ///
  /// - Returns: false where they refute the target.
  func propagate(rounds: Int) -> Bool {
    setLimits()
    for round in 1...rounds {
      if deletion.shouldStop() { return true }
      let gain = chooseModes()
      if round % 16 == 0 || gain > 0, !judge() { return false }
      addLongestPath()
      updateWeights(rate: 2 / Double(round + 8).squareRoot())
    }
    return judge()
  }

  private func setLimits() {
    amounts.removeAll(keepingCapacity: true)
    exact.removeAll(keepingCapacity: true)
    limits.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
    let modeCount = project.durations.count
    for resource in 0..<project.consumableCount {
      add(
        (0..<modeCount).map { project.consumptions[$0 * project.consumableCount + resource] },
        limit: min(project.consumableCapacities[resource], ModeProject.timeLimit))
    }
    guard project.count > 0 else { return }
    let begin = (0..<project.count).reduce(Int.max) { min($0, deletion.heads[$1]) }
    let finish = (0..<project.count).reduce(0) { max($0, deletion.latestEnd($1)) }
    for resource in 0..<project.renewableCount {
      add(
        (0..<modeCount).map { project.durations[$0] * project.demands[$0 * project.renewableCount + resource] },
        limit: project.renewableCapacities[resource] * max(finish - begin, 0))
    }
  }

  private func add(_ row: [Int], limit: Int) {
    let scale = 1 / Double(max(limit, 1))
    exact += row
    amounts += row.map { Double($0) * scale }
    limits.append(limit)
    weights.append(weights.isEmpty ? 1 : weights.reduce(0, +) / Double(weights.count))
  }

  /// Chooses the cheapest mode of each activity.
  ///
  /// - Returns: by how much the weighted sum is overrun, in floating point.
  private func chooseModes() -> Double {
    let modeCount = project.durations.count
    prices.fill(0)
    for row in limits.indices {
      let weight = weights[row]
      for mode in 0..<modeCount { prices[mode] += weight * amounts[row * modeCount + mode] }
    }
    var sum = 0.0
    for activity in 0..<project.count {
      var best = -1
      for mode in deletion.modes(of: activity) where deletion.isAlive[mode] {
        if best < 0 || prices[mode] < prices[best] { best = mode }
      }
      if best < 0 { continue }
      choice[activity] = best
      sum += prices[best]
    }
    deletion.looks &+= modeCount &* limits.count
    var limit = 0.0
    for row in limits.indices where limits[row] > 0 { limit += weights[row] }
    return sum - limit
  }

  private func updateWeights(rate: Double) {
    let modeCount = project.durations.count
    var sum = 0.0
    for row in limits.indices {
      var used = 0.0
      for activity in 0..<project.count { used += amounts[row * modeCount + choice[activity]] }
      let overrun = max(-1, min(used - (limits[row] > 0 ? 1 : 0), 1))
      weights[row] = max(weights[row] * (1 + 0.5 * rate * overrun), 1e-6)
      sum += weights[row]
    }
    for row in limits.indices { weights[row] /= sum }
  }

  /// The longest path in the chosen modes becomes a limit when it is above the target.
  private func addLongestPath() {
    guard limits.count < Self.maximumRows, project.count > 0 else { return }
    var last = 0
    for place in 0..<project.count {
      let activity = Int(project.order[place])
      longest[activity] = project.releases[activity]
      before[activity] = -1
      for index in project.predecessorOffsets[activity]..<project.predecessorOffsets[activity + 1] {
        let other = project.predecessors[index]
        let ready = longest[other] + project.lags[index]
        if ready > longest[activity] {
          longest[activity] = ready
          before[activity] = other
        }
      }
      longest[activity] += project.durations[choice[activity]]
      if longest[activity] + project.tails[activity] > longest[last] + project.tails[last] { last = activity }
    }
    let length = longest[last] + project.tails[last]
    if length <= deletion.target { return }
    var row = Array(repeating: 0, count: project.durations.count)
    var durations = 0
    var activity = last
    while activity >= 0 {
      for mode in deletion.modes(of: activity) { row[mode] = project.durations[mode] }
      durations += project.durations[choice[activity]]
      activity = before[activity]
    }
    // What of the length is not in modes: release, lags and tail.
    let limit = deletion.target - (length - durations)
    if limit >= 0, !isKnown(row) { add(row, limit: limit) }
  }

  private func isKnown(_ row: [Int]) -> Bool {
    let modeCount = project.durations.count
    return limits.indices.contains { exact[$0 * modeCount..<($0 + 1) * modeCount].elementsEqual(row) }
  }

  /// The same sums with whole weights; what they exclude, is excluded.
  private func judge() -> Bool {
    let modeCount = project.durations.count
    for mode in 0..<modeCount { costs[mode] = 0 }
    var slack: Int128 = 0
    for row in limits.indices {
      let weight = Int128(weights[row] / Double(max(limits[row], 1)) * 0x1p50)
      slack += weight * Int128(limits[row])
      for mode in 0..<modeCount where exact[row * modeCount + mode] != 0 {
        costs[mode] += weight * Int128(exact[row * modeCount + mode])
      }
    }
    for activity in 0..<project.count {
      guard let least = leastCost(activity) else { return false }
      slack -= least
    }
    if slack < 0 { return false }
    for activity in 0..<project.count {
      guard let least = leastCost(activity) else { return false }
      for mode in deletion.modes(of: activity) where deletion.isAlive[mode] && costs[mode] - least > slack {
        deletion.delete(mode)
      }
    }
    return true
  }

  private func leastCost(_ activity: Int) -> Int128? {
    var least: Int128?
    for mode in deletion.modes(of: activity) where deletion.isAlive[mode] {
      least = min(least ?? costs[mode], costs[mode])
    }
    return least
  }
}
