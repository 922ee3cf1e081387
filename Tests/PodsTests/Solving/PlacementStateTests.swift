import Basics
import Race
import Testing

@testable import Pods

@Suite("Pod packing: the placement under change")
struct PlacementStateTests {
  @Test("accepts a change exactly where the placement after it keeps every rule in the end")
  func keepsEveryRule() throws {
    for seed in 0..<120 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let instance = try PlacementOracle.snapshot(&random, pods: 8, nodes: 3, isCoupled: true).compiled()
      guard instance.podCount > 0 else { continue }
      let state = PodPacking.PlacementState(instance)
      for _ in 0..<40 {
        let pod = random.below(instance.podCount)
        let node = random.below(instance.nodeCount)
        var nodes = state.nodes
        let isPlacing = nodes[pod] < 0
        nodes[pod] = isPlacing ? Int32(node) : -1
        let expected = FinalRules(instance).objective(of: nodes)
        let isDone = isPlacing ? state.place(pod, on: node) : state.remove(pod)
        #expect(isDone == (expected != nil), "seed \(seed)")
        if let expected, isDone { #expect(state.levels == expected.levels, "seed \(seed)") }
      }
    }
  }

  @Test("a more important pod takes the place of a less important one, which goes elsewhere")
  func preemption() throws {
    var snapshot = ClusterSnapshot(name: "two nodes")
    snapshot.nodes = [.init(name: "a", allocatable: ["cpu": 10]), .init(name: "b", allocatable: ["cpu": 4])]
    snapshot.pods = [
      .init(name: "low", requests: ["cpu": 4], priority: 0, nodeName: "a"),
      .init(name: "high", requests: ["cpu": 8], priority: 1),
    ]
    let instance = try snapshot.compiled()
    let state = PodPacking.PlacementState(instance)
    let greedy = PodPacking.GreedyPlacement(state, shouldStop: { false })
    greedy.placePending()
    #expect(state.levels == [1, 0, 0])
    greedy.preempt()
    #expect(state.levels == [0, 0, 1])
  }

  @Test("a chain makes room that no single exchange makes, and loses nobody")
  func ejectionChain() throws {
    var snapshot = ClusterSnapshot(name: "chain")
    snapshot.nodes = (0..<3).map { .init(name: "n\($0)", allocatable: ["cpu": 10]) }
    snapshot.nodes[1].allocatable = ["cpu": 8]
    snapshot.nodes[2].labels = ["disk": "ssd"]
    // 9 goes where 8 is, 8 where 7 is, and 7 to the free 7 beside 3, which is bound to its node.
    snapshot.pods = [
      .init(name: "p8", requests: ["cpu": 8], nodeName: "n0"), .init(name: "p7", requests: ["cpu": 7], nodeName: "n1"),
      .init(name: "p3", requests: ["cpu": 3], nodeName: "n2"), .init(name: "p9", requests: ["cpu": 9]),
    ]
    snapshot.pods[2].nodeSelector = ["disk": "ssd"]
    let instance = try snapshot.compiled()
    let state = PodPacking.PlacementState(instance)
    let chains = PodPacking.EjectionChains(state, shouldStop: { false })
    chains.placeUnplaced(depth: 1, work: 1000)
    #expect(state.levels == [1, 0])
    chains.placeUnplaced(depth: 2, work: 1000)
    #expect(state.levels == [0, 2])
  }
}
