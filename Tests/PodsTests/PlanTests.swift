import Basics
import Race
import Testing

@testable import Pods

@Suite struct PlanTests {
  typealias Step = PodPacking.Plan.Step

  private func plan(_ places: [String], _ instance: PodPacking.Instance) throws -> PodPacking.Plan {
    let solution = PodSamples.solution(places, instance)
    let plan = try solution.plan(in: instance)
    try PodPacking.simulate(plan, of: instance, target: solution.nodeOfPod)
    return plan
  }

  private func actions(_ plan: PodPacking.Plan) -> [String] {
    plan.steps.map { "\($0.group) \($0.action.rawValue) \($0.pod) \($0.node)" }
  }

  @Test func importantPodsAreBoundFirst() throws {
    let instance = try PodSamples.instance(
      PodSamples.nodes(1, cpu: 10), [PodSamples.pod("low", cpu: 1), PodSamples.pod("high", cpu: 1, priority: 2)])
    #expect(actions(try plan(["n0", "n0"], instance)) == ["1 bind high n0", "2 bind low n0"])
  }

  @Test func nothingToDoIsAnEmptyPlan() throws {
    let instance = try PodSamples.instance(PodSamples.nodes(1, cpu: 1), [PodSamples.pod("a", cpu: 1, on: "n0")])
    #expect(try plan(["n0"], instance).steps.isEmpty)
  }

  @Test func aChainMovesTheLastLinkFirst() throws {
    let instance = try PodSamples.instance(
      PodSamples.nodes(3, cpu: 10),
      [
        PodSamples.pod("new", cpu: 8), PodSamples.pod("a", cpu: 6, on: "n0"), PodSamples.pod("b", cpu: 5, on: "n1"),
      ])
    #expect(
      actions(try plan(["n0", "n1", "n2"], instance)) == [
        "1 evict b n1", "1 bind b n2", "2 evict a n0", "2 bind a n1", "3 bind new n0",
      ])
  }

  @Test func aVictimAndTheOneItMakesRoomForAreOneGroup() throws {
    let instance = try PodSamples.instance(
      PodSamples.nodes(1, cpu: 10),
      [PodSamples.pod("new", cpu: 8, priority: 2), PodSamples.pod("old", cpu: 6, priority: 1, on: "n0")])
    #expect(actions(try plan(["n0", ""], instance)) == ["1 evict old n0", "1 bind new n0"])
  }

  @Test func aSwapGoesThroughAFreeSlot() throws {
    let pods = [
      PodSamples.pod("a", cpu: 6, on: "n0"), PodSamples.pod("b", cpu: 7, on: "n1"), PodSamples.pod("c", cpu: 3),
    ]
    let nodes = PodSamples.nodes(2, cpu: 10) + [PodSamples.Node(name: "spare", allocatable: ["cpu": 7])]
    let result = try plan(["n1", "n0", "n1"], try PodSamples.instance(nodes, pods))
    #expect(result.steps.contains { $0.node == "spare" })
    #expect(result.steps.contains { $0.note.contains("to break a cycle") })
  }

  @Test func aSwapWithoutAFreeSlotEvictsTheLessImportant() throws {
    let pods = [
      PodSamples.pod("a", cpu: 6, priority: 2, on: "n0"), PodSamples.pod("b", cpu: 7, priority: 1, on: "n1"),
      PodSamples.pod("c", cpu: 4, priority: 3),
    ]
    var nodes = PodSamples.nodes(2, cpu: 10)
    nodes[0].allocatable["cpu"] = 9
    let result = try plan(["n1", "n0", "n1"], try PodSamples.instance(nodes, pods))
    #expect(Set(result.steps.map(\.group)) == [1])
    #expect(result.steps.contains { $0.note.contains("without a free slot") })
  }

  @Test func aWorseTargetHasNoPlan() throws {
    let instance = try PodSamples.instance(PodSamples.nodes(1, cpu: 10), [PodSamples.pod("a", cpu: 1, on: "n0")])
    #expect(throws: PodPacking.PlanFailure.worseThanNow) {
      try PodSamples.solution([""], instance).plan(in: instance)
    }
  }

  /// The simulator must see each kind of mistake; the first entry is a right plan.
  static let plans: [(steps: [(PodPacking.Plan.Action, String, String, Int)], mentions: String?)] = [
    ([(.evict, "low", "n0", 1), (.bind, "high", "n0", 1)], nil),
    ([(.bind, "high", "n0", 1), (.evict, "low", "n0", 1)], "not enough cpu"),
    ([(.evict, "low", "n0", 1), (.bind, "high", "n0", 2)], "fewer important"),
    ([(.evict, "low", "n1", 1)], "does not run there"),
    ([(.evict, "low", "n0", 1), (.bind, "nobody", "n0", 1)], "no pod 'nobody'"),
    ([(.evict, "low", "n7", 1)], "no node 'n7'"),
    ([(.bind, "low", "n1", 1)], "still runs"),
    ([(.bind, "high", "n1", 1)], "may not arrive there"),
    ([(.evict, "low", "n0", 2)], "group 2 follows"),
    ([], "not where the solution has it"),
  ]

  @Test(arguments: plans)
  func theSimulatorSeesMistakes(steps: [(PodPacking.Plan.Action, String, String, Int)], mentions: String?) throws {
    var high = PodSamples.pod("high", cpu: 8, priority: 2)
    high.nodeAffinity = [.init(fields: [.init("metadata.name", .isIn, ["n0"])])]
    let instance = try PodSamples.instance(
      PodSamples.nodes(2, cpu: 10), [high, PodSamples.pod("low", cpu: 6, priority: 1, on: "n0")])
    let plan = PodPacking.Plan(
      steps: steps.map { Step(action: $0.0, pod: $0.1, node: $0.2, group: $0.3, note: "") })
    do {
      try PodPacking.simulate(plan, of: instance, target: [0, -1])
      #expect(mentions == nil)
    } catch {
      #expect(mentions.map { error.description.contains($0) } == true, "\(error)")
    }
  }

  @Test func theSolutionFileCarriesThePlan() throws {
    let instance = try PodSamples.instance(
      PodSamples.nodes(1, cpu: 10),
      [PodSamples.pod("new", cpu: 8, priority: 2), PodSamples.pod("old", cpu: 6, priority: 1, on: "n0")])
    let data = try PodJSON.encode(PodSamples.solution(["n0", ""], instance))
    let decoded = try PodJSON.decode(data)
    #expect(decoded.givenPlan?.steps.count == 2)
    #expect(decoded.placements == PodSamples.solution(["n0", ""], instance).placements)
    #expect(try PodPacking.check(decoded, of: instance) == Objective(levels: [0, 1, 1]))
    let broken = PodPacking.Solution(
      decoded.placements, plan: PodPacking.Plan(steps: Array(try #require(decoded.givenPlan).steps.reversed())))
    #expect(throws: CheckFailure.self) { try PodPacking.check(broken, of: instance) }
  }

  /// Random clusters, random targets that the checker passes: the simulator accepts every plan.
  @Test(arguments: 0..<150)
  func plansReachRandomTargets(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let instance = try RandomCluster.instance(&random, hasCoupling: seed % 3 == 2)
    let target = RandomCluster.target(&random, instance)
    let solution = PodPacking.Solution(target, of: instance)
    do {
      let plan = try solution.plan(in: instance)
      try PodPacking.simulate(plan, of: instance, target: target)
      #expect(plan.steps.count >= zip(target, instance.currentNode).count { $0 != $1 })
    } catch let failure as PodPacking.PlanFailure {
      // Only constraints between pods can leave no order.
      #expect(seed % 3 == 2 && failure != .worseThanNow, "\(failure)")
    }
  }
}
