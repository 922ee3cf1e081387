import Basics
import Pods
import Race
import Testing

@testable import KubernetesAPI
@testable import dovetail_controller

/// Pods as the mirror has them.
struct PodTable {
  private(set) var pods: [String: MirroredPod] = [:]

  /// - Parameters:
  ///   - uid: of the pod, whose name is the same.
  ///   - node: nil for one that waits.
  mutating func put(
    _ uid: String, _ name: String? = nil, on node: String?, owner: String? = nil, ready: Bool = true,
    leaving: Bool = false
  ) throws {
    let owners = owner.map {
      #","ownerReferences":[{"kind":"ReplicaSet","name":"\#($0)","uid":"\#($0)","controller":true}]"#
    }
    let deletion = leaving ? #","deletionTimestamp":"2026-01-01T00:00:00Z""# : ""
    let place = node.map { #""nodeName":"\#($0)","# } ?? ""
    let json =
      #"{"metadata":{"name":"\#(name ?? uid)","namespace":"d","uid":"\#(uid)","resourceVersion":"1"\#(owners ?? "")\#(deletion)},"#
      + #""spec":{\#(place)"containers":[{"name":"c","resources":{"requests":{"cpu":"1"}}}]},"#
      + #""status":{"phase":"\#(node == nil ? "Pending" : "Running")","#
      + #""conditions":[{"type":"Ready","status":"\#(ready ? "True" : "False")"}]}}"#
    var reader = JSONReader(SourceText(name: "pod", bytes: Array(json.utf8)), place: .path)
    pods[uid] = try ObjectReading(.pods) { MirroredObject(.pods, $0) }.object(from: &reader)
  }

  mutating func remove(_ uid: String) { pods[uid] = nil }
}

@Suite("What a plan that is carried out does next")
struct PlanExecutionTests {
  private func step(
    _ action: PodPacking.Plan.Action, _ pod: String, _ node: String, group: Int = 1, uid: String? = nil
  ) -> PodPacking.Plan.Step {
    var step = PodPacking.Plan.Step(action: action, pod: "d/\(pod)", node: node, group: group, note: "")
    step.uid = uid
    return step
  }

  /// Evicts a from n1, binds it on n2, and then w on n1.
  private var steps: [PodPacking.Plan.Step] {
    [step(.evict, "a", "n1", uid: "a"), step(.bind, "a", "n2"), step(.bind, "w", "n1", group: 2, uid: "w")]
  }

  private func table() throws -> PodTable {
    var table = PodTable()
    try table.put("a", on: "n1", owner: "o")
    try table.put("b", on: "n2", owner: "o")
    try table.put("w", on: nil)
    return table
  }

  private func target(_ uid: String, _ node: String, index: Int) -> PlanExecution.Target {
    .init(label: "d/\(uid)", namespace: "d", name: uid, uid: uid, node: node, version: "1", index: index)
  }

  @Test("each step waits for its effect, to the end")
  func whole() throws {
    var table = try table()
    var execution = PlanExecution(steps, stepTimeout: 10, now: 0)
    #expect(execution.isBetweenGroups)
    let first = target("a", "n1", index: 0)
    #expect(execution.advance(table.pods, now: 0) == .evict(first))
    execution.noteAsked(first, table.pods)
    execution.noteEvicted(now: 1)
    #expect(execution.advance(table.pods, now: 1) == .wait)
    try table.put("a", on: "n1", owner: "o", leaving: true)
    #expect(execution.advance(table.pods, now: 2) == .wait)
    #expect(execution.index == 0)
    table.remove("a")
    #expect(execution.advance(table.pods, now: 3) == .wait)
    #expect(execution.index == 1)
    #expect(!execution.isBetweenGroups)
    // b was there before: it is nobody's successor. A newcomer waits first, and is not ready at once.
    try table.put("a2", on: nil, owner: "o")
    #expect(execution.advance(table.pods, now: 4) == .wait)
    #expect(execution.remaining(table.pods).map(\.pod) == ["d/a2", "d/w"])
    try table.put("a2", on: "n2", owner: "o", ready: false)
    #expect(execution.advance(table.pods, now: 5) == .wait)
    try table.put("a2", on: "n2", owner: "o")
    #expect(execution.advance(table.pods, now: 6) == .wait)
    #expect(execution.index == 2)
    #expect(execution.isBetweenGroups)
    try table.put("w", on: "n1", ready: false)
    #expect(execution.advance(table.pods, now: 7) == .done)
    #expect(execution.evictions == 1)
    #expect((0..<3).map { execution.state(ofStep: $0) } == [.done, .done, .done])
  }

  @Test("a pod that is another one, elsewhere, gone or leaving by itself ends the plan")
  func changed() throws {
    func end(_ change: (inout PodTable) throws -> Void) throws -> PlanExecution.Action {
      var table = try table()
      try change(&table)
      var execution = PlanExecution(steps, stepTimeout: 10, now: 0)
      return execution.advance(table.pods, now: 0)
    }
    #expect(try end { try $0.put("a", on: "n2", owner: "o") } == .abandon("d/a is on n2, not on n1"))
    #expect(try end { $0.remove("a") } == .abandon("d/a is gone, or another pod now"))
    #expect(
      try end { table in
        table.remove("a")
        try table.put("a'", "a", on: "n1", owner: "o")
      } == .abandon("d/a is gone, or another pod now"))
    #expect(
      try end { try $0.put("a", on: "n1", owner: "o", leaving: true) }
        == .abandon("d/a is being deleted by somebody else"))
  }

  @Test("a call whose answer was lost is seen by its effect")
  func lostAnswer() throws {
    var table = try table()
    var execution = PlanExecution(steps, stepTimeout: 10, now: 0)
    let first = target("a", "n1", index: 0)
    execution.noteAsked(first, table.pods)
    execution.noteRefused(retryAfter: nil, now: 0)
    #expect(execution.advance(table.pods, now: 0.5) == .wait)
    #expect(execution.evictions == 0)
    try table.put("a", on: "n1", owner: "o", leaving: true)
    #expect(execution.advance(table.pods, now: 1) == .wait)
    #expect(execution.evictions == 1)
    table.remove("a")
    #expect(execution.advance(table.pods, now: 2) == .wait)
    #expect(execution.index == 1)
  }

  @Test("a refusal is asked again later and later, and at last given up")
  func refused() throws {
    let table = try table()
    var execution = PlanExecution(steps, stepTimeout: 10, now: 0)
    let first = target("a", "n1", index: 0)
    execution.noteRefused(retryAfter: nil, now: 0)
    #expect(execution.advance(table.pods, now: 0.9) == .wait)
    #expect(execution.advance(table.pods, now: 1.1) == .evict(first))
    execution.noteRefused(retryAfter: 4, now: 2)
    #expect(execution.advance(table.pods, now: 5.9) == .wait)
    #expect(execution.advance(table.pods, now: 6.1) == .evict(first))
    #expect(execution.advance(table.pods, now: 10.1) == .abandon("d/a could not be evicted within 10 s"))
  }

  @Test("a successor that goes astray ends the plan; one on the node of a later step may be another pod's")
  func astray() throws {
    var table = try table()
    var execution = PlanExecution(
      [
        step(.evict, "a", "n1", uid: "a"), step(.evict, "b", "n2", uid: "b"), step(.bind, "a", "n2"),
        step(.bind, "b", "n3"),
      ], stepTimeout: 10, now: 0)
    for (index, uid) in ["a", "b"].enumerated() {
      let next = target(uid, "n\(index + 1)", index: index)
      #expect(execution.advance(table.pods, now: 0) == .evict(next))
      execution.noteAsked(next, table.pods)
      execution.noteEvicted(now: 0)
      table.remove(uid)
    }
    try table.put("c", on: "n3", owner: "o")
    #expect(execution.advance(table.pods, now: 1) == .wait)
    try table.put("d", on: "n9", owner: "o")
    #expect(execution.advance(table.pods, now: 1) == .abandon("d/d, which came for d/a, is on n9"))
    table.remove("d")
    try table.put("e", on: "n2", owner: "o")
    #expect(execution.advance(table.pods, now: 2) == .done)
  }

  @Test("of a drain a successor may be on any other node, but not on one that is to be emptied")
  func drained() throws {
    for (node, expected) in [("n2", true), ("n7", true), ("n1", false)] {
      var table = try table()
      var execution = PlanExecution(
        [step(.evict, "a", "n1", uid: "a"), step(.bind, "a", "n2")], stepTimeout: 10, drained: ["n1"], now: 0)
      let first = target("a", "n1", index: 0)
      execution.noteAsked(first, table.pods)
      execution.noteEvicted(now: 0)
      table.remove("a")
      try table.put("a2", on: node, owner: "o")
      #expect((execution.advance(table.pods, now: 1) == .done) == expected, "\(node)")
    }
  }

  @Test("nobody comes, or the waiting pod goes elsewhere")
  func absent() throws {
    var table = try table()
    var execution = PlanExecution([step(.bind, "w", "n1", uid: "w")], stepTimeout: 10, now: 0)
    #expect(execution.advance(table.pods, now: 9) == .wait)
    #expect(execution.advance(table.pods, now: 11) == .abandon("d/w was not bound within 10 s"))
    try table.put("w", on: "n2")
    #expect(execution.advance(table.pods, now: 1) == .abandon("d/w is on n2, not on n1"))
  }
}

@Suite("What is left of a plan against the cluster as it is")
struct StepCheckTests {
  /// Two nodes of two cores; a (one core) runs on n1, b on n2, w (two cores) waits.
  private func instance(_ change: (inout ClusterSnapshot) -> Void = { _ in }) throws -> PodPacking.Instance {
    var snapshot = ClusterSnapshot(
      name: "x",
      nodes: ["n1", "n2"].map { .init(name: $0, allocatable: ["cpu": 2000, "pods": 10]) },
      pods: [
        .init(namespace: "d", name: "a", requests: ["cpu": 1000], nodeName: "n1"),
        .init(namespace: "d", name: "b", requests: ["cpu": 1000], nodeName: "n2"),
        .init(namespace: "d", name: "w", requests: ["cpu": 2000]),
      ])
    change(&snapshot)
    return try snapshot.compiled()
  }

  private let steps: [PodPacking.Plan.Step] = [
    .init(action: .evict, pod: "d/a", node: "n1", group: 3, note: ""),
    .init(action: .bind, pod: "d/a", node: "n2", group: 3, note: ""),
    .init(action: .bind, pod: "d/w", node: "n1", group: 4, note: ""),
  ]

  @Test("the plan still fits, also where the scheduler is ahead of it")
  func fits() throws {
    try StepCheck.check(steps, in: instance())
    try StepCheck.check([steps[2]], in: instance { $0.pods[0].nodeName = "n2" })
    try StepCheck.check(
      [steps[2]],
      in: instance { snapshot in
        snapshot.pods[0].nodeName = "n2"
        snapshot.pods[2].nodeName = "n1"
      })
  }

  @Test("room that somebody else has taken, a node that is gone, a budget, a pod that must stay")
  func broken() throws {
    func words(_ change: (inout ClusterSnapshot) -> Void) throws -> String {
      let instance = try instance(change)
      do throws(CheckFailure) {
        try StepCheck.check(steps, in: instance)
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(
      try words { $0.pods.append(.init(namespace: "d", name: "x", requests: ["cpu": 1000], nodeName: "n2")) }
        .contains("not enough cpu"))
    #expect(try words { $0.nodes[1].isUnschedulable = true }.contains("may not arrive"))
    #expect(
      try words { snapshot in
        snapshot.nodes.removeLast()
        snapshot.pods.remove(at: 1)
      } == "the node n2 is gone")
    #expect(
      try words {
        $0.disruptionBudgets = [.init(namespace: "d", name: "b", selector: LabelSelector([]), disruptionsAllowed: 0)]
      } == "d/a may not be placed or moved now")
    #expect(try words { $0.pods[0].immovable = .daemonSet } != "")
  }
}
