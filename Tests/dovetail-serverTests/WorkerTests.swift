import Foundation
import Race
import Solving
import Testing

@testable import dovetail_server

@Suite("Solves in processes of their own", .serialized)
struct WorkerTests {
  private static let solve = "/v1/solve?problem=jobshop&timeLimit=50"

  /// The processes whose parent is this one.
  private static func children(of parent: Int32) -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { process in
      guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
      // "pid (name) state parent …"; the name may have blanks.
      let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
      return fields.count > 2 && fields[1] != "Z" && fields[2] == "\(parent)"
    }
  }

  /// Polls for half a minute, which is long even for a busy machine.
  private static func until(_ condition: () -> Bool) async throws -> Bool {
    for _ in 0..<600 {
      if condition() { return true }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }

  /// The server's worker, once it solves: then it has threads beside its first and the one that listens.
  private static func worker(of server: Int32) async throws -> Int32 {
    func isSolving(_ process: Int32) -> Bool {
      ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []).count > 2
    }
    #expect(try await until { children(of: server).contains(where: isSolving) })
    return try #require(children(of: server).first)
  }

  @Test("a solve that dies is one clear error of that request, and the server goes on")
  func death() async throws {
    let server = try ServerProcess(["--port", "0"])
    let client = HTTPClient(port: await server.waitForPort())
    async let dying = client.post(Self.solve, ProcessTests.longShop)
    let worker = try await Self.worker(of: server.id)
    kill(worker, SIGSEGV)
    let answer = await dying
    #expect(answer.status == 500)
    #expect(
      answer.body == """
        {"error":{"code":"solve_died","message":"the solve ended by SIGSEGV (Segmentation fault), which is an error of \
        the server's; it goes on","status":500}}
        """)
    #expect(await client.get("/readyz").status == 200)
    #expect(await client.get("/metrics").body.contains(#"dovetail_worker_deaths_total{cause="died"} 1"#))
    let next = await client.post("/v1/solve?problem=jobshop&timeLimit=5", "1 1\n0 7\n")
    #expect(next.status == 200)
    #expect(next.body.contains(#""objective":7"#))
    server.kill(SIGTERM)
    #expect(await server.waitForEnd().code == 0)
  }

  @Test("a solve ends soon after its client has gone")
  func disconnect() async throws {
    let server = try ServerProcess(["--port", "0"])
    let client = HTTPClient(port: await server.waitForPort())
    let body = ProcessTests.longShop
    let head = "POST \(Self.solve) HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
    async let leaving = client.exchange(Array((head + body).utf8), patience: 3)
    _ = try await Self.worker(of: server.id)
    #expect(await leaving.status == 0)
    #expect(try await Self.until { Self.children(of: server.id).isEmpty })
    server.kill(SIGTERM)
    #expect(await server.waitForEnd().code == 0)
  }

  @Test("a solve does not outlive its server")
  func orphan() async throws {
    let server = try ServerProcess(["--port", "0"])
    let client = HTTPClient(port: await server.waitForPort())
    async let lost = client.post(Self.solve, ProcessTests.longShop)
    let worker = try await Self.worker(of: server.id)
    server.kill(SIGKILL)
    _ = await server.waitForEnd()
    #expect(await lost.status == 0)
    #expect(try await Self.until { kill(worker, 0) != 0 })
  }

  @Test("the mistakes of a client are the worker's to find, and 4xx")
  func mistakes() async throws {
    try await withServer { client, _ in
      let bad = await client.post("/v1/solve?problem=jobshop", "2 2\n0 x\n")
      #expect(bad.status == 422)
      #expect(bad.body.contains(#""code":"instance""#))
      #expect(await client.post("/v1/solve?engine=quantum", "1 1\n0 7\n").status == 400)
      #expect(await client.post("/v1/plan", "[]").status == 422)
    }
  }

  @Test("the memory of all processes counts, and the largest is the one that goes")
  func memory() {
    let memory = WorkerMemory()
    let alone = memory.total
    #expect(alone > 0)
    #expect(!memory.outgrows(getpid(), 1 << 50))
    #expect(memory.ofWorkers > 0 && memory.total > alone)
    #expect(memory.outgrows(getpid(), 1 << 10))
    memory.forget(getpid())
    #expect(memory.ofWorkers == 0)
  }
}

@Suite("What a solve answers")
struct SolveAnswerTests {
  @Test("warnings of the instance come before those of strategies")
  func warnings() throws {
    let scoreboard = Scoreboard<[Int]>(check: { _ throws(CheckFailure) in Objective(1) })
    scoreboard.report("it gave up", by: "a strategy")
    let result = scoreboard.result()
    try #require(result.failures.count == 1)
    let answer = SolveAnswer(
      problem: "toy", engine: "auto", workers: 1, seed: 1, warnings: ["a volume is not looked at"], result)
    let text = String(decoding: try JSONAnswer.data(answer), as: UTF8.self)
    #expect(text.contains(#""warnings":["a volume is not looked at","\#(result.failures[0])"]"#))
  }

  @Test("objectives with decimals are shown with them")
  func decimals() throws {
    let scoreboard = Scoreboard<[Int]>(check: { _ throws(CheckFailure) in Objective(-450) })
    scoreboard.offer([1], from: "a strategy")
    scoreboard.prove(-600, by: "a strategy")
    for (scale, shown) in [
      (ObjectiveScale(decimals: 2, isNegated: true), "4.5,6"),
      (ObjectiveScale(decimals: 1, isNegated: false), "-45,-60"),
      (ObjectiveScale(denominator: 10, numeratorName: "a", denominatorName: "b"), "-450,-600"),
    ] {
      let answer = SolveAnswer(
        problem: "toy", engine: "auto", workers: 1, seed: 1, warnings: [], scoreboard.result(), scale: scale)
      let text = String(decoding: try JSONAnswer.data(answer), as: UTF8.self)
      let parts = shown.split(separator: ",")
      #expect(text.contains("\"objective\":\(parts[0]),") && text.contains("\"bound\":\(parts[1]),"), "\(text)")
    }
  }
}
