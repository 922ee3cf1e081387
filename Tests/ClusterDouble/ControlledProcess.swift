import AsyncHTTPClient
import Foundation
import NIOCore

/// A controller that is started, killed, frozen and asked for its metrics.
final class ControlledProcess: @unchecked Sendable {
  private let process = Process()
  private let log: URL
  /// Bytes of the log before this process wrote in it.
  private let start: Int
  /// Of the metrics, once the log has named it.
  private var knownPort: Int?

  /// - Parameter log: which grows.
  init(_ path: String, _ arguments: [String], log: URL) throws {
    self.log = log
    if !FileManager.default.fileExists(atPath: log.path) {
      _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    }
    let handle = try FileHandle(forWritingTo: log)
    start = Int(try handle.seekToEnd())
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardError = handle
    process.standardOutput = FileHandle.nullDevice
    try process.run()
  }

  var isRunning: Bool { process.isRunning }
  var id: Int32 { process.processIdentifier }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  func waitForEnd() { process.waitUntilExit() }

  /// What this process has logged.
  var logged: String {
    let data = (try? Data(contentsOf: log)) ?? Data()
    return String(decoding: data.dropFirst(start), as: UTF8.self)
  }

  /// Of its metrics.
  private var port: Int? {
    if let knownPort { return knownPort }
    knownPort = loggedPort
    return knownPort
  }

  private var loggedPort: Int? {
    logged.split(separator: "\n").first { line in
      line.contains(#""message":"listening""#) && !line.contains(#""what":"extender""#)
    }.flatMap { line in
      line.firstRange(of: #""port":""#).flatMap { Int(line[$0.upperBound...].prefix { $0.isNumber }) }
    }
  }

  /// The sum over all labels; nil where there is no such metric, or no answer.
  func metric(_ name: String) async -> Double? {
    guard let port else { return nil }
    let request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/metrics")
    guard let answer = try? await HTTPClient.shared.execute(request, timeout: .seconds(2)),
      let body = try? await answer.body.collect(upTo: 1 << 24)
    else { return nil }
    let values = String(buffer: body).split(separator: "\n").filter {
      $0.hasPrefix(name + " ") || $0.hasPrefix(name + "{")
    }.compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }
    return values.isEmpty ? nil : values.reduce(0, +)
  }

  /// The evictions of the plans in the log of all processes.
  static func plannedEvictions(in log: URL) -> Int {
    let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { $0.contains(#""message":"plan""#) }.reduce(0) { sum, line in
      guard let range = line.firstRange(of: #""evictions":""#) else { return sum }
      return sum + (Int(line[range.upperBound...].prefix { $0.isNumber }) ?? 0)
    }
  }
}
