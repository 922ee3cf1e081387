import APIServerDouble
import Testing

@testable import ClusterSimulation

@Suite("A made-up cluster and its work")
struct SimulatedDayTests {
  @Test("the work asked for is there, most of it placed; what comes and goes leaves every set with its pods")
  func work() async throws {
    var workload = Workload.Settings()
    workload.nodes = 10
    workload.pods = 100
    workload.load = 1.0
    let cluster = SimulatedCluster(workload, .init())
    try await cluster.begin()
    let pods = cluster.server.objects(.pods).map(\.value)
    // The last set may have as many as ten pods.
    #expect((100..<110).contains(pods.count))
    #expect(cluster.server.objects(.nodes).count == 10)
    #expect(pods.count { $0["spec", "nodeName"] != nil } > 80)
    #expect(pods.contains { EvictionAudit.protection(of: $0) != nil })
    #expect(pods.contains { EvictionAudit.protection(of: $0) == nil })
    #expect(Set(pods.compactMap { $0["spec", "priority"]?.integer }).count == 4)
    for _ in 0..<10 { try cluster.turn() }
    await cluster.simulation.fail(node: "node-0")
    await cluster.simulation.settle()
    await cluster.simulation.restore(node: "node-0")
    await cluster.simulation.settle()
    #expect(await cluster.simulation.isAtRest)
    #expect(await cluster.simulation.setsThatLack.isEmpty)
  }

  @Test("no node has more on it than it can hold")
  func room() async throws {
    var workload = Workload.Settings()
    workload.nodes = 6
    workload.pods = 60
    workload.load = 1.2
    let cluster = SimulatedCluster(workload, .init())
    try await cluster.begin()
    var used: [String: Amounts] = [:]
    for object in cluster.server.objects(.pods) {
      let pod = SimulatedPod(object, created: 0)
      if let node = pod.node { used[node] = (used[node] ?? Amounts()) + pod.requests }
    }
    for object in cluster.server.objects(.nodes) {
      let node = SimulatedNode(object)
      #expect((used[node.name] ?? Amounts()).fits(in: node.allocatable))
    }
    #expect(await cluster.simulation.podsWaiting > 0)
  }
}
