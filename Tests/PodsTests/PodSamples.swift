@testable import Pods

/// Small clusters for tests.
enum PodSamples {
  typealias Node = ClusterSnapshot.Node
  typealias Pod = ClusterSnapshot.Pod

  /// Equal nodes with cpu alone.
  static func nodes(_ count: Int, cpu: Int) -> [Node] {
    (0..<count).map { Node(name: "n\($0)", allocatable: ["cpu": cpu]) }
  }

  static func pod(_ name: String, cpu: Int, priority: Int = 0, on node: String? = nil) -> Pod {
    Pod(name: name, requests: ["cpu": cpu], priority: priority, nodeName: node)
  }

  static func instance(_ nodes: [Node], _ pods: [Pod]) throws -> PodPacking.Instance {
    try ClusterSnapshot(name: "sample", nodes: nodes, pods: pods).compiled()
  }

  /// A solution by node name, "" for none, in the order of the instance's pods.
  static func solution(_ places: [String], _ instance: PodPacking.Instance) -> PodPacking.Solution {
    PodPacking.Solution(places.map { name in Int32(instance.nodeNames.firstIndex(of: name) ?? -1) }, of: instance)
  }
}
