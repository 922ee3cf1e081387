import Basics
import Race

extension ResourceProject {
  /// Replays a schedule event by event; shares nothing with what makes schedules.
  ///
  /// - Returns: the makespan.
  /// - Complexity: O(n log n + m) for m precedences, for each resource.
  public static func check(_ solution: Solution, of instance: Instance) throws(CheckFailure) -> Objective {
    let starts = solution.starts
    guard starts.count == instance.durations.count else {
      throw CheckFailure(
        "\(counted(starts.count, "start time")) for \(counted(instance.durations.count, "activity"))"
      )
    }
    // Sums of a start and a duration fit; where durations are small, so that engines take times as they are, 32 bits.
    let isLarge = instance.totalDuration > Instance.maximumTotalDuration
    let latest = isLarge ? 2 * Instance.maximumDuration : Int(Int32.max)
    for (activity, start) in starts.enumerated() {
      guard start >= 0 else { throw CheckFailure("activity \(activity + 1) starts at \(start), before 0") }
      guard start <= latest else {
        throw CheckFailure("activity \(activity + 1) starts at \(start), beyond \(latest)")
      }
    }
    for (activity, successors) in instance.successors.enumerated() {
      let end = starts[activity] + instance.durations[activity]
      for successor in successors where starts[successor] < end {
        throw CheckFailure(
          "activity \(successor + 1) starts at \(starts[successor]), before its predecessor \(activity + 1) ends "
            + "at \(end)")
      }
    }
    for resource in instance.capacities.indices { try checkUsage(of: resource, starts, instance) }
    return Objective(starts.indices.reduce(0) { max($0, starts[$1] + instance.durations[$1]) })
  }

  private static func checkUsage(of resource: Int, _ starts: [Int], _ instance: Instance) throws(CheckFailure) {
    var changes: [(time: Int, amount: Int)] = []
    for (activity, start) in starts.enumerated() where instance.durations[activity] > 0 {
      let demand = instance.demands[activity][resource]
      changes.append((start, demand))
      changes.append((start + instance.durations[activity], -demand))
    }
    // At equal times what ends gives back before what starts takes: intervals are half open.
    changes.sort { ($0.time, $0.amount) < ($1.time, $1.amount) }
    var usage = 0
    for change in changes {
      usage += change.amount
      guard usage <= instance.capacities[resource] else {
        throw CheckFailure(
          "resource \(resource + 1) is used by \(usage) at time \(change.time), its capacity is "
            + "\(instance.capacities[resource])")
      }
    }
  }
}
