import APIServerDouble
import Logging
import Testing

@testable import KubernetesAPI

@Suite("Of several replicas one leads", .serialized)
struct LeaderElectionTests {
  private static let lease = "/apis/coordination.k8s.io/v1/namespaces/ns/leases/l"

  private func election(_ client: APIClient, _ identity: String, duration: Double = 2) -> LeaderElection {
    var settings = LeaderElection.Settings(namespace: "ns", identity: identity)
    settings.name = "l"
    settings.duration = duration
    settings.renewDeadline = duration * 0.6
    settings.retryPeriod = duration * 0.1
    return LeaderElection(client, settings, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  private func withClient(
    _ body: @escaping @Sendable (APIServerDouble, APIClient) async throws -> Void
  ) async throws {
    let server = APIServerDouble()
    try await server.whileServing { url in
      let client = try APIClient(APIConfiguration(server: url))
      // The first call of all takes longer than the leases here last, on a busy machine.
      _ = try? await client.call(.get, Self.lease)
      do { try await body(server, client) } catch { Issue.record(error) }
      await client.shutdown()
    }
  }

  @Test("the first takes the lease, the second waits until it has not been renewed for its duration")
  func takeOver() async throws {
    try await withClient { server, client in
      let (first, second) = (election(client, "a"), election(client, "b"))
      await first.attempt()
      await second.attempt()
      #expect(await first.isLeading)
      #expect(await !second.isLeading)
      #expect(await second.holder == "a")
      for _ in 0..<7 {
        try await Task.sleep(for: .milliseconds(400))
        await first.attempt()
        await second.attempt()
        #expect(await !second.isLeading)
      }
      // The first is silent from here on: it stops acting well before the second begins.
      #expect(await eventually { await !first.isLeading })
      await second.attempt()
      #expect(await !second.isLeading)
      try await Task.sleep(for: .milliseconds(2100))
      await second.attempt()
      #expect(await second.isLeading)
      await first.attempt()
      #expect(await !first.isLeading)
      let object = server.object(.leases, "ns", "l")
      #expect(object?["spec", "holderIdentity"]?.text == "b")
      #expect(object?["spec", "leaseTransitions"]?.integer == 1)
      let renewed = object?["spec", "renewTime"]?.text ?? ""
      #expect(renewed.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/) != nil)
    }
  }

  @Test("an annotation of somebody else is no renewal, and is kept")
  func annotations() async throws {
    try await withClient { server, client in
      let (first, second) = (election(client, "a"), election(client, "b"))
      await first.attempt()
      await second.attempt()
      for round in 0..<6 {
        try await Task.sleep(for: .milliseconds(400))
        server.modify(.leases, "ns", "l") { lease in
          lease["metadata", "annotations"] = ["x": .text("\(round)")]
          return true
        }
        await second.attempt()
      }
      #expect(await second.isLeading)
      try await second.write(["y": "1"])
      #expect(await second.annotations == ["x": "5", "y": "1"])
      try await second.write(["y": nil])
      #expect(await second.annotations == ["x": "5"])
    }
  }

  @Test("who has lost the lease cannot write, whatever it believes")
  func fence() async throws {
    try await withClient { server, client in
      let first = election(client, "a", duration: 100)
      await first.attempt()
      server.modify(.leases, "ns", "l") { lease in
        lease["spec", "holderIdentity"] = "b"
        return true
      }
      #expect(await first.isLeading)
      await #expect(throws: LeaderElection.NotLeading.self) { try await first.write(["j": "1"]) }
      #expect(await !first.isLeading)
      #expect(server.object(.leases, "ns", "l")?["metadata", "annotations", "j"] == nil)
    }
  }

  @Test("of two that try for a free lease at one time one gets it")
  func race() async throws {
    try await withClient { server, client in
      for round in 0..<20 {
        server.remove(.leases, "ns", "l")
        let (first, second) = (election(client, "a"), election(client, "b"))
        async let one: Void = first.attempt()
        async let other: Void = second.attempt()
        _ = await (one, other)
        let leading = [await first.isLeading, await second.isLeading]
        #expect(leading.count { $0 } == 1, "round \(round)")
      }
    }
  }

  @Test("a lease that is deleted is made again")
  func deleted() async throws {
    try await withClient { server, client in
      let first = election(client, "a", duration: 100)
      await first.attempt()
      server.remove(.leases, "ns", "l")
      await first.attempt()
      #expect(await first.isLeading)
      #expect(server.object(.leases, "ns", "l")?["spec", "holderIdentity"]?.text == "a")
    }
  }

  @Test("a leader that ends gives the lease back")
  func release() async throws {
    try await withClient { server, client in
      let first = election(client, "a", duration: 100)
      let task = Task { await first.run() }
      #expect(await eventually { await first.isLeading })
      task.cancel()
      await task.value
      let second = election(client, "b", duration: 100)
      await second.attempt()
      #expect(await second.isLeading)
    }
  }

  @Test("without a server nobody leads for longer than the deadline")
  func silence() async throws {
    try await withClient { server, client in
      let first = election(client, "a")
      await first.attempt()
      server.fail(Self.lease, with: Array(repeating: 500, count: 50))
      let task = Task { await first.run() }
      try await Task.sleep(for: .milliseconds(1400))
      #expect(await !first.isLeading)
      task.cancel()
      await task.value
    }
  }
}
