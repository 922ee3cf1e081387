import Basics

/// Decides whether some choice of modes keeps the consumable resources: depth first, with the least consumption of what
/// is not chosen yet as the bound, on each resource and on weighted sums of all.
struct ModeFeasibility {
  enum Verdict: Equatable {
    /// A mode row for each activity.
    case feasible([Int])
    case infeasible
    /// The limit was reached, or it had to stop.
    case unknown
  }

  private let project: ModeProject
  /// The consumptions and capacities of the resources, then of the weighted sums.
  private let width: Int
  private let capacities: [Int]
  private let rows: [Int]
  /// The activities, those with the largest differences between their modes first.
  private let order: [Int]
  /// By activity, its modes, the less they use the earlier.
  private let candidates: [[Int]]
  /// The least consumption of the activities from a place of the order on: `place * width`.
  private let rest: [Int]

  init(_ project: ModeProject) {
    self.project = project
    let weights = Self.sumWeights(project)
    let resources = project.consumableCount
    let width = resources + weights.count
    self.width = width
    func extended(_ amounts: ArraySlice<Int>) -> [Int] {
      amounts + weights.map { zip($0, amounts).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    // No choice uses more than 2^40, so larger capacities say nothing and must not overflow the sums.
    capacities = extended(project.consumableCapacities.map { min($0, ModeProject.timeLimit) }[...])
    let rows = (0..<project.modeCount).flatMap {
      extended(project.consumptions[$0 * resources..<($0 + 1) * resources])
    }
    let ranges = (0..<project.activityCount).map { project.modeOffsets[$0]..<project.modeOffsets[$0 + 1] }
    let capacities = capacities
    func share(_ mode: Int) -> Double {
      (0..<width).reduce(0) { $0 + Double(rows[mode * width + $1]) / Double(max(capacities[$1], 1)) }
    }
    let shares = (0..<project.modeCount).map(share)
    candidates = ranges.map { $0.sorted { (shares[$0], $0) < (shares[$1], $1) } }
    let spreads = candidates.map { shares[$0[$0.count - 1]] - shares[$0[0]] }
    order = ranges.indices.sorted { (-spreads[$0], $0) < (-spreads[$1], $1) }
    var rest = Array(repeating: 0, count: (ranges.count + 1) * width)
    for place in ranges.indices.reversed() {
      for row in 0..<width {
        let least = ranges[order[place]].map { rows[$0 * width + row] }.min() ?? 0
        rest[place * width + row] = rest[(place + 1) * width + row] + least
      }
    }
    self.rest = rest
    self.rows = rows
  }

  /// The mode of each activity whose consumptions are the least shares of the capacities, summed.
  var leanModes: [Int] { candidates.map { $0[0] } }

  /// - Parameter limit: how many partial choices may be looked at.
  func decide(limit: Int, shouldStop: () -> Bool = { false }) -> Verdict {
    let count = order.count
    for row in 0..<width where rest[row] > capacities[row] { return .infeasible }
    if count == 0 { return .feasible([]) }
    var used = Array(repeating: 0, count: (count + 1) * width)
    var next = Array(repeating: 0, count: count)
    var chosen = Array(repeating: 0, count: count)
    var depth = 0
    var looks = 0
    while depth >= 0 {
      let activity = order[depth]
      if next[depth] == candidates[activity].count {
        next[depth] = 0
        depth -= 1
        continue
      }
      looks += 1
      if looks > limit || looks & 1_023 == 0 && shouldStop() { return .unknown }
      let mode = candidates[activity][next[depth]]
      next[depth] += 1
      var fits = true
      for row in 0..<width {
        let sum = used[depth * width + row] + rows[mode * width + row]
        used[(depth + 1) * width + row] = sum
        if sum + rest[(depth + 1) * width + row] > capacities[row] { fits = false }
      }
      if !fits { continue }
      chosen[activity] = mode
      depth += 1
      if depth == count { return .feasible(chosen) }
    }
    return .infeasible
  }

  /// Integer weights of the resources: equal shares of the capacities, and what a few rounds make of them that raise
  /// the weights of what the cheapest modes overrun.
  private static func sumWeights(_ project: ModeProject) -> [[Int]] {
    let count = project.consumableCount
    guard count > 1 else { return [] }
    let scales = project.consumableCapacities.map { 1 / Double(max($0, 1)) }
    var shares = Array(repeating: 1.0, count: count)
    var result: [[Int]] = []
    for round in 0..<48 {
      if round % 12 == 0 { result.append(integers(zip(shares, scales).map(*))) }
      var use = Array(repeating: 0.0, count: count)
      for activity in 0..<project.activityCount {
        var best = (cost: Double.infinity, mode: 0)
        for mode in project.modeOffsets[activity]..<project.modeOffsets[activity + 1] {
          let cost = (0..<count).reduce(0.0) {
            $0 + Double(project.consumptions[mode * count + $1]) * scales[$1] * shares[$1]
          }
          if cost < best.cost { best = (cost, mode) }
        }
        for resource in 0..<count {
          use[resource] += Double(project.consumptions[best.mode * count + resource]) * scales[resource]
        }
      }
      for resource in 0..<count {
        shares[resource] = max(shares[resource] + max(-1, min(use[resource] - 1, 1)) / Double(round + 2), 0.01)
      }
    }
    return result
  }

  /// The weights scaled to a sum of at most 2^20: with amounts below 2^40, weighted sums stay in 64 bits.
  private static func integers(_ weights: [Double]) -> [Int] {
    let largest = weights.max() ?? 1
    return weights.map { Int($0 / largest * Double(1 << 20) / Double(weights.count)) }
  }
}
