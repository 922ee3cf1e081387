import Basics
import Race

@testable import Pods

/// Small random clusters and their optima by enumeration.
enum PlacementOracle {
  /// The best objective over all placements that the checker accepts, soft score included.
  static func optimum(of instance: PodPacking.Instance) -> Objective? {
    var best: Objective?
    var nodes = [Int32](repeating: -1, count: instance.podCount)
    while true {
      let isPermitted = nodes.enumerated().allSatisfy { $1 < 0 || instance.allows(pod: $0, node: Int($1)) }
      if isPermitted, let objective = try? PodPacking.check(.init(nodes, of: instance), of: instance) {
        best = min(best ?? objective, objective)
      }
      var pod = 0
      while pod < nodes.count, nodes[pod] == Int32(instance.nodeCount - 1) {
        nodes[pod] = -1
        pod += 1
      }
      if pod == nodes.count { return best }
      nodes[pod] += 1
    }
  }

  /// A cluster in which not everything fits.
  ///
  /// - Parameters:
  ///   - isCoupled: with anti-affinity, affinity, spread, budgets and host ports here and there.
  ///   - couplings: how many of these a pod may have.
  static func snapshot(
    _ random: inout RandomSource, pods: Int, nodes: Int, isCoupled: Bool, couplings: Int = 1
  ) -> ClusterSnapshot {
    var snapshot = ClusterSnapshot(name: "random")
    for index in 0..<nodes {
      var node = ClusterSnapshot.Node(
        name: "n\(index)", allocatable: ["cpu": 8 + random.below(5), "memory": 8 + random.below(5), "pods": 4])
      node.labels = ["zone": "z\(random.below(2))", "host": "n\(index)", "disk": random.below(2) == 0 ? "ssd" : "hdd"]
      snapshot.nodes.append(node)
    }
    while snapshot.pods.count < pods {
      // Replicas are alike but for where they run.
      var pod = ClusterSnapshot.Pod(
        name: "", requests: ["cpu": 2 + random.below(6), "memory": 2 + random.below(6)], priority: random.below(3))
      pod.labels = ["app": random.below(2) == 0 ? "a" : "b"]
      if random.below(5) == 0 { pod.nodeSelector = ["disk": "ssd"] }
      if isCoupled { for _ in 0..<couplings { couple(&pod, &random) } }
      for _ in 0..<min(1 + random.below(3), pods - snapshot.pods.count) {
        var replica = pod
        replica.name = "p\(snapshot.pods.count)"
        if random.below(3) > 0 { replica.nodeName = "n\(random.below(nodes))" }
        if replica.nodeName != nil, random.below(12) == 0 { replica.immovable = .notSafeToEvict }
        snapshot.pods.append(replica)
      }
    }
    if isCoupled, random.below(3) == 0 {
      snapshot.disruptionBudgets.append(
        .init(
          namespace: "", name: "budget", selector: LabelSelector(matching: ["app": "a"]),
          disruptionsAllowed: random.below(3)))
    }
    return snapshot
  }

  private static func couple(_ pod: inout ClusterSnapshot.Pod, _ random: inout RandomSource) {
    let key = random.below(2) == 0 ? "zone" : "host"
    let selector = LabelSelector(matching: ["app": random.below(2) == 0 ? "a" : "b"])
    let term = ClusterSnapshot.AffinityTerm(topologyKey: key, selector: selector, namespaces: [""])
    switch random.below(6) {
    case 0: pod.antiAffinity = [term]
    case 1: pod.affinity = [term]
    case 2:
      pod.spreadConstraints = [
        .init(topologyKey: key, maxSkew: 1, minDomains: 1 + random.below(3), selector: selector)
      ]
    case 3: pod.hostPorts = [.init(port: 80)]
    default: break
    }
  }
}
