extension [PodPacking.Plan.Step] {
  /// With the UIDs of the snapshot's pods, each in the first step about its pod: what is created anew on the way has
  /// another. So who carries the steps out can tell whether a pod is still the one that the plan means.
  package func naming(podsOf instance: PodPacking.Instance) -> Self {
    var uids: [String: String] = [:]
    for (pod, name) in instance.podNames.enumerated() {
      uids[name] = instance.snapshot.pods[Int(instance.snapshotPod[pod])].uid
    }
    var steps = self
    for index in steps.indices { steps[index].uid = uids.removeValue(forKey: steps[index].pod) }
    return steps
  }
}
