import Testing

@testable import dovetail_server

@Suite("The server over HTTP", .serialized)
struct HTTPTests {
  /// Two jobs on two machines; 7 is the least makespan: job 1 alone takes 3 + 4.
  private let shop = "2 2\n0 3 1 4\n1 2 0 2\n"
  private let cluster = """
    {"nodes":[{"name":"n1","cpu":1000,"mem":1000}],"pods":[{"name":"p","cpu":500,"mem":500,"priority":1,"node":null}]}
    """

  @Test("health, readiness and measurements")
  func health() async throws {
    try await withServer { client, _ in
      #expect(await client.get("/healthz").status == 200)
      #expect(await client.get("/readyz").status == 200)
      let metrics = await client.get("/metrics")
      #expect(metrics.body.contains(#"dovetail_requests_total{route="/healthz",code="200"} 1"#))
      #expect(metrics.body.contains("process_resident_memory_bytes "))
    }
  }

  @Test("errors are JSON with a status, a code and a message")
  func errors() async throws {
    try await withServer { client, _ in
      let unknown = await client.get("/nowhere")
      #expect(unknown.status == 404)
      #expect(
        unknown.body == #"{"error":{"code":"not_found","message":"there is no /nowhere here","status":404}}"#)
      #expect(await client.get("/v1/solve").status == 405)
      #expect(await client.post("/v1/plan", "").body.contains("body_empty"))
      #expect(await client.post("/v1/plan", "{").body.contains(#""code":"snapshot""#))
      #expect(await client.post("/v1/plan?timeLimit=0", cluster).body.contains(#""code":"parameter""#))
      #expect(await client.post("/v1/plan?speed=9", cluster).body.contains("there is no parameter 'speed' here"))
      #expect(await client.post("/v1/solve?problem=chess", shop).body.contains("there is no problem 'chess'"))
      #expect(await client.post("/v1/solve", "what is this").status == 422)
      #expect(await client.post("/extender/filter", "[]").body.contains(#""code":"json""#))
    }
  }

  @Test("a snapshot in, a plan out, which is then in force")
  func plan() async throws {
    try await withServer { client, _ in
      #expect(await client.get("/v1/plan").status == 404)
      let answer = await client.post("/v1/plan?timeLimit=5", cluster)
      #expect(answer.status == 200)
      #expect(answer.body.contains(#""changes":[{"from":null,"pod":"p","to":"n1"}]"#))
      #expect(answer.body.contains(#""status":"optimal""#))
      #expect(await client.get("/v1/plan").body == answer.body)
      #expect(await client.send("DELETE", "/v1/plan").status == 204)
      #expect(await client.get("/v1/plan").status == 404)
      #expect(await client.post("/v1/plan?steer=false", cluster).status == 200)
      #expect(await client.get("/v1/plan").status == 404)
    }
  }

  @Test("an instance in, a solution out")
  func solve() async throws {
    try await withServer { client, core in
      let answer = await client.post("/v1/solve?problem=jobshop&timeLimit=20", shop)
      #expect(answer.status == 200)
      #expect(answer.body.contains(#""status":"optimal""#))
      #expect(answer.body.contains(#""objective":7"#))
      #expect(answer.body.contains(#""problem":"jobshop""#))
      #expect(core.metrics.value(.solves, ["problem": "jobshop", "status": "optimal"]) == 1)
    }
  }

  @Test("a body that is announced, or that turns out, too large: 413")
  func tooLarge() async throws {
    try await withServer(.with(\.bodyLimit, 1000)) { client, core in
      let announced = await client.exchange(
        Array("POST /v1/plan HTTP/1.1\r\nHost: x\r\nContent-Length: 1073741824\r\n\r\n{".utf8))
      #expect(announced.status == 413)
      #expect(announced.body.contains("a body has at most 1000 bytes here"))
      let chunk = "400\r\n" + String(repeating: "x", count: 1024) + "\r\n"
      let chunked = await client.exchange(
        Array("POST /v1/plan HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)\(chunk)".utf8))
      #expect(chunked.status == 413)
      #expect(core.intake.reader.bytesHeld == 0)
    }
  }

  @Test("bodies that together are too large: 429")
  func bodiesHeld() async throws {
    try await withServer(.with(\.bodiesLimit, 10)) { client, _ in
      let answer = await client.post("/v1/plan", cluster)
      #expect(answer.status == 429)
      #expect(answer.head.lowercased().contains("retry-after: 1"))
    }
  }

  @Test("brackets that nest too deep: 400")
  func deep() async throws {
    try await withServer { client, _ in
      for path in ["/v1/plan", "/v1/solve", "/extender/filter", "/extender/preempt"] {
        let answer = await client.post(path, String(repeating: "[", count: 100_000))
        #expect(answer.status == 400)
        #expect(answer.body.contains("json_depth"))
      }
    }
  }

  @Test("a client that sends its head or its body byte by byte is sent away")
  func slowLoris() async throws {
    try await withServer(.with(\.headTime, 0.3).with(\.bodyTime, 0.3)) { client, core in
      let head = try #require(await client.drip("GET /healthz HTTP/1.1\r\nX: aaaa", each: 0.02, limit: 20))
      #expect(head < 10)
      let body = try #require(
        await client.drip(
          "POST /v1/plan HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{   ", each: 0.005, limit: 20))
      #expect(body < 15)
      #expect(await client.get("/healthz").status == 200)
      #expect(core.intake.reader.bytesHeld == 0)
    }
  }

  @Test("more requests than may wait: 429; the others are answered")
  func queue() async throws {
    try await withServer(.with(\.concurrency, 1).with(\.queueLimit, 1)) { client, core in
      await withTaskGroup(of: Int.self) { group in
        for _ in 0..<12 { group.addTask { await client.post("/v1/plan?timeLimit=5", cluster).status } }
        var statuses: [Int: Int] = [:]
        for await status in group { statuses[status, default: 0] += 1 }
        #expect(statuses[200, default: 0] >= 1)
        #expect(Set(statuses.keys).isSubset(of: [200, 429]))
      }
      #expect(core.plans.load == .init(running: 0, waiting: 0))
    }
  }

  @Test("who is to have a token needs it, except for health")
  func tokens() async throws {
    let file = TemporaryFile("a-first-long-token\nsecond-token-0123456789\n")
    try await withServer(.with(\.tokenFile, file.path)) { client, _ in
      #expect(await client.get("/healthz").status == 200)
      #expect(await client.get("/readyz").status == 200)
      let anonymous = await client.get("/metrics")
      #expect(anonymous.status == 401)
      #expect(anonymous.head.lowercased().contains("www-authenticate: bearer"))
      #expect(await client.get("/metrics", headers: ["Authorization: Bearer wrong"]).status == 401)
      #expect(await client.get("/metrics", headers: ["Authorization: Basic a-first-long-token"]).status == 401)
      #expect(await client.get("/metrics", headers: ["Authorization: Bearer second-token-0123456789"]).status == 200)
      #expect(await client.post("/v1/solve", String(repeating: "x", count: 1000)).status == 401)
    }
  }

  @Test("a token that is short, or none at all, is refused")
  func badTokens() {
    for text in ["", "\n\n", "short\n"] {
      let file = TemporaryFile(text)
      #expect(throws: ServerSettings.Refusal.self) { try SecretFiles.tokens(in: file.path) }
    }
    #expect(throws: ServerSettings.Refusal.self) { try SecretFiles.tokens(in: "/does/not/exist") }
  }

  @Test("after the end has begun, nothing new is taken")
  func draining() async throws {
    try await withServer { client, core in
      core.drain(within: 0.1)
      #expect(await client.get("/healthz").status == 200)
      #expect(await client.get("/readyz").status == 503)
      let answer = await client.post("/v1/plan", cluster)
      #expect(answer.status == 503)
      #expect(answer.body.contains("shutting_down"))
    }
  }
}
