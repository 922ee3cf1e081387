import APIServerDouble
import Testing

@testable import ClusterSimulation

@Suite("The simulated components do what those of a cluster do")
struct SimulationTests {
  private let server = APIServerDouble()

  private func node(_ name: String, cpu: Int) throws {
    try server.create(
      .nodes, nil,
      [
        "metadata": ["name": .text(name)], "spec": [:],
        "status": [
          "allocatable": ["cpu": "\(cpu)", "memory": "64Gi", "pods": "110"],
          "conditions": [["type": "Ready", "status": "True"]],
        ],
      ])
  }

  private func set(_ name: String, replicas: Int, cpu: Int, priority: String? = nil) throws {
    var template: JSONTree = [
      "metadata": ["labels": ["app": .text(name)]],
      "spec": ["containers": [["name": "c", "resources": ["requests": ["cpu": "\(cpu)"]]]]],
    ]
    if let priority { template["spec", "priorityClassName"] = .text(priority) }
    try server.create(
      .replicaSets, "default",
      ["metadata": ["name": .text(name)], "spec": ["replicas": JSONTree(replicas), "template": template]])
  }

  private func pods(of set: String) -> [JSONTree] {
    server.objects(.pods).map(\.value).filter { $0["metadata", "labels", "app"]?.text == set }
  }

  private func budget(_ name: String, _ key: String, _ amount: JSONTree) throws {
    var budget: JSONTree = [
      "metadata": ["name": .text(name)], "spec": ["selector": ["matchLabels": ["app": .text(name)]]],
    ]
    budget["spec", key] = amount
    try server.create(.budgets, "default", budget)
  }

  @Test("a set has its pods, each on a node and ready; a deleted one is made again")
  func replicas() async throws {
    try node("a", cpu: 4)
    try node("b", cpu: 4)
    try set("web", replicas: 4, cpu: 1)
    let simulation = ClusterSimulation(server)
    await simulation.settle()
    let made = pods(of: "web")
    #expect(made.count == 4)
    // LeastAllocated and the spread share them out.
    #expect(made.count { $0["spec", "nodeName"]?.text == "a" } == 2)
    #expect(made.allSatisfy { $0["status", "phase"]?.text == "Running" && EvictionAudit.isHealthy($0) })
    let gone = try #require(made.first?["metadata", "name"]?.text)
    #expect(server.deleteGracefully(.pods, "default", gone))
    await simulation.settle()
    #expect(pods(of: "web").count == 4)
    #expect(server.object(.pods, "default", gone) == nil)
    server.remove(.replicaSets, "default", "web")
    await simulation.settle()
    #expect(pods(of: "web").isEmpty)
  }

  @Test(
    "a budget of five pods",
    arguments: [
      ("minAvailable", 3, 2), ("minAvailable", "50%", 2), ("maxUnavailable", 1, 1), ("maxUnavailable", "30%", 2),
      ("minAvailable", 6, 0),
    ] as [(String, JSONTree, Int)])
  func budgets(key: String, amount: JSONTree, allowed: Int) async throws {
    try node("a", cpu: 8)
    try set("web", replicas: 5, cpu: 1)
    try budget("web", key, amount)
    let simulation = ClusterSimulation(server)
    await simulation.settle()
    let status = server.object(.budgets, "default", "web")?["status"]
    #expect(status?["expectedPods"]?.integer == 5)
    #expect(status?["currentHealthy"]?.integer == 5)
    #expect(status?["disruptionsAllowed"]?.integer == allowed)
  }

  @Test("a pod that fits nowhere says so; one that is more important takes the place of another")
  func preemption() async throws {
    try server.create(.priorityClasses, nil, ["metadata": ["name": "high"], "value": 1000])
    try node("a", cpu: 2)
    try set("web", replicas: 3, cpu: 1)
    let simulation = ClusterSimulation(server)
    await simulation.settle()
    let waiting = pods(of: "web").filter { $0["spec", "nodeName"] == nil }
    #expect(waiting.count == 1)
    let condition = waiting.first?["status", "conditions"]?.elements.first
    #expect(condition?["type"]?.text == "PodScheduled")
    #expect(condition?["status"]?.text == "False")
    #expect(condition?["reason"]?.text == "Unschedulable")
    try set("vital", replicas: 1, cpu: 2, priority: "high")
    await simulation.settle()
    #expect(pods(of: "vital").first?["spec", "nodeName"]?.text == "a")
    #expect(pods(of: "web").allSatisfy { $0["spec", "nodeName"] == nil })
    #expect(await simulation.preemptions == 1)
  }

  @Test("each pod that preempts has a node for itself")
  func preemptions() async throws {
    try server.create(.priorityClasses, nil, ["metadata": ["name": "high"], "value": 1000])
    for name in ["a", "b", "c"] { try node(name, cpu: 2) }
    try set("web", replicas: 6, cpu: 1)
    let simulation = ClusterSimulation(server)
    await simulation.settle()
    try set("vital", replicas: 3, cpu: 2, priority: "high")
    await simulation.settle()
    #expect(Set(pods(of: "vital").compactMap { $0["spec", "nodeName"]?.text }) == ["a", "b", "c"])
    #expect(await simulation.preemptions == 3)
  }

  @Test("the pods of a node that fails are not ready, count no more in budgets, and are made again elsewhere")
  func failure() async throws {
    try node("a", cpu: 2)
    try node("b", cpu: 4)
    try set("web", replicas: 2, cpu: 1)
    try budget("web", "minAvailable", 1)
    let simulation = ClusterSimulation(server)
    await simulation.settle()
    let before = pods(of: "web").count { $0["spec", "nodeName"]?.text == "a" }
    #expect(before == 1)
    await simulation.fail(node: "a")
    await simulation.step()
    #expect(server.object(.budgets, "default", "web")?["status", "disruptionsAllowed"]?.integer == 0)
    await simulation.settle(rounds: 100)
    let active = pods(of: "web").filter { $0["metadata", "deletionTimestamp"] == nil }
    #expect(active.map { $0["spec", "nodeName"]?.text } == ["b", "b"])
    await simulation.restore(node: "a")
    await simulation.settle()
    #expect(pods(of: "web").count == 2)
    #expect(server.object(.budgets, "default", "web")?["status", "disruptionsAllowed"]?.integer == 1)
  }
}
