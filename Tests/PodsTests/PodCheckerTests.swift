import Race
import Testing

@testable import Pods

@Suite struct PodCheckerTests {
  private func failure(_ places: [String], _ instance: PodPacking.Instance) -> String? {
    do {
      _ = try PodPacking.check(PodSamples.solution(places, instance), of: instance)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func levelsCountTheUnplacedByPriorityThenTheDisturbed() throws {
    let instance = try PodSamples.instance(
      PodSamples.nodes(2, cpu: 10),
      [
        PodSamples.pod("a", cpu: 6, priority: 5), PodSamples.pod("b", cpu: 6, priority: 1, on: "n0"),
        PodSamples.pod("c", cpu: 4, priority: 1, on: "n0"), PodSamples.pod("d", cpu: 6, priority: 1),
      ])
    func objective(_ places: [String]) throws -> Objective {
      try PodPacking.check(PodSamples.solution(places, instance), of: instance)
    }
    #expect(try objective(["", "n0", "n0", ""]) == Objective(levels: [1, 1, 0]))
    #expect(try objective(["n1", "n0", "n0", ""]) == Objective(levels: [0, 1, 0]))
    #expect(try objective(["n0", "n1", "n0", ""]) == Objective(levels: [0, 1, 1]))
    #expect(try objective(["n0", "", "n0", "n1"]) == Objective(levels: [0, 1, 1]))
    #expect(failure(["n0", "n0", "", ""], instance)?.contains("cpu") == true)
  }

  @Test func aSoftScoreIsOneLevelMore() throws {
    let snapshot = ClusterSnapshot(
      name: "soft", nodes: PodSamples.nodes(2, cpu: 1000),
      pods: [PodSamples.pod("a", cpu: 500), PodSamples.pod("b", cpu: 301)])
    let packed = try snapshot.compiled(scoring: .binPack)
    let spread = try snapshot.compiled(scoring: .spread)
    for (places, nodes, use) in [(["n0", "n0"], 1, 801), (["n0", "n1"], 2, 500)] {
      #expect(
        try PodPacking.check(PodSamples.solution(places, packed), of: packed) == Objective(levels: [0, 0, nodes]))
      #expect(try PodPacking.check(PodSamples.solution(places, spread), of: spread) == Objective(levels: [0, 0, use]))
    }
  }

  /// Three nodes in zones a, a, b.
  private func zoned(_ pods: [PodSamples.Pod]) throws -> PodPacking.Instance {
    var nodes = PodSamples.nodes(3, cpu: 100)
    for (index, zone) in ["a", "a", "b"].enumerated() { nodes[index].labels = ["zone": zone] }
    return try PodSamples.instance(nodes, pods)
  }

  private func labelled(_ name: String, _ app: String, on node: String? = nil) -> PodSamples.Pod {
    var pod = PodSamples.pod(name, cpu: 1, on: node)
    pod.labels = ["app": app]
    return pod
  }

  private func term(_ app: String) -> ClusterSnapshot.AffinityTerm {
    .init(topologyKey: "zone", selector: .init(matching: ["app": app]), namespaces: [""])
  }

  @Test func antiAffinityHoldsBothWays() throws {
    var owner = labelled("owner", "x")
    owner.antiAffinity = [term("y")]
    let instance = try zoned([owner, labelled("target", "y")])
    #expect(failure(["n0", "n1"], instance)?.contains("anti-affinity") == true)
    #expect(failure(["n0", "n2"], instance) == nil)
    #expect(failure(["n0", ""], instance) == nil)
  }

  @Test func podsThatStayMayBreakWhatTheyBrokeBefore() throws {
    var owner = labelled("owner", "x", on: "n0")
    owner.antiAffinity = [term("y")]
    let instance = try zoned([owner, labelled("target", "y", on: "n1"), labelled("new", "y")])
    #expect(failure(["n0", "n1", "n2"], instance) == nil)
    #expect(failure(["n0", "n1", "n1"], instance)?.contains("anti-affinity") == true)
    #expect(failure(["n1", "n1", ""], instance)?.contains("anti-affinity") == true)
  }

  @Test func affinityWantsCompanyButTheFirstOneMayCome() throws {
    var pods = [labelled("a", "x"), labelled("b", "x"), labelled("c", "y")]
    for index in pods.indices { pods[index].affinity = [term("x")] }
    let instance = try zoned(pods)
    #expect(failure(["n0", "", ""], instance) == nil)
    #expect(failure(["n0", "n1", "n0"], instance) == nil)
    #expect(failure(["n0", "n2", ""], instance)?.contains("no order") == true)
    #expect(failure(["n0"], try zoned([pods[2]]))?.contains("no order") == true)
  }

  @Test func spreadLimitsTheSkew() throws {
    var pods = (0..<4).map { labelled("p\($0)", "x") }
    for index in pods.indices {
      pods[index].spreadConstraints = [
        .init(topologyKey: "zone", maxSkew: 1, selector: .init(matching: ["app": "x"]))
      ]
    }
    let instance = try zoned(pods)
    #expect(failure(["n0", "", "", ""], instance) == nil)
    #expect(failure(["n0", "n1"], try zoned(Array(pods[..<2])))?.contains("no order") == true)
    // A third one is in the other zone while the second comes, and leaves again.
    #expect(failure(["n0", "n1", "", ""], instance) == nil)
    #expect(failure(["n0", "n1", "n2", ""], instance) == nil)
    #expect(failure(["n0", "n1", "n2", "n2"], instance) == nil)
    var wide = pods
    for index in wide.indices { wide[index].spreadConstraints[0].minDomains = 3 }
    #expect(failure(["n0", "n2", "", "n1"], try zoned(wide))?.contains("no order") == true)
  }

  /// The rule looks at pods when they arrive: one that was let in may be left alone later.
  @Test func affinityIsAskedWhenAPodArrivesOnly() throws {
    var follower = labelled("follower", "y")
    follower.affinity = [term("x")]
    var leader = labelled("leader", "x", on: "n0")
    #expect(failure(["n2", "n0"], try zoned([leader, follower])) == nil)
    leader.immovable = .notSafeToEvict
    #expect(failure(["n1"], try zoned([leader, follower])) == nil)
    #expect(failure(["n2"], try zoned([leader, follower]))?.contains("no order") == true)
  }

  @Test func budgetsCountPodsThatRunNowhere() throws {
    let pods = (0..<3).map { labelled("p\($0)", "x", on: "n0") }
    var snapshot = ClusterSnapshot(name: "budget", nodes: PodSamples.nodes(2, cpu: 100), pods: pods)
    snapshot.disruptionBudgets = [
      .init(namespace: "", name: "b", selector: .init(matching: ["app": "x"]), disruptionsAllowed: 1)
    ]
    let instance = try snapshot.compiled()
    #expect(failure(["n1", "n0", "n0"], instance) == nil)
    #expect(failure(["n1", "n1", "n1"], instance) == nil)
    #expect(failure(["", "", "n0"], instance)?.contains("budget") == true)
  }

  @Test func namesInAFileAreLookedUp() throws {
    let instance = try PodSamples.instance(PodSamples.nodes(1, cpu: 10), [PodSamples.pod("a", cpu: 1)])
    func check(_ placements: [PodPacking.Solution.Placement]) throws -> Objective {
      try PodPacking.check(PodPacking.Solution(placements), of: instance)
    }
    #expect(try check([.init(pod: "a", node: "n0")]) == Objective(levels: [0, 0]))
    #expect(try check([.init(pod: "a", node: nil)]) == Objective(levels: [1, 0]))
    #expect(throws: CheckFailure.self) { try check([]) }
    #expect(throws: CheckFailure.self) { try check([.init(pod: "z", node: "n0")]) }
    #expect(throws: CheckFailure.self) { try check([.init(pod: "a", node: "n9")]) }
    #expect(throws: CheckFailure.self) { try check([.init(pod: "a", node: "n0"), .init(pod: "a", node: "n0")]) }
    #expect(throws: CheckFailure.self) {
      try PodPacking.check(PodPacking.Solution([0, 0], of: instance), of: instance)
    }
    #expect(throws: CheckFailure.self) { try PodPacking.check(PodPacking.Solution([7], of: instance), of: instance) }
  }
}
