import Basics
import GLPKSolver
import Pods
import Scheduler

/// Plans of the cluster as it is seen, on threads of their own.
struct ClusterPlanner: Sendable {
  let snapshots: SnapshotKeeper
  let scope: PlanningScope
  /// Seconds and threads of a plan.
  let timeLimit: Double
  let workers: Int

  /// - Parameters:
  ///   - limits: how many pods a plan may evict.
  ///   - aim: what it is for; nil for the pods that wait.
  /// - Throws: an error in words; `CancellationError`.
  func plan(
    for view: ClusterMirror.View, limits: ClusterSnapshot.EvictionLimits, aim: ClusterAim? = nil
  ) async throws -> SchedulingPlan {
    let interruption = Interruption()
    return try await Aside.run(interruption) {
      var options = FallbackScheduler.Options()
      options.timeLimit = timeLimit
      options.workers = workers
      options.evictionLimits = limits
      options.mipSolver = GLPKSolver()
      let snapshot = scope.applied(to: try snapshots.snapshot(of: view), view)
      let scheduler = FallbackScheduler(options)
      if let aim { return try scheduler.blockingPlan(for: snapshot, aim: aim, interruption: interruption) }
      return try scheduler.blockingPlan(for: snapshot, interruption: interruption)
    }
  }

  /// The cluster as plans see it now.
  func instance(of view: ClusterMirror.View) async throws -> PodPacking.Instance {
    try await Aside.run { try scope.applied(to: try snapshots.snapshot(of: view), view).compiled() }
  }
}
