import Basics
import GLPKSolver
import Race
import Solving
import Testing

@testable import Pods

@Suite("Pods: groups all or nothing, pods that preempt never, limits of evictions")
struct PlanningRulesTests {
  private func solve(
    _ instance: PodPacking.Instance, _ engine: SolveOptions<PodPacking.Solution>.Engine = .auto
  ) throws -> RaceResult<PodPacking.Solution> {
    var options = SolveOptions<PodPacking.Solution>()
    options.engine = engine
    options.mipSolver = GLPKSolver()
    let scoreboard = Scoreboard<PodPacking.Solution>(
      clock: RaceClock(timeLimit: 20),
      check: { (solution) throws(CheckFailure) in try PodPacking.check(solution, of: instance) })
    return Race.run(try PodPacking.lanes(for: instance, options), on: scoreboard)
  }

  private func snapshot(_ nodes: [ClusterSnapshot.Node], _ pods: [ClusterSnapshot.Pod]) -> ClusterSnapshot {
    ClusterSnapshot(name: "rules", nodes: nodes, pods: pods)
  }

  @Test("two of three are worth nothing, so nobody leaves for them")
  func gang() throws {
    var cluster = snapshot(PodSamples.nodes(1, cpu: 2), [PodSamples.pod("low", cpu: 1, priority: -10, on: "n0")])
    for number in 0..<3 {
      var pod = PodSamples.pod("m\(number)", cpu: 1)
      pod.podGroup = "g"
      cluster.pods.append(pod)
    }
    cluster.podGroups = [.init(namespace: "", name: "g", minMember: 3)]
    let result = try solve(try cluster.compiled())
    #expect(result.status == .optimal && result.objective == Objective(levels: [3, 0, 0]))
    cluster.podGroups[0].minMember = 2
    let two = try solve(try cluster.compiled())
    #expect(two.status == .optimal && two.objective == Objective(levels: [1, 1, 1]))
  }

  @Test("steps of a group end only with enough members")
  func gangInPlans() throws {
    var cluster = snapshot(PodSamples.nodes(2, cpu: 1), [])
    for number in 0..<2 {
      var pod = PodSamples.pod("m\(number)", cpu: 1)
      pod.podGroup = "g"
      cluster.pods.append(pod)
    }
    cluster.podGroups = [.init(namespace: "", name: "g", minMember: 2)]
    let instance = try cluster.compiled()
    let plan = try PodSamples.solution(["n0", "n1"], instance).plan(in: instance)
    #expect(plan.steps.map(\.group) == [1, 1])
  }

  @Test("for a pod that preempts never nobody is moved or evicted, whatever its priority")
  func neverPreempts() throws {
    var pod = PodSamples.pod("patient", cpu: 2, priority: 9)
    pod.neverPreempts = true
    var cluster = snapshot(PodSamples.nodes(2, cpu: 2), [PodSamples.pod("low", cpu: 1, on: "n0"), pod])
    let free = try solve(try cluster.compiled())
    #expect(free.best?.solution.nodeOfPod == [0, 1])
    cluster.nodes[1].allocatable["cpu"] = 1
    let full = try solve(try cluster.compiled())
    #expect(full.status == .optimal && full.objective == Objective(levels: [1, 0, 0]))
  }

  @Test("a limit of evictions is kept, by plan and by owner")
  func limits() throws {
    var pods = (0..<2).map { PodSamples.pod("low\($0)", cpu: 2, on: "n\($0)") }
    for index in pods.indices { pods[index].owner = "ReplicaSet r" }
    pods += (0..<2).map { PodSamples.pod("high\($0)", cpu: 2, priority: 1) }
    var cluster = snapshot(PodSamples.nodes(2, cpu: 2), pods)
    func objective() throws -> Objective? { try solve(try cluster.compiled()).objective }
    #expect(try objective() == Objective(levels: [0, 2, 2]))
    cluster.evictionLimits.perPlan = 1
    #expect(try objective() == Objective(levels: [1, 1, 1]))
    cluster.evictionLimits.perPlan = nil
    cluster.evictionLimits.perOwner = 0
    #expect(try objective() == Objective(levels: [2, 0, 0]))
  }

  @Test("a volume keeps its pod to its zone")
  func volumes() throws {
    var nodes = PodSamples.nodes(2, cpu: 2)
    for (index, zone) in ["a", "b"].enumerated() { nodes[index].labels = ["zone": zone] }
    var pod = PodSamples.pod("queue", cpu: 2)
    pod.volumeAffinity = [[.init(labels: [.init("zone", .isIn, ["a"])])]]
    let result = try solve(try snapshot(nodes, [PodSamples.pod("web", cpu: 2, on: "n0"), pod]).compiled())
    #expect(result.best?.solution.nodeOfPod == [1, 0])
  }

  /// Every placement, with the rules as they are said, not as they are solved.
  private func optimum(of instance: PodPacking.Instance) -> Objective {
    var best: Objective?
    var places = [Int32](repeating: -1, count: instance.podCount)
    repeat {
      if keepsRules(places, instance), let objective = FinalRules(instance).objective(of: places) {
        best = min(best ?? objective, objective)
      }
    } while advance(&places, instance.nodeCount)
    return best!
  }

  private func advance(_ places: inout [Int32], _ nodeCount: Int) -> Bool {
    for pod in places.indices {
      places[pod] += 1
      if places[pod] < nodeCount { return true }
      places[pod] = -1
    }
    return false
  }

  private func keepsRules(_ places: [Int32], _ instance: PodPacking.Instance) -> Bool {
    let snapshot = instance.snapshot
    func pod(_ index: Int) -> ClusterSnapshot.Pod { snapshot.pods[Int(instance.snapshotPod[index])] }
    let moved = places.indices.filter { instance.currentNode[$0] >= 0 && instance.currentNode[$0] != places[$0] }
    if let limit = snapshot.evictionLimits.perPlan, moved.count > limit { return false }
    for group in snapshot.podGroups {
      let members = places.indices.filter { pod($0).podGroup == group.name }
      let running = instance.fixedPods.count { snapshot.pods[$0.snapshotPod].podGroup == group.name }
      let placed = members.count { places[$0] >= 0 }
      if placed > 0, placed + running < group.minMember { return false }
    }
    let isPending = places.indices.map { instance.currentNode[$0] < 0 }
    for index in places.indices where pod(index).neverPreempts && isPending[index] && places[index] >= 0 {
      if moved.contains(where: { instance.currentNode[$0] == places[index] }) { return false }
    }
    return true
  }

  @Test("every engine finds the optimum of enumeration", arguments: 0..<60)
  func enumeration(seed: Int) throws {
    var random = RandomSource(seed: UInt64(400 + seed))
    var cluster = PlacementOracle.snapshot(&random, pods: 5, nodes: 2, isCoupled: false)
    for index in cluster.pods.indices where cluster.pods[index].nodeName == nil || random.below(5) == 0 {
      switch random.below(3) {
      case 0: cluster.pods[index].podGroup = "g"
      case 1: cluster.pods[index].neverPreempts = true
      default: break
      }
    }
    cluster.podGroups = [.init(namespace: "", name: "g", minMember: 1 + random.below(3))]
    if random.below(2) == 0 { cluster.evictionLimits.perPlan = random.below(3) }
    let instance = try cluster.compiled()
    let optimum = optimum(of: instance)
    for engine in [SolveOptions<PodPacking.Solution>.Engine.auto, .native, .glpk] {
      let result = try solve(instance, engine)
      #expect(result.objective == optimum && result.status == .optimal, "\(engine)")
      #expect(result.rejections.isEmpty && result.failures.isEmpty, "\(engine): \(result.rejections)")
    }
  }
}

@Suite("Pods: why one is pending")
struct PendingReasonTests {
  @Test("in the scheduler's words, counted over the nodes, after the plan")
  func reasons() throws {
    var nodes = PodSamples.nodes(4, cpu: 4)
    nodes[1].taints = [.init(key: "gpu", value: "yes", effect: .noSchedule)]
    nodes[2].isUnschedulable = true
    nodes[3].labels = ["disk": "hdd"]
    var big = PodSamples.pod("big", cpu: 6)
    big.nodeAffinity = [.init(labels: [.init("disk", .doesNotExist, [])])]
    let instance = try PodSamples.instance(nodes, [big, PodSamples.pod("small", cpu: 1)])
    let reasons = PodPacking.PendingReasons(PodSamples.solution(["", "n0"], instance), of: instance)
    #expect(
      reasons.all.map(\.reason) == [
        "0/4 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match Pod's node affinity/selector, "
          + "1 node(s) had untolerated taint {gpu: yes}, 1 node(s) were unschedulable."
      ])
  }

  @Test("explained node by node, and by name; what stays says why")
  func explanation() throws {
    var stays = PodSamples.pod("daemon", cpu: 3, on: "n0")
    stays.immovable = .daemonSet
    let instance = try PodSamples.instance(PodSamples.nodes(1, cpu: 4), [stays, PodSamples.pod("web", cpu: 2)])
    func lines(_ name: String) throws -> [String] { try PodPacking.explain(podNamed: name, after: nil, in: instance) }
    #expect(try lines("daemon") == ["daemon runs on n0 and stays there: a DaemonSet's pod"])
    #expect(try lines("web").last == "  n0: Insufficient cpu")
    #expect(throws: InvalidInstance.self) { try lines("wep") }
  }
}
