import Pods

extension FallbackScheduler {
  /// A plan of the most promising part of a large cluster: soon there, and of it nothing is proved but that nobody stays
  /// pending.
  ///
  /// - Returns: nil where the cluster is not large enough for that, or has rules that reach too far.
  package func blockingPartPlan(
    for snapshot: ClusterSnapshot, interruption: Interruption = Interruption()
  ) throws(Failure) -> SchedulingPlan? {
    guard let part = snapshot.focused() else { return nil }
    var plan = try blockingPlan(for: part, interruption: interruption)
    plan.claimForWhole()
    return plan
  }
}
