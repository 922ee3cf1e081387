import APIServerDouble
import KubernetesAPI
import Logging
import Telemetry
import Testing

@testable import dovetail_controller

@Suite("Events are told once, and counted up later")
struct EventPosterTests {
  private static let events = "/api/v1/namespaces/default/events"
  private let pod = WaitingPod(uid: "u", namespace: "default", name: "p.", since: 0)

  @Test("the same reason: nothing for ten minutes, then a patch, or a new event where the first is gone")
  func repeated() async throws {
    let server = APIServerDouble()
    try await server.whileServing { url in
      let client = try APIClient(APIConfiguration(server: url))
      let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      let poster = EventPoster(client, Metrics(), quiet)
      let stays = Verdict(.noPlacement, "stays \"here\"")
      await poster.post(stays, on: pod, now: 1000)
      await poster.post(stays, on: pod, now: 1599)
      #expect(server.calls.map(\.method) == ["POST"])
      let name = "p.\(String(1_000_000_000_000, radix: 16))"
      #expect(server.calls[0].path == Self.events)
      #expect(server.calls[0].body.contains(#""metadata":{"name":"\#(name)","namespace":"default"}"#))
      #expect(server.calls[0].body.contains(#""message":"stays \"here\"""#))

      await poster.post(stays, on: pod, now: 1600)
      #expect(server.calls.map(\.method) == ["POST", "PATCH"])
      #expect(server.calls[1].path == "\(Self.events)/\(name)")
      #expect(server.calls[1].body.hasPrefix(#"{"count":2,"lastTimestamp":"1970-01-01T00:26:40Z","#))

      server.fail("\(Self.events)/\(name)", with: [404])
      await poster.post(stays, on: pod, now: 2200)
      #expect(server.calls.map(\.method) == ["POST", "PATCH", "PATCH", "POST"])

      await poster.post(Verdict(.placementFound, "fits"), on: pod, now: 2201)
      #expect(server.calls.count == 5)
      #expect(server.calls[4].body.contains(#""type":"Normal""#))
      await client.shutdown()
    }
  }
}
