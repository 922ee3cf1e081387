import Foundation
import Testing

@testable import CDovetail

@Suite("The C interface to pod planning")
struct PodPlanningTests {
  private static let cluster = """
    {"nodes":[{"name":"n1","cpu":1000,"mem":1000}],"pods":[{"name":"p","cpu":500,"mem":500,"priority":1,"node":null}]}
    """

  private func call(
    _ snapshot: [UInt8], options: String? = nil, seconds: Double = 5
  ) -> (status: Int32, answer: [String: Any]) {
    var plan: UnsafeMutablePointer<CChar>?
    let status = snapshot.withUnsafeBytes { bytes in
      planPods(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, options, seconds, nil, &plan)
    }
    defer { free(text: plan) }
    guard let plan else { return (status, [:]) }
    let object = try? JSONSerialization.jsonObject(with: Data(String(cString: plan).utf8))
    return (status, object as? [String: Any] ?? [:])
  }

  @Test("a snapshot in, a plan out")
  func plan() throws {
    let (status, answer) = call(Array(Self.cluster.utf8))
    #expect(status == 0)
    #expect(answer["status"] as? String == "optimal")
    let changes = try #require(answer["changes"] as? [[String: Any]])
    #expect(changes.count == 1)
    #expect(changes.first?["to"] as? String == "n1")
    #expect(changes.first?["from"] is NSNull)
    #expect(answer["priorities"] as? [Int] == [1])
  }

  @Test("what is no snapshot is refused in words", arguments: ["", "{", "[]", "{\"nodes\":[],\"pods\":[]}", "\u{0}"])
  func refused(text: String) {
    let (status, answer) = call(Array(text.utf8))
    #expect(status == 65 || text.isEmpty && status == 64)
    let error = answer["error"] as? [String: Any]
    #expect((error?["message"] as? String)?.isEmpty == false)
    #expect(error?["code"] as? Int == Int(status))
  }

  @Test("hostile text never ends the process", arguments: 0..<8)
  func hostile(seed: UInt64) {
    var random = Xorshift(seed: seed + 1)
    for _ in 0..<60 {
      var bytes = Array(Self.cluster.utf8)
      for _ in 0..<random.next(8) {
        let position = random.next(bytes.count)
        switch random.next(4) {
        case 0: bytes[position] = UInt8(random.next(256))
        case 1: bytes.remove(at: position)
        case 2: bytes.insert(contentsOf: bytes[..<random.next(bytes.count)], at: position)
        default:
          bytes.insert(
            contentsOf: ["9999999999999999999", "-1", "1e400", "[[", "null"][random.next(5)].utf8, at: position)
        }
      }
      let status = call(bytes, seconds: 0.001).status
      #expect([0, 64, 65].contains(status))
    }
    #expect(call(Array(repeating: UInt8(ascii: "["), count: 1_000_000)).status == 65)
  }

  @Test("a C program links with the library, and its threads get their plans")
  func example() throws {
    // The test's own program is beside the library.
    let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let here = URL(filePath: #filePath).deletingLastPathComponent()
    let header = here.appending(path: "../../Sources/CDovetail/include").standardized
    let program = FileManager.default.temporaryDirectory.appending(path: "dovetail-pods-\(getpid())")
    defer { try? FileManager.default.removeItem(at: program) }
    let compiled = try run(
      "/usr/bin/env",
      [
        "clang", "-std=c11", "-Wall", "-Wextra", "-Werror", here.appending(path: "Example/pods.c").path, "-I",
        header.path, "-L", folder.path, "-lCDovetail", "-lpthread", "-Wl,-rpath,\(folder.path)", "-o", program.path,
      ])
    try #require(compiled.status == 0, "\(compiled.text)")
    let result = try run(program.path, [])
    #expect(result.status == 0, "\(result.text)")
    #expect(result.text.contains("\"changes\""))
  }

  private func run(_ path: String, _ arguments: [String]) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}

/// Small repeatable random numbers.
private struct Xorshift {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// From 0 to `bound` - 1.
  mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 1) % max(1, bound)
  }
}
