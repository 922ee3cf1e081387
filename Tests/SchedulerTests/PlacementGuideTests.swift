import Problems
import Testing

@testable import Scheduler

@Suite("Steering pods to the places of a plan")
struct PlacementGuideTests {
  private let both = ["n1", "n2"]

  /// `b` moves from n2 to n1, `p` comes to n2.
  private func guide(_ priorities: (a: Int, b: Int, p: Int) = (0, 0, 0)) throws -> PlacementGuide {
    PlacementGuide(try SmallClusters.plan(SmallClusters.blocked(priorities: priorities), [0, 0, 1]))
  }

  @Test("a pending pod of the plan goes to its place")
  func pendingPod() throws {
    #expect(try guide().advice(for: SmallClusters.pod("p", 900), on: both) == .steer(to: "n2"))
  }

  @Test("a place that is not offered holds nobody back")
  func placeNotOffered() throws {
    #expect(try guide().advice(for: SmallClusters.pod("p", 900), on: ["n1"]) == .leave)
  }

  @Test("the successor of a moved pod takes its new place, and keeps it")
  func successor() throws {
    let guide = try guide()
    var successor = SmallClusters.pod("b-2", 300)
    successor.owner = "ReplicaSet b-set"
    #expect(guide.advice(for: successor, on: both) == .steer(to: "n1"))
    #expect(guide.advice(for: successor, on: both) == .steer(to: "n1"))
  }

  @Test("a second pod of the same kind does not get the place that is taken")
  func onePlaceOnePod() throws {
    let guide = try guide()
    var first = SmallClusters.pod("b-2", 300)
    first.owner = "ReplicaSet b-set"
    var second = first
    (second.name, second.uid) = ("b-3", "uid-b-3")
    #expect(guide.advice(for: first, on: both) == .steer(to: "n1"))
    #expect(guide.advice(for: second, on: both) == .avoid(open: [], reserved: both))
  }

  @Test("a pod of another size, owner or namespace is no successor")
  func strangers() throws {
    let guide = try guide()
    var other = SmallClusters.pod("b-2", 301)
    other.owner = "ReplicaSet b-set"
    #expect(guide.advice(for: other, on: both) == .avoid(open: [], reserved: both))
    other.requests = ["cpu": 300]
    other.namespace = "elsewhere"
    #expect(guide.advice(for: other, on: both) == .avoid(open: [], reserved: both))
  }

  @Test("an unknown pod that fits beside the plan goes where it likes")
  func unknownSmallPod() throws {
    #expect(
      try guide().advice(for: SmallClusters.pod("x", 100), on: both) == .avoid(open: both, reserved: []))
  }

  @Test("an unknown pod of higher priority is kept from nothing")
  func unknownImportantPod() throws {
    #expect(
      try guide().advice(for: SmallClusters.pod("x", 500, priority: 1), on: both) == .avoid(open: both, reserved: []))
  }

  @Test("nodes that the plan does not know are open")
  func unknownNode() throws {
    #expect(
      try guide().advice(for: SmallClusters.pod("x", 500), on: ["n9"]) == .avoid(open: ["n9"], reserved: []))
  }

  @Test("a pod that the plan leaves out is not kept from anything")
  func leftOut() throws {
    let guide = PlacementGuide(try SmallClusters.plan(SmallClusters.blocked(), [0, 1, -1]))
    #expect(guide.advice(for: SmallClusters.pod("p", 900), on: both) == .leave)
  }

  @Test(
    "scores: 10 for the place, and below that by the soft score",
    arguments: [PodPacking.SoftScore?.none, .spread, .binPack])
  func scores(score: PodPacking.SoftScore?) throws {
    let snapshot = SmallClusters.blocked()
    let guide = PlacementGuide(try SmallClusters.plan(snapshot, [0, 0, 1], score: score))
    #expect(guide.scores(for: SmallClusters.pod("p", 900), on: both) == [0, 10])
    // Beside the plan both nodes are at 900 of 1000; with 50 more at 950.
    let expected: Int =
      switch score {
      case nil: 0
      case .spread: 0
      case .binPack: 8
      }
    #expect(guide.scores(for: SmallClusters.pod("x", 50), on: both + ["n9"]) == [expected, expected, 0])
    #expect(guide.scores(for: SmallClusters.pod("x", 500), on: both) == [0, 0])
  }

  @Test("where all victims of the plan are less important, they are named")
  func preemption() throws {
    let guide = PlacementGuide(
      try SmallClusters.plan(SmallClusters.blocked(priorities: (5, 0, 5)), [0, 0, 1]))
    let offered: [String: Set<String>] = ["n1": ["uid-a"], "n2": ["uid-b"]]
    #expect(
      guide.preemptionAdvice(for: SmallClusters.pod("p", 900, priority: 5), victims: offered)
        == .evict(node: "n2", uids: ["uid-b"]))
  }

  @Test("where the plan moves a pod as important, nobody is evicted by preemption")
  func noPreemption() throws {
    let guide = try guide((0, 5, 5))
    #expect(
      guide.preemptionAdvice(for: SmallClusters.pod("p", 900, priority: 5), victims: ["n2": []]) == .wait)
    #expect(
      guide.preemptionAdvice(for: SmallClusters.pod("p", 900, priority: 5), victims: ["n1": ["uid-a"]]) == .wait)
  }

  @Test("of a pod that the plan does not know, preemption is the scheduler's business")
  func unknownPreemption() throws {
    #expect(
      try guide().preemptionAdvice(for: SmallClusters.pod("x", 500, priority: 9), victims: ["n1": ["uid-a"]])
        == .leave)
  }
}
