import Pods
import Testing

@testable import dovetail_controller

@Suite("Requests on the lease")
struct ClusterRequestTests {
  @Test("what is understood")
  func grammar() {
    #expect(ClusterRequest("drain n1")?.aim == .drain(nodes: ["n1"]))
    #expect(ClusterRequest("drain n1, n2")?.aim == .drain(nodes: ["n1", "n2"]))
    #expect(ClusterRequest("consolidate")?.aim == .consolidate)
    #expect(ClusterRequest("rebalance spread")?.aim == .rebalance(.spread))
    #expect(ClusterRequest("rebalance bin-pack")?.aim == .rebalance(.binPack))
    for text in ["", "drain", "consolidate now", "rebalance", "rebalance x", "Drain n1"] {
      #expect(ClusterRequest(text) == nil, "\(text)")
    }
  }

  @Test("a node that still takes pods is not drained")
  func cordon() {
    var snapshot = ClusterSnapshot(name: "x", nodes: ["n1", "n2"].map { .init(name: $0, allocatable: [:]) })
    #expect(
      ClusterRequest("drain n1")?.obstacle(in: snapshot) == "n1 still takes pods: kubectl cordon n1 first")
    snapshot.nodes[0].isUnschedulable = true
    #expect(ClusterRequest("drain n1")?.obstacle(in: snapshot) == nil)
    #expect(ClusterRequest("consolidate")?.obstacle(in: snapshot) == nil)
  }
}
