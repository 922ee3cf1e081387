import Pods
import Race
import Scheduler
import Steering
import Telemetry
import Testing

@testable import dovetail_server

@Suite("The scheduler's extender API, member by member")
struct ExtenderTests {
  private let board = PlanBoard(ServerSettings())
  private var extender: Extender { Extender(board: board, metrics: Metrics()) }

  private func filter(_ text: String) throws -> String {
    let arguments = try JSONBody.decode(ExtenderTypes.Arguments.self, from: Array(text.utf8))
    return String(decoding: try JSONAnswer.data(extender.filter(arguments)), as: UTF8.self)
  }

  private func prioritize(_ text: String) throws -> String {
    let arguments = try JSONBody.decode(ExtenderTypes.Arguments.self, from: Array(text.utf8))
    return String(decoding: try JSONAnswer.data(extender.prioritize(arguments)), as: UTF8.self)
  }

  private func preempt(_ text: String) throws -> String {
    let arguments = try JSONBody.decode(ExtenderTypes.PreemptionArguments.self, from: Array(text.utf8))
    return String(decoding: try JSONAnswer.data(extender.preempt(arguments)), as: UTF8.self)
  }

  /// Two nodes of 1 cpu; `small` (300 m) moves from n2 to n1, `big` (900 m) comes to n2.
  private func postPlan() throws {
    var snapshot = ClusterSnapshot(name: "two nodes")
    snapshot.nodes = ["n1", "n2"].map { .init(name: $0, allocatable: ["cpu": 1000]) }
    snapshot.pods = [
      .init(namespace: "shop", name: "small", requests: ["cpu": 300], nodeName: "n2"),
      .init(namespace: "shop", name: "big", requests: ["cpu": 900], priority: 7),
    ]
    snapshot.pods[0].uid = "uid-small"
    snapshot.pods[1].uid = "uid-big"
    // The only node that `big` may use, and too little room on it for both.
    snapshot.pods[1].nodeSelector = ["disk": "fast"]
    snapshot.nodes[1].labels = ["disk": "fast"]
    let instance = try snapshot.compiled()
    let scoreboard = Scoreboard<PodPacking.Solution>(
      check: { (solution) throws(CheckFailure) in try PodPacking.check(solution, of: instance) })
    scoreboard.offer(PodPacking.Solution([0, 1], of: instance), from: "hand")
    let plan = SchedulingPlan(scoreboard.result(), instance)
    try #require(
      plan.changes == [.init(pod: "shop/big", from: nil, to: "n2"), .init(pod: "shop/small", from: "n2", to: "n1")])
    board.post(PlacementGuide(plan), json: Array(try JSONAnswer.data(plan)))
  }

  private let big = """
    {"metadata":{"name":"big","namespace":"shop","uid":"uid-big"},"spec":{"priority":7,"nodeSelector":{"disk":"fast"},
    "containers":[{"name":"c","resources":{"requests":{"cpu":"900m"}}}]}}
    """

  @Test("without a plan, filter passes what is offered, in the form in which it is offered")
  func filterWithoutPlan() throws {
    let answer = try filter(#"{"Pod":{"metadata":{"name":"p"},"spec":{}},"Nodes":null,"NodeNames":["n1","n2"]}"#)
    #expect(
      answer
        == #"{"Error":"","FailedAndUnresolvableNodes":null,"FailedNodes":null,"NodeNames":["n1","n2"],"Nodes":null}"#)
  }

  @Test(
    "names of members are read in any case, and unknown ones are ignored",
    arguments: [
      #"{"pod":{"metadata":{"name":"p"},"spec":{}},"nodes":null,"nodenames":["n1"]}"#,
      #"{"POD":{"metadata":{"name":"p"},"spec":{},"status":{"phase":"Pending"}},"NODENAMES":["n1"],"More":[1,{}]}"#,
      #"{"Pod":{"metadata":{"name":"p"},"spec":{}},"nodeNames":["n1"]}"#,
    ])
  func anyCase(text: String) throws {
    #expect(try filter(text).contains(#""NodeNames":["n1"]"#))
  }

  @Test("of whole nodes, those whose size, labels or taints rule the pod out can never be opened")
  func wholeNodes() throws {
    let answer = try filter(
      """
      {"Pod":{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"2"}}}]}},
      "NodeNames":null,"Nodes":{"metadata":{},"items":[
      {"metadata":{"name":"small"},"status":{"allocatable":{"cpu":"1","pods":"10"}}},
      {"metadata":{"name":"tainted"},"spec":{"taints":[{"key":"k","effect":"NoSchedule"}]},
       "status":{"allocatable":{"cpu":"4","pods":"10"}}},
      {"metadata":{"name":"good","extra":[1.5,true,null,"x"]},"status":{"allocatable":{"cpu":"4","pods":"10"}}}]}}
      """)
    #expect(
      answer == """
        {"Error":"","FailedAndUnresolvableNodes":{"small":"the whole node has too little cpu",\
        "tainted":"its labels or taints rule the pod out"},"FailedNodes":null,"NodeNames":null,"Nodes":{"items":[\
        {"metadata":{"extra":[1.5,true,null,"x"],"name":"good"},"status":{"allocatable":{"cpu":"4","pods":"10"}}}],\
        "metadata":{}}}
        """)
  }

  @Test("without a plan, prioritize gives each node 0")
  func prioritizeWithoutPlan() throws {
    #expect(
      try prioritize(#"{"Pod":{"metadata":{"name":"p"},"spec":{}},"NodeNames":["n1","n2"]}"#)
        == #"[{"Host":"n1","Score":0},{"Host":"n2","Score":0}]"#)
  }

  @Test("without a plan, preempt hands back what it was given, in the short form")
  func preemptWithoutPlan() throws {
    let meta = #"{"NodeNameToMetaVictims":{"n1":{"NumPDBViolations":1,"Pods":[{"UID":"u"}]}}}"#
    #expect(try preempt(#"{"Pod":{"metadata":{"name":"p"},"spec":{}},\#(meta.dropFirst())"#) == meta)
    let long = #"{"n1":{"Pods":[{"metadata":{"name":"v","uid":"u"},"spec":{}}],"NumPDBViolations":1}}"#
    #expect(
      try preempt(
        #"{"Pod":{"metadata":{"name":"p"},"spec":{}},"NodeNameToVictims":\#(long),"NodeNameToMetaVictims":null}"#)
        == meta)
  }

  @Test("a call without a pod names what is missing")
  func noPod() {
    let fault = #expect(throws: Fault.self) { try filter(#"{"NodeNames":["n1"]}"#) }
    #expect(fault?.message == "'Pod' is missing")
  }

  @Test("with a plan, filter and prioritize lead to the pod's place")
  func steered() throws {
    try postPlan()
    let answer = try filter(#"{"Pod":\#(big),"Nodes":null,"NodeNames":["n1","n2"]}"#)
    #expect(answer.contains(#""NodeNames":["n2"]"#))
    #expect(answer.contains(#""FailedNodes":{"n1":"the plan has a place for this pod on 'n2'"}"#))
    #expect(
      try prioritize(#"{"Pod":\#(big),"NodeNames":["n1","n2"]}"#)
        == #"[{"Host":"n1","Score":0},{"Host":"n2","Score":10}]"#)
  }

  @Test("with a plan, preempt names the plan's victims on the plan's node only")
  func preemptWithPlan() throws {
    try postPlan()
    let offered = #"{"n1":{"Pods":[{"UID":"x"}]},"n2":{"Pods":[{"UID":"uid-small"}],"NumPDBViolations":0}}"#
    #expect(
      try preempt(#"{"Pod":\#(big),"NodeNameToMetaVictims":\#(offered)}"#)
        == #"{"NodeNameToMetaVictims":{"n2":{"NumPDBViolations":0,"Pods":[{"UID":"uid-small"}]}}}"#)
  }

  @Test("a plan that is too old steers nobody")
  func oldPlan() async throws {
    let board = PlanBoard(.with(\.planLifetime, 0))
    let plan = try await FallbackScheduler().plan(
      for: ClusterSnapshot(name: "one", nodes: [.init(name: "n1", allocatable: ["cpu": 1])]))
    board.post(PlacementGuide(plan), json: Array(try JSONAnswer.data(plan)))
    try await Task.sleep(for: .milliseconds(2))
    #expect(board.current == nil)
  }
}
