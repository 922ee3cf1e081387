/// A candidate for a `ModeProject`: what mode each activity runs in, and when it starts.
package struct ModeSchedule: Sendable, Equatable {
  /// By activity, a row of the project's modes.
  package var modes: [Int]
  package var starts: [Int]

  package init(modes: [Int], starts: [Int]) {
    self.modes = modes
    self.starts = starts
  }
}

extension ModeProject {
  /// The objective of a schedule; nil where it breaks a rule of the project.
  ///
  /// Straight from the definition, so that it can judge what a search has computed step by step.
  /// - Complexity: O(n^2 * resources).
  package func objective(of schedule: ModeSchedule) -> Int? {
    let (modes, starts) = (schedule.modes, schedule.starts)
    guard modes.count == activityCount, starts.count == activityCount else { return nil }
    for activity in 0..<activityCount {
      guard (modeOffsets[activity]..<modeOffsets[activity + 1]).contains(modes[activity]) else { return nil }
      guard starts[activity] >= releases[activity], starts[activity] < Self.timeLimit else { return nil }
    }
    let ends = starts.indices.map { starts[$0] + durations[modes[$0]] }
    for arc in arcs where starts[arc.after] < ends[arc.before] + arc.lag { return nil }
    for (resource, capacity) in consumableCapacities.enumerated() {
      let used = modes.reduce(0) { $0 + consumptions[$1 * consumableCount + resource] }
      if used > capacity { return nil }
    }
    // Usage only rises where an activity starts.
    for moment in starts {
      for (resource, capacity) in renewableCapacities.enumerated() {
        var free = capacity
        for other in starts.indices where starts[other] <= moment && moment < ends[other] {
          free -= demands[modes[other] * renewableCount + resource]
          if free < 0 { return nil }
        }
      }
    }
    return starts.indices.reduce(0) { max($0, ends[$1] + tails[$1]) }
  }
}
