import Pods
import Race

@testable import Scheduler

/// Clusters whose best plans can be seen by hand.
enum SmallClusters {
  /// Two nodes of 1000 m: `a` (600 m) on n1, `b` (300 m) on n2, and `p` (900 m) pending. Each node has room for less
  /// than `p`, yet all three fit once `b` moves to n1.
  static func blocked(priorities: (a: Int, b: Int, p: Int) = (0, 0, 0)) -> ClusterSnapshot {
    var snapshot = ClusterSnapshot(name: "blocked")
    snapshot.nodes = ["n1", "n2"].map { .init(name: $0, allocatable: ["cpu": 1000]) }
    snapshot.pods = [
      pod("a", 600, priority: priorities.a, on: "n1"), pod("b", 300, priority: priorities.b, on: "n2"),
      pod("p", 900, priority: priorities.p),
    ]
    return snapshot
  }

  static func pod(_ name: String, _ cpu: Int, priority: Int = 0, on node: String? = nil) -> ClusterSnapshot.Pod {
    var pod = ClusterSnapshot.Pod(
      namespace: "shop", name: name, requests: ["cpu": cpu], priority: priority, nodeName: node)
    pod.uid = "uid-\(name)"
    pod.owner = "ReplicaSet \(name)-set"
    return pod
  }

  /// The plan that places pods as said, -1 for nowhere, in the order of the snapshot's pods.
  static func plan(_ snapshot: ClusterSnapshot, _ nodes: [Int32], score: PodPacking.SoftScore? = nil) throws
    -> SchedulingPlan
  {
    let instance = try snapshot.compiled(scoring: score)
    let scoreboard = Scoreboard<PodPacking.Solution>(
      check: { (solution) throws(CheckFailure) in try PodPacking.check(solution, of: instance) })
    scoreboard.offer(PodPacking.Solution(nodes, of: instance), from: "hand")
    return SchedulingPlan(scoreboard.result(), instance)
  }
}
