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

  /// - Parameter limits: how many pods a plan may evict.
  /// - Throws: an error in words; `CancellationError`.
  func plan(
    for view: ClusterMirror.View, limits: ClusterSnapshot.EvictionLimits
  ) async throws -> SchedulingPlan {
    let interruption = Interruption()
    return try await Aside.run({ interruption.raise() }) {
      var options = FallbackScheduler.Options()
      options.timeLimit = timeLimit
      options.workers = workers
      options.evictionLimits = limits
      options.mipSolver = GLPKSolver()
      let snapshot = scope.applied(to: try snapshots.snapshot(of: view), view)
      return try FallbackScheduler(options).blockingPlan(for: snapshot, interruption: interruption)
    }
  }

  /// The cluster as plans see it now.
  func instance(of view: ClusterMirror.View) async throws -> PodPacking.Instance {
    try await Aside.run { try scope.applied(to: try snapshots.snapshot(of: view), view).compiled() }
  }
}
