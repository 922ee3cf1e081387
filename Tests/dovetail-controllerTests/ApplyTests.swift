import APIServerDouble
import Race
import Testing

@testable import dovetail_controller

@Suite("The controller carries plans out", .serialized)
struct ApplyTests {
  private static let options = [
    "--mode", "apply", "--time-limit", "2", "--pending-for", "0.5", "--lease-duration", "3", "--renew-deadline", "2",
    "--retry-period", "0.3", "--extender-address", "127.0.0.1:0", "--protected-namespace", "none",
  ]

  private func evictions(_ server: APIServerDouble) -> [APIServerDouble.Call] {
    server.calls.filter { $0.path.hasSuffix("/eviction") }
  }

  @Test("a pod is evicted with its UID and version, its successor and the waiting pod arrive, and the plan is done")
  func done() async throws {
    let cluster = SmallCluster()
    let server = cluster.server
    server.endPods(after: 0.2)
    cluster.wait("big", cpu: "2")
    try await server.whileServing { url in
      let controller = try ControllerProcess(url, Self.options)
      #expect(await eventually(within: 60) { evictions(server).count == 1 })
      let call = try #require(evictions(server).first)
      let name = call.path.split(separator: "/").dropLast().last.map(String.init) ?? ""
      #expect(["web-1", "web-2"].contains(name))
      #expect(call.body.contains(#""uid":"uid-\#(name)""#))
      #expect(call.body.firstMatch(of: /"resourceVersion":"\d+"/) != nil)
      #expect(await eventually { server.object(.pods, "default", name) == nil })
      let freed = name == "web-1" ? "n1" : "n2"
      let other = name == "web-1" ? "n2" : "n1"
      cluster.run("web-3", on: other)
      cluster.run("big", on: freed, cpu: "2")
      #expect(await eventually { controller.logged.contains(#""message":"done""#) })
      #expect(evictions(server).count == 1)
      let state = await controller.get("/v1/state")
      #expect(state.contains(#""mode":"apply","isLeader":true"#))
      #expect(state.contains(#""state":"done""#))
      let metrics = await controller.get("/metrics")
      #expect(metrics.contains(#"dovetail_controller_evictions_total{result="evicted"} 1"#))
      #expect(metrics.contains(#"dovetail_controller_executions_total{outcome="done"} 1"#))
      #expect(metrics.contains("dovetail_controller_plan_evictions_total 1\n"))
      let lease = server.object(.leases, "default", "dovetail-controller")
      let journal = lease?["metadata", "annotations", Annotations.journal]?.text
      #expect(Journal(journal, now: 0).evictions.count == 1)
      #expect(Journal(journal, now: 0).intent == nil)
      controller.terminate()
      #expect(await controller.waitForEnd().code == 0)
      #expect(server.object(.leases, "default", "dovetail-controller")?["spec", "holderIdentity"]?.text == "")
    }
  }

  @Test("a plan whose pod has gone elsewhere is abandoned, and nobody is evicted for it")
  func abandoned() async throws {
    let cluster = SmallCluster()
    let server = cluster.server
    cluster.wait("big", cpu: "2")
    // The budget refuses, so that the plan waits.
    for name in ["web-1", "web-2"] {
      server.fail("/api/v1/namespaces/default/pods/\(name)/eviction", with: Array(repeating: 429, count: 1000))
    }
    try await server.whileServing { url in
      let controller = try ControllerProcess(url, Self.options)
      #expect(await eventually(within: 60) { controller.logged.contains("eviction refused") })
      server.delete(SmallCluster.pods, "big", namespace: "default")
      #expect(await eventually { controller.logged.contains(#""message":"abandoned""#) })
      #expect(server.object(.pods, "default", "web-1") != nil)
      #expect(server.object(.pods, "default", "web-2") != nil)
    }
  }

  @Test("while the lease is annotated as paused nobody is evicted, and afterwards somebody is")
  func paused() async throws {
    let cluster = SmallCluster()
    let server = cluster.server
    server.endPods(after: 0.2)
    try server.create(
      .leases, "default",
      [
        "metadata": ["name": "dovetail-controller", "annotations": [.init(stringLiteral: Annotations.paused): "true"]],
        "spec": [:],
      ])
    cluster.wait("big", cpu: "2")
    try await server.whileServing { url in
      let controller = try ControllerProcess(url, Self.options)
      #expect(await eventually(within: 60) { controller.logged.contains("evictions are paused") })
      try await Task.sleep(for: .seconds(1))
      #expect(evictions(server).isEmpty)
      #expect(await controller.get("/metrics").contains("dovetail_controller_paused 1\n"))
      server.modify(.leases, "default", "dovetail-controller") { lease in
        lease["metadata", "annotations", Annotations.paused] = "false"
        return true
      }
      #expect(await eventually(within: 60) { !evictions(server).isEmpty })
    }
  }
  @Test("a request on the lease is answered there: a node that takes pods is not drained, one that is cordoned is")
  func request() async throws {
    let cluster = SmallCluster()
    let server = cluster.server
    server.endPods(after: 0.2)
    try await server.whileServing { url in
      let controller = try ControllerProcess(url, Self.options)
      let lease = { server.object(.leases, "default", "dovetail-controller") }
      #expect(await eventually(within: 60) { lease() != nil })
      func ask(_ text: String) {
        server.modify(.leases, "default", "dovetail-controller") { lease in
          lease["metadata", "annotations", Annotations.request] = .text(text)
          return true
        }
      }
      func answer() -> String { lease()?["metadata", "annotations", Annotations.requestResult]?.text ?? "" }
      ask("drain nothing-there")
      #expect(await eventually(within: 30) { answer().contains("drain nothing-there: no plan: ") })
      ask("what")
      #expect(await eventually(within: 30) { answer().contains("what: not understood: expected drain NODE") })
      ask("drain n1")
      #expect(await eventually(within: 30) { answer().hasSuffix("(n1 still takes pods: kubectl cordon n1 first)") })
      #expect(evictions(server).isEmpty)
      server.modify(.nodes, nil, "n1") { node in
        node["spec", "unschedulable"] = true
        return true
      }
      ask("drain n1")
      #expect(await eventually(within: 30) { server.object(.pods, "default", "web-1") == nil })
      cluster.run("web-3", on: "n2")
      #expect(await eventually(within: 30) { answer().contains("drain n1: done: ") })
      #expect(lease()?["metadata", "annotations", Annotations.request] == nil)
      #expect(evictions(server).count == 1)
      controller.terminate()
    }
  }
}
