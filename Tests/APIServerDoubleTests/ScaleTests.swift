import APIServerDouble
import Testing

@Suite("The double stands a large cluster")
struct ScaleTests {
  @Test("a list of many pods in pages of 500, each pod once")
  func pages() async throws {
    let fixture = Fixture()
    let count = 2_000
    for number in 0..<count {
      fixture.server.put(
        "/api/v1/pods", "p\(number)", namespace: "default",
        #","spec":{"nodeName":"n\#(number % 100)","containers":[{"name":"c"}]},"status":{"phase":"Running"}"#)
    }
    try await fixture.withClient { client in
      var names: Set<String> = []
      var (query, pages) = ("", 0)
      repeat {
        let body = try await client.call("GET", "/api/v1/pods?limit=500" + query).body
        names.formUnion((body["items"]?.elements ?? []).compactMap { $0["metadata", "name"]?.text })
        query = body["metadata", "continue"]?.text.map { "&continue=" + $0 } ?? ""
        pages += 1
      } while !query.isEmpty
      #expect(pages == 4)
      #expect(names.count == count)
    }
  }

  @Test("a watch tells many changes in their order, and none is lost")
  func changes() async throws {
    let fixture = Fixture()
    try fixture.server.create(.pods, "default", Fixture.pod("a"))
    let count = 1_000
    try await fixture.withClient { client in
      let version = fixture.server.version
      async let events = client.events("/api/v1/pods?watch=true&resourceVersion=\(version)", count)
      for number in 1...count {
        fixture.server.modify(.pods, "default", "a") { pod in
          pod["metadata", "labels", "number"] = "\(number)"
          return true
        }
        if number % 100 == 0 { await Task.yield() }
      }
      let numbers = try await events.compactMap { $0["object", "metadata", "labels", "number"]?.text }
      #expect(numbers == (1...count).map { "\($0)" })
    }
  }
}
