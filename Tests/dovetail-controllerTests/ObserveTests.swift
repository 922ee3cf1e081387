import APIServerDouble
import Basics
import Testing

@testable import dovetail_controller

@Suite("The controller watches, plans and says what it would do", .serialized)
struct ObserveTests {
  @Test("a pod that fits once another has moved gets an event; nothing else is written; SIGTERM ends it soon")
  func event() async throws {
    let cluster = SmallCluster()
    cluster.wait("big", cpu: "2")
    cluster.wait("huge", cpu: "3")
    try await cluster.server.whileServing { url in
      let controller = try ControllerProcess(url, ["--time-limit", "2", "--no-leader-election"])
      #expect(await eventually(within: 60) { cluster.writes.count == 2 })
      let writes = cluster.writes
      #expect(writes.allSatisfy { $0.method == "POST" && $0.path == "/api/v1/namespaces/default/events" })
      #expect(writes.allSatisfy { $0.authorization == "Bearer abc" })
      let big = try #require(writes.first { $0.body.contains(#""name":"big""#) }).body
      #expect(big.contains(#""reason":"PlacementFound""#))
      #expect(big.contains(#""uid":"uid-big""#))
      #expect(big.firstMatch(of: /"lastTimestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"/) != nil)
      #expect(big.contains("after 1 eviction (nobody carries it out in the mode observe): default/web-"))
      let huge = try #require(writes.first { $0.body.contains(#""name":"huge""#) }).body
      #expect(huge.contains(#""reason":"NoPlacement""#))
      #expect(huge.contains("Insufficient cpu"))
      #expect(huge.contains("which is proved"))

      #expect(await eventually { controller.logged.contains(#""message":"plan""#) })
      #expect(controller.logged.contains("evict default/web-"))
      #expect(controller.logged.contains("default/huge stays pending: 0/2 nodes are available"))
      let metrics = await controller.get("/metrics")
      #expect(metrics.contains("dovetail_controller_pods_pending 2\n"))
      #expect(metrics.contains("dovetail_controller_plan_evictions 1\n"))
      #expect(metrics.contains(#"dovetail_controller_plans_total{status="optimal"} 1"#))
      #expect(metrics.contains(#"dovetail_controller_lists_total{kind="Pod"} 1"#))
      #expect(metrics.contains(#"dovetail_controller_events_total{reason="PlacementFound"} 1"#))
      #expect(await controller.get("/healthz") == "ok\n")
      #expect(await controller.get("/readyz") == "ok\n")

      // Nothing has changed: no second plan, no second event.
      try await Task.sleep(for: .seconds(3))
      #expect(cluster.writes.count == 2)
      let start = ContinuousClock.now
      controller.terminate()
      #expect(await controller.waitForEnd().code == 0)
      #expect(ContinuousClock.now - start < .seconds(5))
    }
  }

  @Test("with --once the plan is printed and nothing is written")
  func once() async throws {
    let cluster = SmallCluster()
    cluster.wait("big", cpu: "2")
    try await cluster.server.whileServing { url in
      let end = await (try ControllerProcess(url, ["--once"])).waitForEnd()
      #expect(end.code == 0)
      #expect(end.output.hasPrefix("3 steps in "))
      #expect(end.output.contains("bind  default/big to n"))
      #expect(cluster.writes.isEmpty)
      #expect(cluster.server.calls.filter(\.isWatch).isEmpty)
    }
  }

  @Test("a server that refuses ends --once with 69 and its words")
  func refused() async throws {
    let cluster = SmallCluster()
    cluster.server.fail(SmallCluster.nodes, with: [403])
    try await cluster.server.whileServing { url in
      let controller = try ControllerProcess(url, ["--once"])
      #expect(await controller.waitForEnd().code == 69)
      #expect(controller.logged.contains("dovetail-controller: the API server: 403: injected"))
    }
  }

  @Test("wrong options and configurations end with a line and a code")
  func refusals() async throws {
    for (arguments, code) in [
      (["--pending-for", "-1"], 64), (["--metrics-address", "x"], 64), (["--nonsense"], 64),
      (["--mode", "apply", "--no-leader-election"], 64), (["--maintenance-window", "Mo 1-2"], 64),
      (["--renew-deadline", "20"], 64), (["--lease-name", "a/../b"], 64), (["--protected-namespace", ""], 64),
      (["--context", "none"], 78), (["--metrics-address", "192.0.2.1:1"], 69),
    ] {
      let controller = try ControllerProcess("http://127.0.0.1:1", arguments)
      #expect(await controller.waitForEnd().code == Int32(code), "\(arguments)")
      #expect(controller.logged.contains("dovetail-controller: "))
    }
  }
}
