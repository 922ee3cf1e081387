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

  /// A List as kubectl prints it, with most of what a plan looks at.
  private static let list = """
    {"kind":"List","items":[
    {"kind":"Node","metadata":{"name":"n1","labels":{"zone":"a"}},"spec":{"taints":[{"key":"k","effect":"NoSchedule"}]},
     "status":{"allocatable":{"cpu":"4","memory":"16Gi","pods":"110"}}},
    {"kind":"Node","metadata":{"name":"n2"},"status":{"allocatable":{"cpu":"3500m","memory":"1e3","pods":"2"}}},
    {"kind":"Pod","metadata":{"name":"a","namespace":"s","uid":"u","labels":{"app":"a"},
     "ownerReferences":[{"kind":"ReplicaSet","name":"r","controller":true}]},
     "spec":{"nodeName":"n1","containers":[{"name":"c","resources":{"requests":{"cpu":"2"}}}],"tolerations":[{"key":"k",
     "operator":"Exists"}],"affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{
     "topologyKey":"zone","labelSelector":{"matchLabels":{"app":"a"}}}]}},"topologySpreadConstraints":[{"maxSkew":1,
     "topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule","labelSelector":{}}]},"status":{"phase":"Running"}},
    {"kind":"Pod","metadata":{"name":"b"},"spec":{"priority":5,"containers":[{"name":"c","ports":[{"hostPort":80}],
     "resources":{"requests":{"cpu":"3","memory":"1Gi"}}}]},"status":{"phase":"Pending"}},
    {"kind":"PodDisruptionBudget","metadata":{"name":"p","namespace":"s"},"spec":{"minAvailable":"50%","selector":{
     "matchExpressions":[{"key":"app","operator":"In","values":["a"]}]}},"status":{"disruptionsAllowed":1}}]}
    """
  private static let hostileValues = [
    "9223372036854775807", "-9223372036854775808", "1e999", "-1", "null", "\"\"", "{}", "[]", "true",
    "\"9223372036854775807Ei\"", "\"-1Gi\"", "\"1e-400\"", "\"200%\"", "\"\\ud800\"",
  ]

  @Test("any value in the place of another never ends the process", arguments: 0..<4)
  func hostileValues(seed: UInt64) {
    var random = Xorshift(seed: seed + 100)
    // Ends of values: what is between a colon and the next comma or bracket.
    let text = Array(Self.list.utf8)
    let starts = text.indices.dropLast().filter { text[$0] == UInt8(ascii: ":") }
    for _ in 0..<100 {
      var bytes = text
      for _ in 0...random.next(2) {
        let start = starts[random.next(starts.count)] + 1
        guard start < bytes.count,
          let end = bytes[start...].firstIndex(where: { Array(",]}".utf8).contains($0) })
        else { continue }
        bytes.replaceSubrange(start..<end, with: Self.hostileValues[random.next(Self.hostileValues.count)].utf8)
      }
      #expect([0, 65].contains(call(bytes, seconds: 0.002).status))
    }
  }

  @Test("hostile options and limits are refused or taken, and never end the process")
  func hostileOptions() {
    let cluster = Array(Self.cluster.utf8)
    for seconds in [-1.0, 0, .nan, .infinity] { #expect(call(cluster, seconds: seconds).status == 64) }
    #expect(call(cluster, seconds: 1e300).status == 0)
    for options in ["", "[]", "{\"workers\":0}", "{\"workers\":99999999999999999999}", "{\"seed\":-1}", "[[[["] {
      #expect(call(cluster, options: options).status == 64)
    }
    #expect(call(cluster, options: "{\"seed\":18446744073709551615,\"score\":\"spread\"}").status == 0)
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
