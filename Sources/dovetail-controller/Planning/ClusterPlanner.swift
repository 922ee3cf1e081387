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
    try await plan(for: view, limits: limits) { scheduler, snapshot, interruption in
      if let aim { return try scheduler.blockingPlan(for: snapshot, aim: aim, interruption: interruption) }
      return try scheduler.blockingPlan(for: snapshot, interruption: interruption)
    }
  }

  /// A plan of the most promising part of a large cluster; nil of others.
  func partPlan(
    for view: ClusterMirror.View, limits: ClusterSnapshot.EvictionLimits
  ) async throws -> SchedulingPlan? {
    try await plan(for: view, limits: limits) { scheduler, snapshot, interruption in
      try scheduler.blockingPartPlan(for: snapshot, interruption: interruption)
    }
  }

  private func plan<Plan: Sendable>(
    for view: ClusterMirror.View, limits: ClusterSnapshot.EvictionLimits,
    _ make: @escaping @Sendable (FallbackScheduler, ClusterSnapshot, Interruption) throws -> Plan
  ) async throws -> Plan {
    let interruption = Interruption()
    return try await OwnThread.run(interruption) {
      var options = FallbackScheduler.Options()
      options.timeLimit = timeLimit
      options.workers = workers
      options.evictionLimits = limits
      options.mipSolver = GLPKSolver()
      let snapshot = scope.applied(to: try snapshots.snapshot(of: view), view)
      return try make(FallbackScheduler(options), snapshot, interruption)
    }
  }

  /// The cluster as plans see it now.
  ///
  /// - Parameter evicted: pods that a plan has evicted. Budgets are looked at as if they were there again, since the plan
  ///   brings them back before it needs the budget for others, and the API server is asked at each eviction anyway.
  func instance(
    of view: ClusterMirror.View, without evicted: [EvictedPod] = []
  ) async throws -> PodPacking.Instance {
    try await OwnThread.run {
      var snapshot = scope.applied(to: try snapshots.snapshot(of: view), view)
      for index in snapshot.disruptionBudgets.indices {
        let budget = snapshot.disruptionBudgets[index]
        snapshot.disruptionBudgets[index].disruptionsAllowed += evicted.count { pod in
          pod.namespace == budget.namespace && budget.selector.matches(pod.labels)
        }
      }
      return try snapshot.compiled()
    }
  }
}

/// What budgets go by.
struct EvictedPod: Sendable, Equatable {
  let namespace: String
  let labels: [String: String]
}
