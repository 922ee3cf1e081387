import Pods
import Race
import Scheduler
import Steering
import Telemetry
import Testing

@testable import dovetail_server

@Suite("A plan that nobody carries out is no worse than no plan")
struct StalledPlanTests {
  private let offered = #"{"n2":{"NumPDBViolations":0,"Pods":[{"UID":"uid-batch"}]}}"#
  private let important = pod("core-2", cpu: "3", priority: 1000)

  /// `core-1` could move from n1 to n3 and make room for `core-2` of the same priority; the scheduler would evict
  /// `batch` on n2 instead.
  private static func cluster() throws -> PlacementGuide {
    var snapshot = ClusterSnapshot(name: "starved")
    snapshot.nodes = [("n1", 4000), ("n2", 4000), ("n3", 2000)].map { .init(name: $0, allocatable: ["cpu": $1]) }
    snapshot.pods = [
      .init(namespace: "shop", name: "core-1", requests: ["cpu": 2000], priority: 1000, nodeName: "n1"),
      .init(namespace: "shop", name: "batch", requests: ["cpu": 3000], priority: 0, nodeName: "n2"),
      .init(namespace: "shop", name: "core-2", requests: ["cpu": 3000], priority: 1000),
    ]
    for index in snapshot.pods.indices {
      snapshot.pods[index].uid = "uid-\(snapshot.pods[index].name)"
      snapshot.pods[index].owner = "ReplicaSet \(snapshot.pods[index].name)-set"
    }
    let instance = try snapshot.compiled()
    let scoreboard = Scoreboard<PodPacking.Solution>(
      check: { (solution) throws(CheckFailure) in try PodPacking.check(solution, of: instance) })
    scoreboard.offer(PodPacking.Solution([2, 1, 0], of: instance), from: "hand")
    return PlacementGuide(SchedulingPlan(scoreboard.result(), instance))
  }

  private static func pod(_ name: String, cpu: String, priority: Int, more: String = "") -> String {
    """
    {"metadata":{"name":"\(name)","namespace":"shop","uid":"uid-\(name)"},"spec":{"priority":\(priority)\(more),
    "containers":[{"name":"c","resources":{"requests":{"cpu":"\(cpu)"}}}]}}
    """
  }

  private func preempt(_ board: PlanBoard, _ pod: String) throws -> String {
    let text = #"{"Pod":\#(pod),"NodeNameToMetaVictims":\#(offered)}"#
    let arguments = try JSONBody.decode(ExtenderTypes.PreemptionArguments.self, from: Array(text.utf8))
    let result = Extender(board: board, metrics: Metrics()).preempt(arguments)
    return String(decoding: try JSONAnswer.data(result.nodeNameToMetaVictims), as: UTF8.self)
  }

  private func names(_ board: PlanBoard, _ pod: String, nodes: String = #"["n1","n2","n3"]"#) throws -> [String]? {
    let text = #"{"Pod":\#(pod),"Nodes":null,"NodeNames":\#(nodes)}"#
    var arguments = try JSONBody.decode(ExtenderTypes.Arguments.self, from: Array(text.utf8))
    if pod.contains("left-alone") { arguments.pod?.notPlanned = "it waits for a volume" }
    return Extender(board: board, metrics: Metrics()).filter(arguments).nodeNames
  }

  @Test("with nobody to carry it out, preemption goes on from the first plan")
  func nobody() throws {
    let board = PlanBoard(ServerSettings())
    board.post(try Self.cluster(), json: .init())
    #expect(try preempt(board, important) == offered)
  }

  @Test("with somebody, preemption waits for the plan, and no longer once three more plans brought nothing")
  func stalled() throws {
    let board = PlanBoard(.with(\.arePlansCarriedOut, true))
    for _ in 0..<3 {
      board.post(try Self.cluster(), json: .init())
      #expect(try preempt(board, important) == "{}")
    }
    board.post(try Self.cluster(), json: .init())
    #expect(try preempt(board, important) == offered)
  }

  @Test("time without progress counts too")
  func stalledByTime() async throws {
    let board = PlanBoard(.with(\.arePlansCarriedOut, true).with(\.stallTime, 0.001))
    board.post(try Self.cluster(), json: .init())
    try await Task.sleep(for: .milliseconds(5))
    #expect(try preempt(board, important) == offered)
  }

  @Test("a pod that was moved is a sign that somebody is there, for a while")
  func sign() throws {
    let board = PlanBoard(ServerSettings())
    board.post(try Self.cluster(), json: .init())
    for round in 0..<3 {
      board.post(try Self.cluster(), json: .init(), showsMove: round == 0)
      #expect(try preempt(board, important) == "{}")
    }
    board.post(try Self.cluster(), json: .init())
    #expect(try preempt(board, important) == offered)
  }

  @Test("room is kept for a pod of the plan until three more plans brought nothing")
  func room() throws {
    let board = PlanBoard(ServerSettings())
    // n1 has 4, and 3 of them are for core-2; n2 has 1 beside batch.
    let stranger = Self.pod("stranger", cpu: "2", priority: 0)
    for _ in 0..<3 {
      board.post(try Self.cluster(), json: .init())
      #expect(try names(board, stranger) == ["n2"])
    }
    board.post(try Self.cluster(), json: .init())
    #expect(try names(board, stranger) == ["n1", "n2", "n3"])
  }

  @Test("a pod that the plan leaves alone, or with words of a newer API, goes where it likes")
  func leftAlone() throws {
    let board = PlanBoard(.with(\.arePlansCarriedOut, true))
    board.post(try Self.cluster(), json: .init())
    let newer = #","tolerations":[{"key":"sla","operator":"Newer","value":"9","effect":"NoSchedule"}]"#
    for pod in [Self.pod("left-alone", cpu: "2", priority: 0), Self.pod("x", cpu: "2", priority: 0, more: newer)] {
      #expect(try names(board, pod) == ["n1", "n2", "n3"])
    }
    #expect(try preempt(board, Self.pod("core-2", cpu: "3", priority: 1000, more: newer)) == offered)
  }

  @Test("a node with words of a newer API is handed back as it came")
  func newerNode() throws {
    let node =
      #"{"metadata":{"name":"n9"},"spec":{"taints":[{"effect":"Newer","key":"k"}]},"#
      + #""status":{"allocatable":{"cpu":"64","memory":"64Gi"}}}"#
    let text = #"{"Pod":\#(important),"Nodes":{"metadata":{},"items":[\#(node)]},"NodeNames":null}"#
    let arguments = try JSONBody.decode(ExtenderTypes.Arguments.self, from: Array(text.utf8))
    let result = Extender(board: PlanBoard(ServerSettings()), metrics: Metrics()).filter(arguments)
    let answer = String(decoding: try JSONAnswer.data(result.nodes), as: UTF8.self)
    #expect(answer == #"{"items":[\#(node)],"metadata":{}}"#)
  }

  @Test("no nodes, no names and no victims are answered as they came")
  func nothing() throws {
    let board = PlanBoard(ServerSettings())
    board.post(try Self.cluster(), json: .init())
    #expect(try names(board, important, nodes: "null") == nil)
    for victims in [#""NodeNameToVictims":null,"NodeNameToMetaVictims":null"#, #""NodeNameToVictims":{}"#] {
      let text = #"{"Pod":\#(important),\#(victims)}"#
      let arguments = try JSONBody.decode(ExtenderTypes.PreemptionArguments.self, from: Array(text.utf8))
      #expect(Extender(board: board, metrics: Metrics()).preempt(arguments).nodeNameToMetaVictims.isEmpty)
    }
  }
}
