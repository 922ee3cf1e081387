import Pods

/// What the controller may do to the cluster.
enum Mode: String, CaseIterable, Sendable {
  /// It says what it would do.
  case observe
  /// It also leads the scheduler to the plan's places, by the scheduler's extender.
  case steer
  /// It also evicts pods.
  case apply
}

/// How much may be evicted, when, and for how long a step is waited for.
struct CarryingOutSettings: Sendable {
  var mode = Mode.observe
  var limits = ClusterSnapshot.EvictionLimits()
  /// Evictions in any 60 minutes.
  var perHour = 60
  /// Seconds that a step may take.
  var stepTimeout = 120.0
  /// Where there are none, it is always time.
  var windows: [MaintenanceWindow] = []

  /// What a plan may evict after what has been evicted in the last hour.
  func limits(after journal: Journal, now: Double) -> ClusterSnapshot.EvictionLimits {
    guard mode == .apply else { return limits }
    var result = limits
    result.perPlan = min(limits.perPlan ?? .max, max(0, perHour - min(perHour, journal.count(at: now))))
    return result
  }

  func isOpen(at now: Double) -> Bool { windows.isEmpty || windows.contains { $0.contains(now) } }
}
