import Basics
import Foundation
import Race
import Solving
import Testing

@testable import Pods

@Suite("Pods: what no order of steps reaches is no solution, and what some order reaches is found")
struct OrderTests {
  private func solve(_ instance: PodPacking.Instance, workers: Int = 2) throws -> RaceResult<PodPacking.Solution> {
    var options = SolveOptions<PodPacking.Solution>()
    options.workers = workers
    let scoreboard = Scoreboard<PodPacking.Solution>(
      clock: RaceClock(timeLimit: 20),
      check: { (solution) throws(CheckFailure) in try PodPacking.check(solution, of: instance) })
    return Race.run(try PodPacking.lanes(for: instance, options), on: scoreboard)
  }

  private func pod(_ name: String, _ app: String, near other: String? = nil, cpu: Int = 1, on node: String? = nil)
    -> ClusterSnapshot.Pod
  {
    var pod = PodSamples.pod(name, cpu: cpu, on: node)
    pod.labels = ["app": app]
    if let other {
      pod.affinity = [.init(topologyKey: "host", selector: .init(matching: ["app": other]), namespaces: [""])]
    }
    return pod
  }

  private func nodes(_ cpu: Int...) -> [ClusterSnapshot.Node] {
    cpu.enumerated().map { index, cpu in
      var node = ClusterSnapshot.Node(name: "n\(index)", allocatable: ["cpu": cpu])
      node.labels = ["host": "n\(index)"]
      return node
    }
  }

  @Test("two pods that each wait for the other cannot come, so a third one gets the room")
  func mutualAffinity() throws {
    let instance = try PodSamples.instance(
      nodes(2), [pod("a", "a", near: "b"), pod("b", "b", near: "a"), pod("c", "c", cpu: 2)])
    let result = try solve(instance)
    #expect(result.status == .optimal)
    #expect(result.best?.solution.nodeOfPod == [-1, -1, 0])
  }

  @Test("the first of a group comes where it likes, if it comes before the others")
  func firstOfAGroup() throws {
    let instance = try PodSamples.instance(nodes(1, 1), [pod("a", "x", near: "x"), pod("b", "x")])
    let result = try solve(instance)
    #expect(result.status == .optimal && result.objective == Objective(levels: [0, 0]))
    #expect(try #require(result.best).solution.plan(in: instance).steps.first?.pod == "a")
  }

  @Test("a pod that has left a cordoned node does not come back there")
  func cordonedHome() throws {
    var cordoned = nodes(1, 1)
    cordoned[0].isUnschedulable = true
    let instance = try PodSamples.instance(cordoned, [pod("a", "x", on: "n0")])
    let steps = [
      PodPacking.Plan.Step(action: .evict, pod: "a", node: "n0", group: 1, note: ""),
      PodPacking.Plan.Step(action: .bind, pod: "a", node: "n0", group: 1, note: ""),
    ]
    #expect(throws: CheckFailure.self) {
      try PodPacking.simulate(PodPacking.Plan(steps: steps), of: instance, target: [0])
    }
  }

  @Test("with one disruption allowed, two replicas move one after the other")
  func budgetOfOne() throws {
    var snapshot = ClusterSnapshot(
      name: "replicas", nodes: nodes(2, 1, 1),
      pods: [pod("w1", "w", on: "n0"), pod("w2", "w", on: "n0"), pod("big", "b", cpu: 2)])
    snapshot.disruptionBudgets = [
      .init(namespace: "", name: "w", selector: .init(matching: ["app": "w"]), disruptionsAllowed: 1)
    ]
    let instance = try snapshot.compiled()
    let result = try solve(instance)
    #expect(result.status == .optimal && result.objective == Objective(levels: [0, 2]))
    let steps = try #require(result.best).solution.plan(in: instance).steps
    #expect(steps.map(\.action) == [.evict, .bind, .evict, .bind, .bind])
  }

  @Test("no order is looked for where the target has fewer important pods than run now")
  func worseTarget() throws {
    // "new" comes only while "old" is away, and then "old" finds no room: a plan would end worse than it began.
    var new = pod("new", "x")
    new.antiAffinity = [.init(topologyKey: "host", selector: .init(matching: ["app": "y"]), namespaces: [""])]
    new.affinity = [.init(topologyKey: "host", selector: .init(matching: ["app": "x"]), namespaces: [""])]
    var old = pod("old", "y", on: "n0")
    old.priority = 1
    let instance = try PodSamples.instance(nodes(1), [old, new])
    #expect(throws: PodPacking.PlanFailure.worseThanNow) {
      try PodSamples.solution(["", "n0"], instance).plan(in: instance)
    }
    #expect(throws: CheckFailure.self) {
      try PodPacking.check(PodSamples.solution(["", "n0"], instance), of: instance)
    }
  }

  @Test("a return to the same node is no move, and the plan says that it happens")
  func returns() throws {
    // The spread lets "new" in only while "old", which keeps no spread itself, is away from its node.
    var new = pod("new", "x")
    new.spreadConstraints = [.init(topologyKey: "host", maxSkew: 1, selector: .init(matching: ["app": "x"]))]
    new.nodeAffinity = [.init(labels: [.init("host", .isIn, ["n0"])])]
    new.spreadConstraints[0].honorsNodeAffinity = false
    let instance = try PodSamples.instance(nodes(2, 0), [pod("old", "x", on: "n0"), new])
    let result = try solve(instance)
    #expect(result.status == .optimal && result.objective == Objective(levels: [0, 0]))
    let lines = PodPacking.explanation(of: try #require(result.best).solution, of: instance)
    #expect(lines.contains { $0.contains("evict old") && $0.contains("returns") })
    #expect(lines[0].contains("1 pod is evicted and returns"))
  }

  @Test("of a placement that cannot be reached, what can arrive is offered")
  func repair() throws {
    let instance = try PodSamples.instance(
      nodes(3), [pod("a", "a", near: "b"), pod("b", "b", near: "a"), pod("c", "c")])
    let scoreboard = Scoreboard<PodPacking.Solution>(
      clock: RaceClock(timeLimit: 20),
      check: { (solution) throws(CheckFailure) in try PodPacking.check(solution, of: instance) })
    #expect(scoreboard.offerReachable(PodPacking.Solution([0, 0, 0], of: instance), from: "test"))
    #expect(scoreboard.best?.solution.nodeOfPod == [-1, -1, 0])
    #expect(scoreboard.rejections.isEmpty)
  }

  @Test("among placements that the relaxation holds for equal, one that can be reached is found", arguments: 0..<8)
  func alternatives(_ seed: Int) throws {
    // Both fit together only on n3, so there alone "a" can arrive beside "b"; the relaxation has it on every node.
    let instance = try PodSamples.instance(nodes(1, 1, 1, 2), [pod("a", "a", near: "b"), pod("b", "b")])
    let scoreboard = Scoreboard<PodPacking.Solution>(
      clock: RaceClock(timeLimit: 20),
      check: { (solution) throws(CheckFailure) in try PodPacking.check(solution, of: instance) })
    let relaxed = PodPacking.ClauseLearningStrategy(instance, .relaxed, seed: UInt64(seed), conflictLimit: nil)
    let result = Race.run([Lane([relaxed])], on: scoreboard)
    #expect(result.objective == Objective(levels: [0, 0]) && result.status == .optimal)
    #expect(result.best?.solution.nodeOfPod.first == 3)
  }

  /// DOVETAIL_ORDER_CASES sets how many.
  @Test("random small clusters: as an exhaustive search over orders has it, each with a plan, with one and two workers")
  func exhaustive() throws {
    let cases = ProcessInfo.processInfo.environment["DOVETAIL_ORDER_CASES"].flatMap(UInt64.init) ?? 150
    for seed in 0..<cases {
      var random = RandomSource(seed: 7000 + seed)
      var snapshot = PlacementOracle.snapshot(
        &random, pods: 3 + random.below(3), nodes: 2 + random.below(2), isCoupled: true, couplings: 1 + random.below(3))
      if random.below(4) == 0 { snapshot.nodes[0].isUnschedulable = true }
      let instance = try snapshot.compiled()
      let optimum = OrderOracle.optimum(of: instance)
      let result = try solve(instance, workers: 1 + Int(seed % 2))
      #expect(result.objective == optimum && result.status == .optimal, "seed \(seed)")
      #expect(result.rejections.isEmpty && result.failures.isEmpty, "seed \(seed): \(result.rejections)")
      let solution = try #require(result.best).solution
      try PodPacking.simulate(try solution.plan(in: instance), of: instance, target: solution.nodes(in: instance))
    }
  }

  /// DOVETAIL_ORDER_CASES sets how many.
  @Test("random small clusters without rules between pods end with a proof within two seconds")
  func uncoupled() throws {
    let cases = ProcessInfo.processInfo.environment["DOVETAIL_ORDER_CASES"].flatMap(UInt64.init) ?? 100
    for seed in 0..<cases {
      var random = RandomSource(seed: 9000 + seed)
      let instance = try PlacementOracle.snapshot(
        &random, pods: 4 + random.below(5), nodes: 2 + random.below(3), isCoupled: false
      ).compiled()
      let result = try solve(instance, workers: 1 + Int(seed % 2))
      #expect(result.status == .optimal && result.time < 2, "seed \(seed): \(result.time) s")
    }
  }
}
