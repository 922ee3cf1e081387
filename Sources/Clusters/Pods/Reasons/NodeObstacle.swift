/// Why the filters of the scheduler turn a node down for a pod, by the two of them alone, in the scheduler's words.
struct NodeObstacle {
  /// - Returns: nil where nothing of the pod and the node themselves is in the way.
  static func words(for pod: ClusterSnapshot.Pod, on node: ClusterSnapshot.Node) -> String? {
    if let reason = node.notDestination { return "node(s) take no pod, since \(reason)" }
    let unschedulable = ClusterSnapshot.Taint(key: "node.kubernetes.io/unschedulable", effect: .noSchedule)
    if node.isUnschedulable, !pod.tolerations.contains(where: { $0.tolerates(unschedulable) }) {
      return "node(s) were unschedulable"
    }
    let taint = node.taints.first { taint in
      taint.effect != .preferNoSchedule && !pod.tolerations.contains { $0.tolerates(taint) }
    }
    if let taint { return "node(s) had untolerated taint {\(taint.key): \(taint.value)}" }
    let matches =
      pod.nodeSelector.allSatisfy { node.labels[$0.key] == $0.value }
      && pod.nodeAffinity?.contains { $0.matches(node) } ?? true
    if !matches { return "node(s) didn't match Pod's node affinity/selector" }
    if !pod.volumeAffinity.allSatisfy({ $0.contains { $0.matches(node) } }) {
      return "node(s) had volume node affinity conflict"
    }
    if pod.spreadConstraints.contains(where: { node.labels[$0.topologyKey] == nil }) {
      return "node(s) didn't match pod topology spread constraints (missing required label)"
    }
    if pod.affinity.contains(where: { node.labels[$0.topologyKey] == nil }) {
      return "node(s) didn't match pod affinity rules"
    }
    return nil
  }
}
