import Basics
import Race
import Solving
import Testing

@testable import Pods

@Suite("Plans for other aims than pending pods")
struct DeschedulingTests {
  private static let aims: [ClusterAim] = [
    .consolidate, .rebalance(.spread), .rebalance(.binPack), .drain(nodes: ["n0"]), .drain(nodes: ["n0", "n2"]),
  ]

  private func solve(
    _ snapshot: ClusterSnapshot, _ aim: ClusterAim, seconds: Double = 20
  ) throws -> (result: RaceResult<PodPacking.Solution>, instance: PodDescheduling.Instance) {
    let instance = try PodDescheduling.Instance(snapshot, aim: aim)
    var solve = ProblemSolve<PodDescheduling>(instance)
    solve.options.workers = 2
    let present = PodPacking.Solution.present(of: instance.cluster)
    return (solve.race(clock: RaceClock(timeLimit: seconds), from: (present, "now")), instance)
  }

  /// Three nodes, up to six pods: running ones of which some must stay, and some that wait.
  private func cluster(_ random: inout RandomSource, hasBudget: Bool, limit: Int?) -> ClusterSnapshot {
    var snapshot = ClusterSnapshot(name: "small", nodes: PodSamples.nodes(3, cpu: 10))
    snapshot.nodes[2].allocatable["cpu"] = 8
    var free = [10, 10, 8]
    for number in 0..<(3 + random.below(3)) {
      var pod = PodSamples.pod("p\(number)", cpu: 1 + random.below(5), priority: random.below(2))
      pod.labels = ["app": "a\(random.below(2))"]
      let node = random.below(4)
      let cpu = pod.requests["cpu"] ?? 0
      if node < 3, free[node] >= cpu {
        free[node] -= cpu
        pod.nodeName = "n\(node)"
        if random.below(6) == 0 { pod.immovable = random.below(2) == 0 ? .daemonSet : .bare }
      }
      snapshot.pods.append(pod)
    }
    if hasBudget {
      snapshot.disruptionBudgets = [
        .init(namespace: "", name: "b", selector: .init(matching: ["app": "a0"]), disruptionsAllowed: 1)
      ]
    }
    snapshot.evictionLimits.perPlan = limit
    return snapshot
  }

  @Test("what is said to be optimal is the best of all orders of steps", arguments: 0..<5)
  func optimum(aim number: Int) throws {
    let aim = Self.aims[number]
    var random = RandomSource(seed: UInt64(number) + 7)
    var proved = 0
    for round in 0..<24 {
      let snapshot = cluster(
        &random, hasBudget: round.isMultiple(of: 3), limit: round % 4 == 1 ? random.below(3) : nil)
      let (result, instance) = try solve(snapshot, aim)
      let best = AimReference(snapshot, aim).best
      #expect(result.rejections == [])
      #expect(result.failures == [])
      let objective = try #require(result.objective?.levels)
      #expect(!objective.lexicographicallyPrecedes(best), "\(aim) \(round): \(objective), all orders give \(best)")
      #expect(!best.lexicographicallyPrecedes(result.bound?.levels ?? []), "\(aim) \(round): bound")
      if result.status == .optimal {
        proved += 1
        #expect(objective == best, "\(aim) \(round)")
      }
      #expect(!best.lexicographicallyPrecedes(AimBound(instance).levels), "\(aim) \(round): first bound")
      let solution = try #require(result.best?.solution)
      try PodPacking.simulate(
        try solution.plan(in: instance.cluster), of: instance.cluster, target: solution.nodes(in: instance.cluster))
    }
    #expect(proved >= 22, "proved \(proved) of 24")
  }

  @Test("with rules between pods too, as an exhaustive search over orders has it", arguments: 0..<5)
  func coupledOptimum(aim number: Int) throws {
    var proved = 0
    for seed in 0..<16 {
      var random = RandomSource(seed: UInt64(300 + 20 * number + seed))
      let snapshot = PlacementOracle.snapshot(
        &random, pods: 3 + random.below(3), nodes: 3, isCoupled: true, couplings: 1 + random.below(3))
      let (result, instance) = try solve(snapshot, Self.aims[number])
      let best = try #require(OrderOracle.optimum(of: instance))
      #expect(result.rejections.isEmpty && result.failures.isEmpty, "seed \(seed): \(result.rejections)")
      #expect(!(best < (try #require(result.bound))), "seed \(seed): bound")
      #expect(!((try #require(result.objective)) < best), "seed \(seed)")
      if result.status == .optimal {
        proved += 1
        #expect(result.objective == best, "seed \(seed)")
      }
    }
    #expect(proved == 16)
  }

  @Test("moves alone, in order, never break a rule and never lose a pod", arguments: 0..<5)
  func movesAlone(aim number: Int) throws {
    let aim = Self.aims[number]
    var random = RandomSource(seed: UInt64(number) + 70)
    for _ in 0..<12 {
      var snapshot = try RandomCluster.instance(&random, hasCoupling: true).snapshot
      snapshot.evictionLimits.perPlan = random.below(2) == 0 ? nil : random.below(6)
      if snapshot.nodes.count < 3, number == 4 { continue }
      let instance = try PodDescheduling.Instance(snapshot, aim: aim)
      var moves = AimMoves(instance, shouldStop: { false })
      moves.run(noise: 0.3, &random)
      let nodes = moves.sequence.state.nodeOfPod
      guard instance.cluster.keepsPlanningRules(nodes) else { continue }
      let objective = try PodDescheduling.check(moves.sequence.solution, of: instance)
      #expect(objective.levels == instance.levels(of: nodes))
      #expect(
        !instance.levels(of: instance.cluster.currentNode).prefix(instance.cluster.levelCount)
          .lexicographicallyPrecedes(objective.levels.prefix(instance.cluster.levelCount)))
    }
  }

  @Test("a drain names what must stay and what finds no place")
  func drainReasons() throws {
    var snapshot = ClusterSnapshot(name: "drain", nodes: PodSamples.nodes(2, cpu: 10))
    snapshot.pods = [
      PodSamples.pod("agent", cpu: 1, on: "n0"), PodSamples.pod("alone", cpu: 1, on: "n0"),
      PodSamples.pod("web", cpu: 3, priority: 5, on: "n0"), PodSamples.pod("job", cpu: 4, on: "n0"),
      PodSamples.pod("old", cpu: 6, on: "n1"),
    ]
    snapshot.pods[0].immovable = .daemonSet
    snapshot.pods[1].immovable = .bare
    // n1 has 4 left: web (priority 5) takes 3 of it, and job finds no place.
    let (result, instance) = try solve(snapshot, .drain(nodes: ["n0"]))
    #expect(result.status == .optimal)
    #expect(result.objective?.levels == [0, 0, 0, 1, 1])
    let nodes = try #require(result.best?.solution).nodes(in: instance.cluster)
    let staying = instance.staying(on: ["n0"], after: nodes)
    #expect(staying.map(\.pod) == ["agent", "alone", "job"])
    #expect(staying.map(\.belongs) == [true, false, false])
    #expect(staying[1].reason == ClusterSnapshot.Immovable.bare.rawValue)
    #expect(staying[2].reason.contains("finds no place"))
    #expect(staying[2].reason.contains("1 Insufficient cpu"), "\(staying[2].reason)")
  }

  @Test("no node to drain is made up")
  func unknownNode() throws {
    let snapshot = ClusterSnapshot(name: "x", nodes: PodSamples.nodes(1, cpu: 1))
    let error = #expect(throws: InvalidInstance.self) {
      try PodDescheduling.Instance(snapshot, aim: .drain(nodes: ["n9"]))
    }
    #expect(error?.description.contains("n9") == true)
  }

  @Test("a node is freed where it can be, and one with a pod that must stay never is")
  func consolidation() throws {
    var snapshot = ClusterSnapshot(name: "three", nodes: PodSamples.nodes(3, cpu: 10))
    // 3 + 3 + 2 = 8 fit one node; alone must stay on n2, so all go there, and two nodes are free.
    snapshot.pods = [
      PodSamples.pod("a", cpu: 3, on: "n0"), PodSamples.pod("b", cpu: 3, on: "n1"),
      PodSamples.pod("alone", cpu: 2, on: "n2"),
    ]
    snapshot.pods[2].immovable = .bare
    let (result, instance) = try solve(snapshot, .consolidate)
    #expect(result.status == .optimal)
    #expect(result.objective?.levels == [0, 1, 2])
    #expect(try #require(result.best?.solution).nodes(in: instance.cluster) == [2, 2])
  }

  @Test("replicas whose budget allows one to be away leave one after another")
  func budget() throws {
    var snapshot = ClusterSnapshot(name: "budget", nodes: PodSamples.nodes(2, cpu: 10))
    snapshot.pods = (0..<4).map { PodSamples.pod("r\($0)", cpu: 2, on: "n0") }
    for index in snapshot.pods.indices { snapshot.pods[index].labels = ["app": "r"] }
    snapshot.disruptionBudgets = [
      .init(namespace: "", name: "b", selector: .init(matching: ["app": "r"]), disruptionsAllowed: 1)
    ]
    let (result, instance) = try solve(snapshot, .drain(nodes: ["n0"]))
    #expect(result.status == .optimal)
    #expect(result.objective?.levels == [0, 0, 4])
    let steps = try #require(result.best?.solution).plan(in: instance.cluster).steps
    #expect(steps.map(\.action) == [.evict, .bind, .evict, .bind, .evict, .bind, .evict, .bind])
  }
}
