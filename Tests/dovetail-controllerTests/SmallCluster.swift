import APIServerDouble

/// Two nodes of two cores with a pod of one core each, so that a pod of two cores fits once one of them has moved.
struct SmallCluster {
  static let pods = "/api/v1/pods"
  static let nodes = "/api/v1/nodes"
  let server = APIServerDouble()

  init() {
    for name in ["n1", "n2"] {
      server.put(
        Self.nodes, name, metadata: #","labels":{"kubernetes.io/hostname":"\#(name)"}"#,
        #","spec":{},"status":{"allocatable":{"cpu":"2","memory":"8Gi","pods":"10"},"#
          + #""conditions":[{"type":"Ready","status":"True"}]}"#)
    }
    run("web-1", on: "n1")
    run("web-2", on: "n2")
  }

  /// A pod of a ReplicaSet, running and ready.
  func run(_ name: String, on node: String, cpu: String = "1") {
    server.put(
      Self.pods, name, namespace: "default",
      metadata:
        #","ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web","uid":"uid-web","controller":true}]"#,
      #","spec":{"nodeName":"\#(node)","containers":[{"name":"c","resources":{"requests":{"cpu":"\#(cpu)"}}}]},"#
        + #""status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}"#)
  }

  /// A pod that the scheduler has found no node for, long ago.
  func wait(_ name: String, cpu: String) {
    server.put(
      Self.pods, name, namespace: "default",
      #","spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"\#(cpu)"}}}]},"status":{"phase":"Pending","#
        + #""conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","#
        + #""lastTransitionTime":"2026-01-01T00:00:00Z"}]}"#)
  }

  /// Calls that are no reading.
  var writes: [APIServerDouble.Call] { server.calls.filter { $0.method != "GET" } }
}
