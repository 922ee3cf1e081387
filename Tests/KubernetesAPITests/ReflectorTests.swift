import APIServerDouble
import Basics
import Logging
import Race
import Testing

@testable import KubernetesAPI

@Suite("A reflector keeps its store equal to the server", .serialized)
struct ReflectorTests {
  private static let pods = ResourceKind.pods.path

  /// A reflector at a double, with short waits, for as long as `body` runs.
  private func withReflector(
    _ server: APIServerDouble, firstWait: Double = 0.05,
    _ body: @escaping @Sendable (Reflector<[UInt8]>, Condition<[ReflectorOccurrence]>) async throws -> Void
  ) async throws {
    try await server.whileServing { url in
      let client = try APIClient(APIConfiguration(server: url))
      var settings = ReflectorSettings()
      settings.pageSize = 3
      settings.backOff = BackOff(from: firstWait, upTo: 1)
      let occurrences = Condition<[ReflectorOccurrence]>([])
      let reflector = Reflector(
        ObjectReading(.pods) { $0 }, client, settings: settings,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      ) { occurrence in
        occurrences.update { $0.append(occurrence) }
      }
      let task = Task { await reflector.run() }
      do {
        try await body(reflector, occurrences)
      } catch {
        Issue.record(error)
      }
      task.cancel()
      await task.value
      await client.shutdown()
    }
  }

  private func names(_ reflector: Reflector<[UInt8]>) -> [String] {
    reflector.store.contents.objects.values.map(\.name).sorted()
  }

  private func eventuallyHas(_ reflector: Reflector<[UInt8]>, _ expected: [String]) async -> Bool {
    await eventually { names(reflector) == expected }
  }

  @Test("a list comes in pages, of one version, and what nobody reads is not kept")
  func pages() async throws {
    let server = APIServerDouble()
    for number in 1...7 {
      server.put(
        Self.pods, "p\(number)", namespace: "default", metadata: #","managedFields":[{"manager":"x"}]"#,
        #","spec":{"nodeName":"n1","containers":[{"name":"c","env":[{"name":"A","value":"secret"}]}]}"#)
    }
    try await withReflector(server) { reflector, _ in
      #expect(await eventually { reflector.store.contents.isListed })
      #expect(names(reflector) == (1...7).map { "p\($0)" })
      let lists = server.calls.filter { !$0.isWatch }
      #expect(lists.map { $0.query["limit"] } == ["3", "3", "3"])
      #expect(lists.map { $0.query["continue"] } == [nil, "107/3", "107/6"])
      let object = try #require(reflector.store.contents.objects["uid-p1"])
      #expect(
        String(decoding: object.content, as: UTF8.self)
          == #"{"metadata":{"name":"p1","namespace":"default","uid":"uid-p1"},"#
          + #""spec":{"nodeName":"n1","containers":[{"name":"c"}]}}"#)
    }
  }

  @Test("events of a watch add, change and delete; one that changes nothing that is read is no news")
  func watch() async throws {
    let server = APIServerDouble()
    server.put(Self.pods, "a")
    try await withReflector(server) { reflector, _ in
      #expect(await eventually { server.watches == 1 })
      server.put(Self.pods, "b")
      #expect(await eventuallyHas(reflector, ["a", "b"]))
      server.put(Self.pods, "b", #","status":{"podIP":"10.0.0.9"}"#)
      server.delete(Self.pods, "a")
      #expect(await eventuallyHas(reflector, ["b"]))
      let before = reflector.store.contents.revision
      server.put(Self.pods, "b", #","status":{"podIP":"10.0.0.10"}"#)
      server.put(Self.pods, "c")
      #expect(await eventuallyHas(reflector, ["b", "c"]))
      #expect(reflector.store.contents.revision == before + 1)
      let asked = try #require(server.calls.filter(\.isWatch).first)
      #expect(asked.query["resourceVersion"] == "101")
      #expect(asked.query["allowWatchBookmarks"] == "true")
    }
  }

  @Test("a watch that is cut goes on behind the last event or bookmark, without a new list")
  func cut() async throws {
    let server = APIServerDouble()
    server.put(Self.pods, "a")
    try await withReflector(server) { reflector, _ in
      #expect(await eventually { server.watches == 1 })
      let listed = reflector.store.contents.heard
      server.bookmark(Self.pods)
      server.put("/api/v1/nodes", "elsewhere")
      // What is under way when a connection breaks may be lost.
      #expect(await eventually { reflector.store.contents.heard != listed })
      server.cut()
      #expect(await eventually { server.calls.filter(\.isWatch).count == 2 })
      #expect(server.calls.last(where: \.isWatch)?.query["resourceVersion"] == "102")
      server.put(Self.pods, "b")
      #expect(await eventuallyHas(reflector, ["a", "b"]))
      #expect(server.calls.count { !$0.isWatch } == 1)
    }
  }

  @Test("a version that is gone leads to a new list", arguments: [APIServerDouble.GoneForm.status, .event])
  func gone(form: APIServerDouble.GoneForm) async throws {
    let server = APIServerDouble()
    server.put(Self.pods, "a")
    server.put(Self.pods, "b")
    try await withReflector(server) { reflector, occurrences in
      #expect(await eventually { server.watches == 1 })
      server.delete(Self.pods, "a")
      server.put(Self.pods, "c")
      server.compact(form)
      #expect(await eventuallyHas(reflector, ["b", "c"]))
      #expect(await eventually { server.watches == 1 })
      server.put(Self.pods, "d")
      #expect(await eventuallyHas(reflector, ["b", "c", "d"]))
      #expect(occurrences.update { $0 }.contains(.gone))
    }
  }

  @Test("errors of the server are waited out, longer each time")
  func backOff() async throws {
    let server = APIServerDouble()
    server.put(Self.pods, "a")
    server.fail(Self.pods, with: [500, 503, 429])
    let start = ContinuousClock.now
    try await withReflector(server, firstWait: 0.1) { reflector, occurrences in
      #expect(await eventuallyHas(reflector, ["a"]))
      // A fifth less than 0.1, 0.2 and 0.4 s, and never less than the first.
      #expect(ContinuousClock.now - start > .seconds(0.1 + 0.16 + 0.32))
      let failures = occurrences.update { $0 }.compactMap { occurrence in
        if case .failed(let failure) = occurrence { failure.status } else { nil }
      }
      #expect(failures == [500, 503, 429])
    }
  }

  @Test("events that come a few bytes at a time are put together")
  func slow() async throws {
    let server = APIServerDouble()
    server.slowDown()
    try await withReflector(server) { reflector, _ in
      #expect(await eventually { server.watches == 1 })
      for name in ["a", "b", "c"] { server.put(Self.pods, name, namespace: "ü-\(name)") }
      #expect(await eventuallyHas(reflector, ["a", "b", "c"]))
      #expect(server.calls.count == 2)
    }
  }

  @Test("waits grow to their end and differ by a fifth at most")
  func waits() {
    for _ in 0..<50 {
      var backOff = BackOff()
      let waits = (0..<8).map { _ in backOff.wait() }
      for (wait, power) in zip(waits, [1.0, 2, 4, 8, 16, 30, 30, 30]) {
        #expect(wait >= 1 && wait <= 30 && wait >= 0.79 * power && wait <= 1.21 * power)
      }
      backOff.reset()
      #expect(backOff.wait() <= 1.21)
    }
  }
}
