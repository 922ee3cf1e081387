import Foundation
import KubernetesAPI

/// The program itself, with a kubeconfig for a double of an API server.
final class ControllerProcess: @unchecked Sendable {
  private let process = Process()
  private let folder: URL
  private let log: URL
  private let output = Pipe()

  /// - Parameter url: of the API server.
  init(_ url: String, _ arguments: [String]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "dovetail-controller-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let config = folder.appending(path: "config")
    let text = """
      current-context: x
      contexts: [{name: x, context: {cluster: x, user: x}}]
      clusters: [{name: x, cluster: {server: "\(url)"}}]
      users: [{name: x, user: {token: abc}}]

      """
    try text.write(to: config, atomically: true, encoding: .utf8)
    log = folder.appending(path: "log")
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "dovetail-controller")
    process.arguments = ["--kubeconfig", config.path, "--metrics-address", "127.0.0.1:0"] + arguments
    process.standardError = try FileHandle(forWritingTo: log)
    process.standardOutput = output
    try process.run()
  }

  deinit {
    if process.isRunning { process.terminate() }
    try? FileManager.default.removeItem(at: folder)
  }

  /// What it has logged so far.
  var logged: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

  /// Of the metrics; nil before they are served.
  var port: Int? {
    logged.split(separator: "\n").first { $0.contains("listening") && $0.contains(#""what":"metrics""#) }.flatMap {
      line in
      line.firstRange(of: #""port":""#).flatMap { Int(line[$0.upperBound...].prefix { $0.isNumber }) }
    }
  }

  func get(_ path: String) async -> String {
    guard let port, let client = try? APIClient(APIConfiguration(server: "http://127.0.0.1:\(port)")) else { return "" }
    let answer = try? await client.call(.get, path)
    await client.shutdown()
    return String(decoding: answer ?? [], as: UTF8.self)
  }

  func terminate() { process.terminate() }

  /// - Returns: the exit code, or minus the signal; and standard output.
  func waitForEnd() async -> (code: Int32, output: String) {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        let data = (try? output.fileHandleForReading.readToEnd()) ?? nil
        process.waitUntilExit()
        let code = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        continuation.resume(returning: (code, String(decoding: data ?? Data(), as: UTF8.self)))
      }
    }
  }
}
