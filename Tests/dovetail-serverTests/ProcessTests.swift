import Basics
import Glibc
import Testing

@testable import dovetail_server

@Suite("The process: starts, ends, dies and comes back", .serialized)
struct ProcessTests {
  /// A random square job shop of 400 operations: no solver here proves one within a minute, least of all a debug build.
  static let longShop: String = {
    var random = SplitMix64(state: 5)
    let lines = (0..<20).map { _ in
      (0..<20).shuffled(using: &random).map { "\($0) \(Int.random(in: 1...99, using: &random))" }
        .joined(separator: " ")
    }
    return (["20 20"] + lines).joined(separator: "\n") + "\n"
  }()

  @Test(
    "what is unsafe or wrong ends with a line and a code",
    arguments: [
      (["--host", "0.0.0.0"], 78), (["--client-ca", "x"], 78), (["--token-file", "/does/not/exist"], 78),
      (["--port", "70000"], 64), (["--queue", "-1"], 64), (["--nonsense"], 64), (["--host", "192.0.2.1"], 78),
    ])
  func refusals(arguments: [String], code: Int) async throws {
    let end = await (try ServerProcess(arguments)).waitForEnd()
    #expect(end.code == Int32(code))
    #expect(end.log.hasPrefix("dovetail-server: "))
    #expect(end.log.split(separator: "\n").count == 1)
  }

  @Test("a port that is taken: 69")
  func portTaken() async throws {
    let first = try ServerProcess(["--port", "0"])
    let port = await first.waitForPort()
    let second = await (try ServerProcess(["--port", "\(port)"])).waitForEnd()
    #expect(second.code == 69)
    first.kill(SIGTERM)
    #expect(await first.waitForEnd().code == 0)
  }

  @Test("SIGTERM lets a solve give the best that it has, and ends within the time")
  func graceful() async throws {
    let server = try ServerProcess(["--port", "0", "--shutdown-time", "0.3"])
    let client = HTTPClient(port: await server.waitForPort())
    async let solve = client.post("/v1/solve?problem=jobshop&timeLimit=50", Self.longShop)
    while await !client.get("/metrics").body.contains(#"dovetail_desk_running{desk="solves"} 1"#) {}
    // It has its first solution within milliseconds, on a free machine; here, other tests hold the cores.
    try await Task.sleep(for: .seconds(2))
    let start = ContinuousClock.now
    server.kill(SIGTERM)
    let answer = await solve
    #expect(answer.status == 200)
    #expect(answer.body.contains(#""ending":"interrupt""#))
    #expect(answer.body.contains(#""starts":[["#))
    #expect(await server.waitForEnd().code == 0)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test("killed under load, it comes back on the same port")
  func killed() async throws {
    var server = try ServerProcess(["--port", "0"])
    let port = await server.waitForPort()
    let client = HTTPClient(port: port)
    for _ in 0..<3 {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask { _ = await client.post("/v1/solve?problem=jobshop&timeLimit=50", Self.longShop) }
        }
        while await !client.get("/metrics").body.contains(#"dovetail_desk_running{desk="solves"} 1"#) {}
        server.kill(SIGKILL)
      }
      #expect(await server.waitForEnd().code == -SIGKILL)
      server = try ServerProcess(["--port", "\(port)"])
      #expect(await server.waitForPort() == port)
      #expect(await client.get("/readyz").status == 200)
    }
    server.kill(SIGTERM)
    #expect(await server.waitForEnd().code == 0)
  }
}
