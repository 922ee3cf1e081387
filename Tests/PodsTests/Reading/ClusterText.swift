import Basics

@testable import Pods

/// Small clusters in Kubernetes' JSON, for tests of what is read of them.
enum ClusterText {
  static func node(_ name: String, labels: String = "{}", spec: String = "{}", status: String = "") -> String {
    """
    {"apiVersion":"v1","kind":"Node","metadata":{"name":"\(name)","labels":\(labels)},"spec":\(spec),
     "status":{"allocatable":{"cpu":"4","memory":"8Gi","pods":"110"}\(status)}}
    """
  }

  static let replicaSet = #""ownerReferences":[{"kind":"ReplicaSet","name":"r","controller":true}]"#

  /// A pod of a ReplicaSet in the namespace shop; `spec`, `metadata` and `status` are members with commas before them.
  static func pod(
    _ name: String, on node: String? = nil, spec: String = "", metadata: String = "", status: String = ""
  ) -> String {
    let place = node.map { ",\"nodeName\":\"\($0)\"" } ?? ""
    return """
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"\(name)","namespace":"shop",\(replicaSet)\(metadata)},
       "spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"1"}}}]\(place)\(spec)},
       "status":{"phase":"\(node == nil ? "Pending" : "Running")"\(status)}}
      """
  }

  static func list(_ objects: [String]) -> String {
    "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\(objects.joined(separator: ",\n"))]}"
  }

  static func snapshot(_ objects: String...) throws -> ClusterSnapshot {
    try PodPacking.snapshot(from: SourceText(name: "cluster.json", text: list(objects)))
  }
}

extension ClusterSnapshot {
  func pod(_ name: String) throws -> Pod {
    guard let pod = pods.first(where: { $0.name == name }) else { throw Missing(name: name) }
    return pod
  }

  struct Missing: Error { let name: String }
}
