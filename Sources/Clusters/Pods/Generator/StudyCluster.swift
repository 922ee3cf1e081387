/// A cluster as the 2025 study makes them: equal nodes, as large as the usage leaves them, and ReplicaSets that arrive
/// one after the other.
///
/// - Source: Christensen, Giallorenzo, Mauro 2025, "Priority Matters: Optimising Kubernetes Clusters Usage with
///   Constraint-Based Pod Packing".
struct StudyCluster {
  var nodeCount = 8
  var podsPerNode = 4
  var priorityCount = 4
  /// What all pods request, in hundredths of what the nodes have.
  var usagePercent = 100
  var preempts = false
  var replicaSets: [ReplicaSetDraw]

  /// cpu in millicores and memory in bytes of each node: what the usage asks for, and at least the largest pod.
  var nodeSize: (cpu: Int, memory: Int) {
    (size(of: \.cpu), size(of: \.memory))
  }

  private func size(of amount: (ReplicaSetDraw) -> Int) -> Int {
    let sum = replicaSets.reduce(0) { $0 + $1.replicas * amount($1) }
    let total = (100 * sum + usagePercent - 1) / usagePercent
    return max(replicaSets.map(amount).max() ?? 0, (total + nodeCount - 1) / nodeCount)
  }

  /// The cluster with the placement that the default scheduler reaches.
  func snapshot(named name: String) -> ClusterSnapshot {
    var snapshot = ClusterSnapshot(name: name)
    let size = nodeSize
    let digits = "\(nodeCount)".count
    snapshot.nodes = (1...nodeCount).map { number in
      let text = "\(number)"
      let padded = String(repeating: "0", count: digits - text.count) + text
      return ClusterSnapshot.Node(name: "node-\(padded)", allocatable: ["cpu": size.cpu, "memory": size.memory])
    }
    for (number, set) in replicaSets.enumerated() {
      for replica in 1...set.replicas {
        snapshot.pods.append(
          ClusterSnapshot.Pod(
            name: "rs\(number + 1)-\(replica)", requests: ["cpu": set.cpu, "memory": set.memory],
            priority: set.priority))
      }
    }
    guard let instance = try? snapshot.compiled() else { preconditionFailure("a study's cluster is well formed") }
    var scheduler = DefaultScheduler(
      instance, workloads: replicaSets.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element.replicas) },
      preempts: preempts)
    var first = 0
    for set in replicaSets {
      scheduler.add(first..<first + set.replicas)
      first += set.replicas
    }
    for (pod, node) in scheduler.nodeOfPod.enumerated() where node >= 0 {
      snapshot.pods[pod].nodeName = snapshot.nodes[Int(node)].name
    }
    return snapshot
  }
}
