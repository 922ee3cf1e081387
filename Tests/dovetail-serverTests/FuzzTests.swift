import Scheduler
import Steering
import Testing

@testable import dovetail_server

/// Mutated calls of every kind: each ends in an answer or in a fault that names what is wrong, and in nothing else.
@Suite("Hostile bodies")
struct FuzzTests {
  private static let filter = """
    {"Pod":{"metadata":{"name":"p","namespace":"n","uid":"u","labels":{"a":"b"}},"spec":{"priority":5,"containers":[
    {"name":"c","resources":{"requests":{"cpu":"100m","memory":"1.5Gi"},"limits":{"cpu":"1"}},
    "ports":[{"containerPort":80,"hostPort":8080,"protocol":"TCP"}]}],"nodeSelector":{"x":"y"},
    "tolerations":[{"key":"k","operator":"Exists","effect":"NoSchedule"}],"affinity":{"nodeAffinity":
    {"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":
    [{"key":"x","operator":"In","values":["y"]}]}]}}}}},"NodeNames":["n1","n2"],"Nodes":{"items":[
    {"metadata":{"name":"n1","labels":{"x":"y"}},"spec":{"taints":[{"key":"k","value":"v","effect":"NoSchedule"}]},
    "status":{"allocatable":{"cpu":"4","memory":"8Gi","pods":"110"}}}]}}
    """
  private static let preempt = """
    {"Pod":{"metadata":{"name":"p"},"spec":{"priority":1}},"NodeNameToVictims":{"n1":{"Pods":[{"metadata":{"name":"v",
    "uid":"w"}}],"NumPDBViolations":0}},"NodeNameToMetaVictims":{"n2":{"Pods":[{"UID":"x"}],"NumPDBViolations":1}}}
    """
  private static let cluster = """
    {"kind":"List","apiVersion":"v1","items":[{"kind":"Node","apiVersion":"v1","metadata":{"name":"n1","labels":
    {"zone":"a"}},"status":{"allocatable":{"cpu":"2","memory":"4Gi","pods":"10"}}},{"kind":"Pod","apiVersion":"v1",
    "metadata":{"name":"a","namespace":"d","labels":{"app":"a"},"uid":"1"},"spec":{"nodeName":"n1","containers":[{"name":
    "c","resources":{"requests":{"cpu":"500m"}}}]}},{"kind":"Pod","apiVersion":"v1","metadata":{"name":"b","namespace":
    "d","labels":{"app":"a"}},"spec":{"priority":10,"containers":[{"name":"c","resources":{"requests":{"cpu":"1600m"}}}],
    "topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule","labelSelector":
    {"matchLabels":{"app":"a"}}}]}},{"kind":"PodDisruptionBudget","apiVersion":"policy/v1","metadata":{"name":"q",
    "namespace":"d"},"spec":{"minAvailable":"50%","selector":{"matchLabels":{"app":"a"}}}}]}
    """
  private static let plain = """
    {"nodes":[{"name":"n1","cpu":1000,"mem":1000}],"pods":[{"name":"p","cpu":500,"mem":500,"priority":1,"node":null},
    {"name":"q","cpu":700,"mem":1,"priority":0,"node":"n1"}]}
    """
  private static let shop = "2 2\n0 3 1 4\n1 2 0 2\n"

  private let core: ServerCore = {
    var settings = ServerSettings()
    settings.defaultPlanTime = 0.002
    return ServerCore(settings, logger: quietLogger)
  }()

  /// What an honest server may say to a body.
  private func survives(_ work: () throws -> Void) -> Bool {
    do {
      try work()
      return true
    } catch let fault as Fault {
      return (400..<500).contains(fault.status.code) && !fault.message.isEmpty
    } catch {
      return false
    }
  }

  @Test("8000 mutated calls of the extender", arguments: 0..<4)
  func extender(seed: UInt64) {
    var mutation = Mutation(seed: seed)
    for round in 0..<1000 {
      let filter = mutation.mutated(Self.filter)
      let preempt = mutation.mutated(Self.preempt)
      let survived = survives {
        try core.intake.checkDepth(filter)
        let arguments = try JSONBody.decode(ExtenderTypes.Arguments.self, from: filter)
        _ = try JSONAnswer.data(core.extender.filter(arguments))
        _ = try JSONAnswer.data(core.extender.prioritize(arguments))
      }
      let survivedToo = survives {
        try core.intake.checkDepth(preempt)
        let arguments = try JSONBody.decode(ExtenderTypes.PreemptionArguments.self, from: preempt)
        _ = try JSONAnswer.data(core.extender.preempt(arguments))
      }
      #expect(survived, "seed \(seed), round \(round): \(String(decoding: filter, as: UTF8.self))")
      #expect(survivedToo, "seed \(seed), round \(round): \(String(decoding: preempt, as: UTF8.self))")
    }
  }

  @Test("1500 mutated snapshots, planned", arguments: 0..<3)
  func snapshots(seed: UInt64) {
    var solve = PlanSolve()
    solve.timeLimit = 0.002
    var mutation = Mutation(seed: 100 + seed)
    for round in 0..<500 {
      let bytes = mutation.mutated(round.isMultiple(of: 2) ? Self.cluster : Self.plain)
      let survived = survives {
        let (outcome, _) = try solve.run(on: bytes, interruption: Interruption())
        let guide = PlacementGuide(outcome.facts)
        let arguments = try JSONBody.decode(ExtenderTypes.Arguments.self, from: Array(Self.filter.utf8))
        if let pod = arguments.pod { _ = guide.advice(for: pod, on: ["n1"]) }
      }
      #expect(survived, "seed \(seed), round \(round): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("500 mutated instances, solved")
  func instances() {
    var mutation = Mutation(seed: 7)
    for round in 0..<500 {
      let bytes = mutation.mutated(Self.shop)
      let survived = survives {
        var solve = InstanceSolve()
        solve.timeLimit = 0.005
        _ = try solve.run(on: bytes, interruption: Interruption())
      }
      #expect(survived, "round \(round): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("300 mutated requests, head and all, leave the server alive")
  func requests() async throws {
    try await withServer(.with(\.bodyTime, 0.2).with(\.headTime, 0.2).with(\.defaultPlanTime, 0.002)) { client, core in
      var mutation = Mutation(seed: 9)
      let requests = (0..<300).map { round in
        let path = ["/extender/filter", "/v1/plan", "/v1/solve?timeLimit=0.01", "/metrics"][round % 4]
        let head = "POST \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
        return mutation.mutated(head + "\(Self.plain.utf8.count)\r\n\r\n" + Self.plain)
      }
      await withTaskGroup(of: Void.self) { group in
        for first in 0..<20 {
          group.addTask {
            for round in stride(from: first, to: requests.count, by: 20) {
              let answer = await client.exchange(requests[round], patience: 1)
              #expect(answer.status < 500, "round \(round): \(answer.body)")
            }
          }
        }
      }
      #expect(await client.get("/healthz").status == 200)
    }
  }
}
