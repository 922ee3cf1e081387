import Foundation

/// The program itself, started on a free port.
final class ServerProcess {
  static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "dovetail-server")

  private let process = Process()
  var id: Int32 { process.processIdentifier }

  private let log = Pipe()

  init(_ arguments: [String]) throws {
    process.executableURL = Self.program
    process.arguments = arguments
    // Backtraces are where a worker that traps could live on.
    process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=yes"]) { $1 }
    process.standardError = log
    process.standardOutput = FileHandle.nullDevice
    try process.run()
  }

  deinit { if process.isRunning { kill(SIGKILL) } }

  /// Reads the log until it names the port; 0 where the process ends before.
  func waitForPort() async -> Int {
    await onThread { [log] in
      var text = ""
      while true {
        let data = log.fileHandleForReading.availableData
        if data.isEmpty { return 0 }
        text += String(decoding: data, as: UTF8.self)
        for line in text.split(separator: "\n") where line.contains(#""message":"listening""#) {
          let digits = line.firstRange(of: #""port":""#).map { line[$0.upperBound...].prefix { $0.isNumber } }
          if let port = digits.flatMap({ Int($0) }) { return port }
        }
      }
    }
  }

  func kill(_ signal: Int32) { Glibc.kill(process.processIdentifier, signal) }

  /// - Returns: the exit code, or minus the signal; and what the process wrote to standard error since it was last read.
  func waitForEnd() async -> (code: Int32, log: String) {
    await onThread { [process, log] in
      let data = (try? log.fileHandleForReading.readToEnd()) ?? nil
      process.waitUntilExit()
      let code = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
      return (code, String(decoding: data ?? Data(), as: UTF8.self))
    }
  }
}
