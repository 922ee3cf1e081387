import Pods
import Race

extension FallbackScheduler {
  /// The best plan for an aim that is found until the time is over, everything is proved, or `interruption` is raised;
  /// at worst the one that changes nothing. No pod that runs is evicted for good, and as many pods of each priority as
  /// before have a place, or more.
  ///
  /// The objective has, between the unplaced pods and the moves, what is aimed at: pods left on the drained nodes by
  /// priority, nodes in use, or the score. `SchedulingPlan.outcome` says it in words.
  /// - Parameters:
  ///   - aim: a rebalance moves 10 pods at most where no limit of evictions is given.
  ///   - deadline: where it comes before the end of the time limit.
  ///   - interruption: ends the search early and keeps what has been found.
  /// - Throws: `Failure`, also for a node to drain that is not there; `CancellationError` when the task is cancelled.
  public func plan(
    for snapshot: ClusterSnapshot, aim: ClusterAim, until deadline: ContinuousClock.Instant? = nil,
    interruption: Interruption = Interruption()
  ) async throws -> SchedulingPlan {
    try await OwnThread.run(interruption) {
      try blockingPlan(for: snapshot, aim: aim, until: deadline, interruption: interruption)
    }
  }

  /// The same for callers that have a thread to give, which waits until the plan is there.
  public func blockingPlan(
    for snapshot: ClusterSnapshot, aim: ClusterAim, until deadline: ContinuousClock.Instant? = nil,
    interruption: Interruption = Interruption()
  ) throws(Failure) -> SchedulingPlan {
    let start = ContinuousClock.now
    let instance: PodDescheduling.Instance
    do {
      var snapshot = snapshot
      if let limits = options.evictionLimits { snapshot.evictionLimits = limits }
      if snapshot.evictionLimits == .init() { snapshot.evictionLimits.perPlan = aim.usualEvictions }
      instance = try PodDescheduling.Instance(snapshot, aim: aim)
    } catch {
      throw .invalidSnapshot("\(error)")
    }
    let window = window(from: start, until: deadline)
    let result = options.search(
      PodDescheduling.self, instance, from: .present(of: instance.cluster), window.clock, interruption)
    var plan = SchedulingPlan(result, instance.cluster, shouldStop: window.isOver)
    plan.outcome = AimOutcome(plan.placement, of: instance)
    return plan
  }
}
