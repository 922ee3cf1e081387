import Foundation
import Pods
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

  @Test("a pod of another owner or namespace is no successor")
  func strangers() throws {
    let guide = try guide()
    let other = SmallClusters.pod("c", 300)
    #expect(guide.advice(for: other, on: both) == .avoid(open: [], reserved: both))
    var elsewhere = SmallClusters.pod("b-2", 300)
    elsewhere.owner = "ReplicaSet b-set"
    elsewhere.namespace = "elsewhere"
    #expect(guide.advice(for: elsewhere, on: both) == .avoid(open: [], reserved: both))
  }

  // n1 has 1000, `a` takes 600 of it: 400 are there for the successor, and a tenth of 300 more where it is offered.
  @Test("a successor whose requests have changed takes the place while it fits there", arguments: [200, 301, 400, 430])
  func resizedSuccessor(cpu: Int) throws {
    var successor = SmallClusters.pod("b-2", cpu)
    successor.owner = "ReplicaSet b-set"
    #expect(try guide().advice(for: successor, on: both) == .steer(to: "n1"))
  }

  @Test("a successor that has grown out of its place goes where it likes")
  func tooLargeSuccessor() throws {
    var successor = SmallClusters.pod("b-2", 431)
    successor.owner = "ReplicaSet b-set"
    #expect(try guide().advice(for: successor, on: both) == .leave)
    // Not too large for a place that is offered, so it is kept free for it until that is.
    successor.requests = ["cpu": 430]
    #expect(try guide().advice(for: successor, on: ["n2"]) == .leave)
  }

  @Test("a pod that comes back under its own name takes its own place, whatever its UID")
  func sameName() throws {
    let guide = try guide()
    for uid in ["uid-1", "uid-2"] {
      var successor = SmallClusters.pod("b", 300)
      successor.uid = uid
      #expect(guide.advice(for: successor, on: both) == .steer(to: "n1"))
    }
  }

  // `p` (900) is to come to n2; without it n2 has 1000 free.
  @Test("room that is no longer held is open to others")
  func roomGivenUp() throws {
    let guide = try guide()
    let stranger = SmallClusters.pod("x", 500)
    #expect(guide.advice(for: stranger, on: both) { $0 != "shop/p" } == .avoid(open: ["n2"], reserved: ["n1"]))
    #expect(guide.advice(for: stranger, on: both) { _ in false } == .avoid(open: both, reserved: []))
  }

  @Test("a plan is seen to be carried out once a pod that it moves has left its node")
  func signOfMoves() throws {
    let facts = PlacementFacts(try SmallClusters.plan(SmallClusters.blocked(), [0, 0, 1]))
    var later = SmallClusters.blocked()
    #expect(!later.shows(anyMoveOf: facts.leavers))
    later.pods[1].uid = "uid-new"
    #expect(later.shows(anyMoveOf: facts.leavers))
    later.pods[1].uid = "uid-b"
    later.pods[1].nodeName = "n1"
    #expect(later.shows(anyMoveOf: facts.leavers))
    later.pods.remove(at: 1)
    #expect(later.shows(anyMoveOf: facts.leavers))
    // Evicted for good, which a preemption does too: no sign.
    let evicting = PlacementFacts(
      try SmallClusters.plan(SmallClusters.blocked(priorities: (0, 0, 5)), [0, -1, 1]))
    #expect(!later.shows(anyMoveOf: evicting.leavers))
  }

  @Test("steps name the UIDs of pods that are there, and not of those that are created anew")
  func uids() throws {
    let plan = try SmallClusters.plan(SmallClusters.blocked(), [0, 0, 1])
    let steps = try #require(plan.steps)
    let uids = Dictionary(uniqueKeysWithValues: steps.map { ("\($0.action) \($0.pod)", $0.uid) })
    #expect(uids == ["evict shop/b": "uid-b", "bind shop/b": nil, "bind shop/p": "uid-p"])
    let solution = try JSONEncoder().encode(plan.placement)
    #expect(String(decoding: solution, as: UTF8.self).matches(of: #/"uid":"uid-[bp]"/#).count == 2)
  }

  @Test("what steering knows of a plan survives the way between processes")
  func facts() throws {
    let facts = PlacementFacts(try SmallClusters.plan(SmallClusters.blocked(), [0, 0, 1], score: .binPack))
    #expect(try JSONDecoder().decode(PlacementFacts.self, from: JSONEncoder().encode(facts)) == facts)
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
      guide.preemptionAdvice(for: SmallClusters.pod("p", 900, priority: 5), victims: ["n2": ["uid-b"]]) == .wait)
    #expect(
      guide.preemptionAdvice(for: SmallClusters.pod("p", 900, priority: 5), victims: ["n1": ["uid-a"]]) == .wait)
  }

  @Test("where a pod has room without victims, there are none")
  func needlessVictims() throws {
    let guide = PlacementGuide(try SmallClusters.plan(SmallClusters.blocked(priorities: (5, 0, 5)), [0, 0, 1]))
    let pod = SmallClusters.pod("p", 900, priority: 5)
    #expect(guide.preemptionAdvice(for: pod, victims: ["n1": ["uid-a"], "n2": []]) == .evict(node: "n2", uids: []))
    #expect(guide.preemptionAdvice(for: pod, victims: ["n2": ["uid-b"], "n3": []]) == .leave)
  }

  @Test("of a pod that the plan does not know, preemption is the scheduler's business")
  func unknownPreemption() throws {
    #expect(
      try guide().preemptionAdvice(for: SmallClusters.pod("x", 500, priority: 9), victims: ["n1": ["uid-a"]])
        == .leave)
  }
}
