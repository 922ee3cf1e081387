import APIServerDouble
import Testing

@Suite("Evictions and bindings")
struct EvictionTests {
  private static let eviction = Fixture.pods + "/a/eviction"

  private func body(uid: String? = nil) -> JSONTree {
    var body: JSONTree = ["apiVersion": "policy/v1", "kind": "Eviction", "metadata": ["name": "a"]]
    if let uid { body["deleteOptions", "preconditions", "uid"] = .text(uid) }
    return body
  }

  private func isLeaving(_ fixture: Fixture) -> Bool {
    fixture.server.object(.pods, "default", "a")?["metadata", "deletionTimestamp"] != nil
  }

  @Test("one that the budget allows is counted in it, and the next is refused with what is documented")
  func budget() async throws {
    let fixture = Fixture()
    try fixture.run("a")
    try fixture.run("b")
    try fixture.budget("keep", allowed: 1)
    try await fixture.withClient { client in
      #expect(try await client.call("POST", Self.eviction + "?dryRun=All", body()).status == 201)
      #expect(!isLeaving(fixture))
      #expect(try await client.call("POST", Self.eviction, body()).status == 201)
      #expect(isLeaving(fixture))
      let status = fixture.server.object(.budgets, "default", "keep")?["status"]
      #expect(status?["disruptionsAllowed"]?.integer == 0)
      #expect(status?["disruptedPods", "a"]?.text != nil)
      let refused = try await client.call("POST", Fixture.pods + "/b/eviction", [:])
      #expect(refused.status == 429)
      #expect(refused.retryAfter == "10")
      #expect(refused.body["reason"]?.text == "TooManyRequests")
      #expect(refused.body["details", "causes"]?.elements.first?["reason"]?.text == "DisruptionBudget")
      // A pod that is leaving already takes nothing more.
      #expect(try await client.call("POST", Self.eviction, body()).status == 201)
    }
  }

  @Test("another pod of the same name is not evicted; nor one with two budgets, nor one that is not there")
  func refusals() async throws {
    let fixture = Fixture()
    try fixture.run("a")
    try await fixture.withClient { client in
      #expect(try await client.call("POST", Self.eviction, body(uid: "other")).status == 409)
      try fixture.budget("one", allowed: 1)
      try fixture.budget("two", allowed: 1)
      #expect(try await client.call("POST", Self.eviction, body()).status == 500)
      #expect(!isLeaving(fixture))
      #expect(try await client.call("POST", Fixture.pods + "/none/eviction", [:]).status == 404)
      let uid = try #require(fixture.server.object(.pods, "default", "a")?["metadata", "uid"]?.text)
      #expect(fixture.server.remove(.budgets, "default", "two"))
      #expect(try await client.call("POST", Self.eviction, body(uid: uid)).status == 201)
    }
  }

  @Test(
    "a pod that is not ready goes by the policy",
    arguments: [
      // healthy, desired, policy, status
      (3, 2, nil, 201), (2, 2, nil, 201), (1, 2, nil, 429), (0, 0, nil, 429), (1, 2, "IfHealthyBudget", 429),
      (1, 2, "AlwaysAllow", 201),
    ] as [(Int, Int, String?, Int)])
  func unready(healthy: Int, desired: Int, policy: String?, status: Int) async throws {
    let fixture = Fixture()
    try fixture.run("a", isReady: false)
    try fixture.budget("keep", allowed: 0, healthy: healthy, desired: desired, policy: policy)
    try await fixture.withClient { client in
      let answer = try await client.call("POST", Self.eviction, body())
      #expect(answer.status == status)
    }
  }

  @Test("a budget that nobody has looked at since it was changed refuses")
  func unprocessed() async throws {
    let fixture = Fixture()
    try fixture.run("a")
    try fixture.budget("keep", allowed: 1)
    fixture.server.modify(.budgets, "default", "keep") { budget in
      budget["metadata", "generation"] = 2
      return true
    }
    try await fixture.withClient { client in
      let answer = try await client.call("POST", Self.eviction, body())
      #expect(answer.status == 429)
    }
  }

  @Test("a binding gives a pod its node once")
  func binding() async throws {
    let fixture = Fixture()
    try fixture.server.create(.pods, "default", Fixture.pod("a"))
    try await fixture.withClient { client in
      let body: JSONTree = ["target": ["kind": "Node", "name": "n1"]]
      #expect(try await client.call("POST", Fixture.pods + "/a/binding", body).status == 201)
      let pod = try await client.call("GET", Fixture.pods + "/a").body
      #expect(pod["spec", "nodeName"]?.text == "n1")
      let condition = pod["status", "conditions"]?.elements.first
      #expect(condition?["type"]?.text == "PodScheduled")
      #expect(condition?["status"]?.text == "True")
      #expect(try await client.call("POST", Fixture.pods + "/a/binding", body).status == 409)
    }
  }
}
