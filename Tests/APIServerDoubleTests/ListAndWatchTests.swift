import APIServerDouble
import Testing

@Suite("Lists and watches with selectors, versions and pages")
struct ListAndWatchTests {
  private func names(_ answer: PlainClient.Answer) -> [String] {
    answer.body["items"]?.elements.compactMap { $0["metadata", "name"]?.text } ?? []
  }

  @Test("selectors of fields and labels, and namespaces")
  func selectors() async throws {
    let fixture = Fixture()
    try fixture.run("a")
    try fixture.run("b", labels: ["app": "db"])
    try fixture.server.create(.pods, "default", Fixture.pod("c"))
    try fixture.server.create(.pods, "other", Fixture.pod("d"))
    try await fixture.withClient { client in
      for (query, expected) in [
        ("/api/v1/pods", ["a", "b", "c", "d"]), (Fixture.pods, ["a", "b", "c"]),
        (Fixture.pods + "?labelSelector=app%3Dweb", ["a", "c"]),
        ("/api/v1/pods?fieldSelector=spec.nodeName%3Dn1", ["a", "b"]),
        ("/api/v1/pods?fieldSelector=spec.nodeName%3D", ["c", "d"]),
        ("/api/v1/pods?fieldSelector=metadata.namespace!%3Ddefault", ["d"]),
        ("/api/v1/pods?fieldSelector=status.phase%3DRunning,metadata.name%3Da", ["a"]),
      ] {
        let answer = try await client.call("GET", query)
        #expect(names(answer) == expected, "\(query)")
      }
    }
  }

  @Test("pages are of the first one's version; an old token is gone after a compaction")
  func pages() async throws {
    let fixture = Fixture()
    for name in ["a", "b", "c"] { try fixture.server.create(.pods, "default", Fixture.pod(name)) }
    try await fixture.withClient { client in
      let first = try await client.call("GET", "/api/v1/pods?limit=2")
      #expect(names(first) == ["a", "b"])
      #expect(first.body["metadata", "remainingItemCount"]?.integer == 1)
      let token = try #require(first.body["metadata", "continue"]?.text)
      fixture.server.remove(.pods, "default", "c")
      let second = try await client.call("GET", "/api/v1/pods?limit=2&continue=\(token)")
      #expect(names(second) == ["c"])
      #expect(second.body["metadata", "resourceVersion"] == first.body["metadata", "resourceVersion"])
      #expect(second.body["metadata", "continue"] == nil)
      fixture.server.compact(.status)
      let late = try await client.call("GET", "/api/v1/pods?limit=2&continue=\(token)")
      #expect(late.status == 410)
      #expect(late.body["reason"]?.text == "Expired")
    }
  }

  @Test("a pod that comes into a selection is added, and one that leaves it is deleted")
  func selection() async throws {
    let fixture = Fixture()
    try fixture.server.create(.pods, "default", Fixture.pod("a"))
    try await fixture.withClient { client in
      let version = fixture.server.version
      try fixture.run("b")
      fixture.server.modify(.pods, "default", "b") { pod in
        pod["spec", "nodeName"] = "n2"
        return true
      }
      try fixture.run("c")
      fixture.server.remove(.pods, "default", "c")
      let query = "watch=true&fieldSelector=spec.nodeName%3Dn1&resourceVersion=\(version)"
      let events = try await client.events("/api/v1/pods?" + query, 6)
      let told = events.map { "\($0["type"]?.text ?? "") \($0["object", "metadata", "name"]?.text ?? "")" }
      #expect(told == ["ADDED b", "MODIFIED b", "DELETED b", "ADDED c", "MODIFIED c", "DELETED c"])
      let ends = events.last?["object", "metadata", "resourceVersion"]?.text
      #expect(ends == String(fixture.server.version))
      let all = try await client.events("/api/v1/pods?watch=true", 2)
      #expect(all.map { $0["object", "metadata", "name"]?.text } == ["a", "b"])
    }
  }

  @Test("a hook sees each write with who asked, what it came to and how things were before")
  func audit() async throws {
    let fixture = Fixture()
    try fixture.run("a")
    let log = AuditLog()
    fixture.server.audit { log.append($0) }
    try await fixture.withClient { client in
      _ = try await client.call("DELETE", Fixture.pods + "/a?gracePeriodSeconds=0")
      _ = try await client.call("DELETE", Fixture.pods + "/a")
      _ = try await client.call("GET", Fixture.pods)
      #expect(log.all.map(\.status) == [200, 404])
      #expect(log.all[0].object(.pods, "default/a") != nil)
      #expect(log.all[1].object(.pods, "default/a") == nil)
    }
  }

  @Test("as many calls fail as are to, the same with the same seed")
  func faults() async throws {
    let fixture = Fixture()
    try await fixture.withClient { client in
      func answers(_ share: Double) async -> [Int] {
        fixture.server.setFaults(APIFaults(share: share, seed: 7))
        var statuses: [Int] = []
        for _ in 0..<40 { statuses.append((try? await client.call("GET", Fixture.pods))?.status ?? 0) }
        return statuses
      }
      #expect(await answers(0).allSatisfy { $0 == 200 })
      let all = await answers(1)
      #expect(Set(all) == [0, 429, 500, 503])
      let some = await answers(0.3)
      #expect(some.contains(200) && some.contains { $0 != 200 })
      #expect(await answers(0.3) == some)
    }
  }
}
