import Basics

/// A project whose activities run in one of several modes each, as flat arrays.
///
/// Activity a may run in the modes `modeOffsets[a]..<modeOffsets[a + 1]`; a mode is named by that row everywhere. While it
/// runs it occupies renewable resources, and it uses up an amount of consumable ones, whenever it runs. The objective
/// is the latest end, each with the activity's tail; it is 0 without activities.
package struct ModeProject: Sendable, Equatable {
  /// `after` starts at the earliest `lag` after the end of `before`.
  package struct Arc: Sendable, Equatable {
    package let before, after, lag: Int

    package init(before: Int, after: Int, lag: Int = 0) {
      self.before = before
      self.after = after
      self.lag = lag
    }
  }

  /// The first mode of each activity, and the number of modes at the end.
  package let modeOffsets: [Int]
  /// By mode; a mode of duration 0 occupies nothing.
  package let durations: [Int]
  /// The demand of mode m for renewable resource r at `m * renewableCapacities.count + r`.
  package let demands: [Int]
  /// What mode m uses up of consumable resource c at `m * consumableCapacities.count + c`.
  package let consumptions: [Int]
  package let arcs: [Arc]
  /// No activity starts before its release.
  package let releases: [Int]
  /// What the objective adds to an activity's end.
  package let tails: [Int]
  package let renewableCapacities: [Int]
  package let consumableCapacities: [Int]
  /// The activities, each behind its predecessors.
  package let order: [Int]
  /// An objective that a schedule without needless idle time does not exceed: everything one after the other.
  package let horizon: Int

  package var activityCount: Int { releases.count }
  package var modeCount: Int { durations.count }
  package var renewableCount: Int { renewableCapacities.count }
  package var consumableCount: Int { consumableCapacities.count }

  /// Sums of times stay below this.
  package static let timeLimit = 1 << 40

  /// - Precondition: every activity has a mode; no number is negative; the arcs have no cycle. The largest durations of
  ///   all activities, all lags, the largest release and the largest tail sum to less than 2^40, times the largest
  ///   capacity to less than 2^60; the largest consumptions of all activities sum to less than 2^40 for each resource.
  package init(
    modeOffsets: [Int], durations: [Int], demands: [Int] = [], consumptions: [Int] = [], arcs: [Arc] = [],
    releases: [Int]? = nil, tails: [Int]? = nil, renewableCapacities: [Int] = [], consumableCapacities: [Int] = []
  ) {
    let count = modeOffsets.count - 1
    precondition(count >= 0 && count < 1 << 20 && modeOffsets.first == 0, "offsets start with 0")
    precondition(modeOffsets.last == durations.count, "the last offset is the number of modes")
    precondition(zip(modeOffsets, modeOffsets.dropFirst()).allSatisfy(<), "every activity has a mode")
    precondition(demands.count == durations.count * renewableCapacities.count, "a demand per mode and resource")
    precondition(consumptions.count == durations.count * consumableCapacities.count, "a consumption each")
    self.modeOffsets = modeOffsets
    self.durations = durations
    let renewableCount = renewableCapacities.count
    self.demands = demands.indices.map { durations[$0 / renewableCount] == 0 ? 0 : demands[$0] }
    self.consumptions = consumptions
    self.arcs = arcs
    self.releases = releases ?? Array(repeating: 0, count: count)
    self.tails = tails ?? Array(repeating: 0, count: count)
    self.renewableCapacities = renewableCapacities
    self.consumableCapacities = consumableCapacities
    precondition(self.releases.count == count && self.tails.count == count, "a release and a tail per activity")
    guard let order = Self.order(of: count, arcs) else { preconditionFailure("the arcs have a cycle") }
    self.order = order
    let ranges = (0..<count).map { modeOffsets[$0]..<modeOffsets[$0 + 1] }
    horizon =
      Self.sum(ranges.map { $0.reduce(0) { max($0, durations[$1]) } }) + Self.sum(arcs.map(\.lag))
      + (self.releases.max() ?? 0) + (self.tails.max() ?? 0)
    validateSums()
  }

  private func validateSums() {
    for numbers in [durations, consumptions, arcs.map(\.lag), releases, tails] {
      precondition(numbers.allSatisfy { $0 >= 0 && $0 < Self.timeLimit }, "numbers are in 0 ..< 2^40")
    }
    for numbers in [demands, renewableCapacities, consumableCapacities] {
      precondition(numbers.allSatisfy { $0 >= 0 && $0 < 1 << 60 }, "demands and capacities are in 0 ..< 2^60")
    }
    precondition(horizon < Self.timeLimit, "the total work is below 2^40")
    for capacity in renewableCapacities {
      let (energy, overflow) = capacity.multipliedReportingOverflow(by: max(horizon, 1))
      precondition(!overflow && energy < 1 << 60, "the total work times a capacity is below 2^60")
    }
    for resource in 0..<consumableCount {
      let largest = (0..<activityCount).map { activity in
        (modeOffsets[activity]..<modeOffsets[activity + 1]).reduce(0) {
          max($0, consumptions[$1 * consumableCount + resource])
        }
      }
      precondition(Self.sum(largest) < Self.timeLimit, "the total consumption is below 2^40")
    }
  }

  /// Fewer than 2^20 activities, or arcs in memory, cannot overflow it.
  private static func sum(_ numbers: [Int]) -> Int {
    precondition(numbers.allSatisfy { $0 >= 0 && $0 < timeLimit }, "numbers are in 0 ..< 2^40")
    return numbers.reduce(0, +)
  }

  /// The same project with these modes only, in rising order, at least one for each activity.
  func keeping(modes: [Int]) -> ModeProject {
    var offsets = [0]
    var next = 0
    for activity in 0..<activityCount {
      while next < modes.count, modes[next] < modeOffsets[activity + 1] { next += 1 }
      offsets.append(next)
    }
    return ModeProject(
      modeOffsets: offsets, durations: modes.map { durations[$0] },
      demands: modes.flatMap { demands[$0 * renewableCount..<($0 + 1) * renewableCount] },
      consumptions: modes.flatMap { consumptions[$0 * consumableCount..<($0 + 1) * consumableCount] }, arcs: arcs,
      releases: releases, tails: tails, renewableCapacities: renewableCapacities,
      consumableCapacities: consumableCapacities)
  }

  /// The nodes in an order that respects the arcs; nil where they have a cycle.
  private static func order(of count: Int, _ arcs: [Arc]) -> [Int]? {
    for arc in arcs {
      precondition((0..<count).contains(arc.before) && (0..<count).contains(arc.after), "arcs join activities")
    }
    return TopologicalOrder.order(of: count, arcs.lazy.map { ($0.before, $0.after) })
  }
}
