extension PodDescheduling {
  /// A pod that stays on a node that was to be free, and why.
  public struct Stay: Sendable, Codable, Equatable {
    /// "namespace/name".
    public let pod: String
    /// Where it stays.
    public let node: String
    /// In words.
    public let reason: String
    /// Whether it belongs there: a DaemonSet's or a static pod.
    public let belongs: Bool
  }
}

extension PodDescheduling.Instance {
  /// Of these nodes, the pods that must stay, then those that find no place elsewhere, the most important first.
  package func staying(on names: Set<String>, after nodeOfPod: [Int32]) -> [PodDescheduling.Stay] {
    let snapshot = cluster.snapshot
    var result: [PodDescheduling.Stay] = []
    for pod in cluster.fixedPods where names.contains(cluster.nodeNames[pod.node]) {
      let object = snapshot.pods[pod.snapshotPod]
      let belongs = object.immovable == .daemonSet || object.immovable == .mirror
      result.append(
        PodDescheduling.Stay(pod: object.label, node: cluster.nodeNames[pod.node], reason: pod.reason, belongs: belongs)
      )
    }
    let left = nodeOfPod.indices.filter { pod in
      nodeOfPod[pod] >= 0 && nodeOfPod[pod] == cluster.currentNode[pod]
        && names.contains(cluster.nodeNames[Int(nodeOfPod[pod])])
    }
    if left.isEmpty { return result }
    let level = cluster.priorityLevel
    // What the scheduler would say if the pod were gone from its node.
    var absent = nodeOfPod
    for pod in left { absent[pod] = -1 }
    let reasons = PodPacking.PendingReasons(PodPacking.Solution(absent, of: cluster), of: cluster).all
    let reasonOfPod = Dictionary(reasons.map { ($0.pod, $0.reason) }, uniquingKeysWith: { first, _ in first })
    for pod in left.sorted(by: { (level[$0], $0) < (level[$1], $1) }) {
      result.append(
        PodDescheduling.Stay(
          pod: cluster.podNames[pod], node: cluster.nodeNames[Int(nodeOfPod[pod])],
          reason: isOutOfEvictions(pod, nodeOfPod)
            ?? "finds no place: \(reasonOfPod[cluster.podNames[pod]] ?? "no node takes it")",
          belongs: false))
    }
    return result
  }

  /// The limit of evictions that keeps the pod where it is, in words.
  private func isOutOfEvictions(_ pod: Int, _ nodeOfPod: [Int32]) -> String? {
    let limit = cluster.evictionLimits.first { limit in
      limit.pods.contains(Int32(pod))
        && limit.pods.count(where: { nodeOfPod[Int($0)] != cluster.currentNode[Int($0)] }) >= limit.allowed
    }
    return limit.map { "the limit of evictions \($0.name) is reached" }
  }

  /// The soft score of a placement, where one is aimed at.
  package func score(of nodeOfPod: [Int32]) -> Int { cluster.scoreLevel(of: nodeOfPod).first ?? 0 }
}
