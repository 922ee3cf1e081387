import Testing

@testable import Pods

@Suite("Nodes that are not there yet, and other changes")
struct NodeShapeTests {
  @Test("resources, labels, taints and the count are told apart")
  func parts() throws {
    let shape = try NodeShape("8cpu,32Gi,pods=110,nvidia.com/gpu=1,label:zone=a,taint:gpu=yes:NoSchedule=3")
    #expect(shape.count == 3)
    guard case .made(let node) = shape.kind else {
      Issue.record("not a made node")
      return
    }
    #expect(node.allocatable == ["cpu": 8000, "memory": 32 << 30, "pods": 110, "nvidia.com/gpu": 1])
    #expect(node.labels == ["zone": "a"])
    #expect(node.taints == [.init(key: "gpu", value: "yes", effect: .noSchedule)])
  }

  @Test(
    "the count is what stands behind the last part's own value",
    arguments: [
      ("8cpu,32Gi", nil), ("8cpu,32Gi=4", 4), ("32Gi,8cpu=4", 4), ("8cpu,32Gi,pods=110", nil),
      ("8cpu,32Gi,pods=110=4", 4), ("8cpu,32Gi,label:a=3", nil), ("8cpu,32Gi,label:a=3=4", 4), ("copy:n1", nil),
      ("copy:n1=4", 4), ("8cpu,32Gi,taint:a:NoExecute=4", 4),
    ] as [(String, Int?)])
  func counts(text: String, count: Int?) throws { #expect(try NodeShape(text).count == count) }

  @Test(
    "what is no shape is told",
    arguments: [
      "", "8cpu", "32Gi", "8cpu,32Gi=0", "8cpu,32Gi=x", "8cpu,8cpu,32Gi", "8cpu,32Gi,label:a",
      "8cpu,32Gi,taint:a:Never",
      "copy:", "copy:n1,8cpu", "-8cpu,32Gi", "8cpu,32Gi=100000",
    ])
  func malformed(text: String) { #expect(throws: NodeShape.Malformed.self) { try NodeShape(text) } }

  private func cluster() -> ClusterSnapshot {
    var snapshot = ClusterSnapshot(name: "x", nodes: PodSamples.nodes(2, cpu: 1000))
    snapshot.nodes[0].labels = ["kind": "big"]
    snapshot.nodes[0].isUnschedulable = true
    snapshot.nodes[0].taints = [.init(key: "node.kubernetes.io/unschedulable", effect: .noSchedule)]
    func pod(_ name: String, _ owner: String?, _ reason: ClusterSnapshot.Immovable? = nil) -> ClusterSnapshot.Pod {
      var pod = PodSamples.pod(name, cpu: 100, on: "n0")
      pod.namespace = "shop"
      pod.owner = owner
      pod.immovable = reason
      return pod
    }
    snapshot.pods = [
      pod("web-5d9-x", "ReplicaSet web-5d9"), pod("web-api-77-y", "ReplicaSet web-api-77"),
      pod("agent-z", "DaemonSet agent", .daemonSet), pod("alone", nil, .bare), pod("db-0", "StatefulSet db"),
    ]
    snapshot.pods[2].nodeSelector = ["kind": "big"]
    return snapshot
  }

  @Test("a copy is open and has the DaemonSet's pod; another shape has it where its selector says so")
  func adding() throws {
    var snapshot = cluster()
    #expect(try snapshot.add(NodeShape("copy:n0"), count: 2) == ["new-1", "new-2"])
    #expect(snapshot.nodes.map(\.name) == ["n0", "n1", "new-1", "new-2"])
    #expect(!snapshot.nodes[2].isUnschedulable && snapshot.nodes[2].taints.isEmpty)
    #expect(snapshot.pods.suffix(2).map(\.label) == ["shop/agent-new-1", "shop/agent-new-2"])
    #expect(snapshot.pods.suffix(2).map(\.nodeName) == ["new-1", "new-2"])
    let count = snapshot.pods.count
    try snapshot.add(NodeShape("1cpu,1Gi"), count: 1)
    #expect(snapshot.pods.count == count)
    #expect(throws: ClusterSnapshot.ChangeFailure.self) { try snapshot.add(NodeShape("copy:n9"), count: 1) }
  }

  @Test("the pods of a removed node wait, except for those that nobody makes anew")
  func removing() throws {
    var snapshot = cluster()
    #expect(try snapshot.remove(nodes: ["n0"]) == ["shop/alone"])
    #expect(snapshot.pods.map(\.name) == ["web-5d9-x", "web-api-77-y", "db-0"])
    #expect(snapshot.pods.allSatisfy { $0.nodeName == nil })
    #expect(throws: ClusterSnapshot.ChangeFailure.self) { try snapshot.remove(nodes: ["n0"]) }
  }

  @Test("a deployment's pods are those of its replica sets, and of no other with a longer name")
  func workloads() throws {
    var snapshot = cluster()
    #expect(try snapshot.remove(workload: "deployment/web") == 1)
    #expect(!snapshot.pods.contains { $0.name == "web-5d9-x" })
    #expect(try snapshot.remove(workload: "shop/statefulset/db") == 1)
    #expect(throws: ClusterSnapshot.ChangeFailure.self) { try snapshot.remove(workload: "deployment/web") }
    #expect(throws: ClusterSnapshot.ChangeFailure.self) { try snapshot.remove(workload: "web") }
    #expect(try snapshot.remove(workload: "namespace/shop") == 3)
  }
}
