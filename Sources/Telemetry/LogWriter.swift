import Race

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes lines to a file descriptor from a thread of its own: whoever reads the log slowly loses lines and never holds
/// up a request.
package final class LogWriter: Sendable {
  private struct Queue: Sendable {
    var lines: [String] = []
    var lost = 0
    var isIdle = true
  }

  private static let limit = 4096
  private let queue = Condition(Queue())

  package init(descriptor: Int32 = STDERR_FILENO) {
    _ = PlainThread.start(stackSize: 1 << 18) { [queue] in
      while true {
        var (lines, lost): ([String], Int) = queue.wait(
          atMost: 3600, until: { !$0.lines.isEmpty },
          then: { queue in
            defer { queue = Queue(isIdle: queue.lines.isEmpty) }
            return (queue.lines, queue.lost)
          })
        if lost > 0 { lines.append(#"{"level":"warning","message":"\#(lost) log lines were lost"}"#) }
        if !lines.isEmpty { Self.write(lines.joined(separator: "\n") + "\n", to: descriptor) }
        queue.update { $0.isIdle = $0.lines.isEmpty }
        lost = 0
      }
    }
  }

  /// Never blocks.
  package func add(_ line: String) {
    queue.update { queue in
      if queue.lines.count < Self.limit { queue.lines.append(line) } else { queue.lost += 1 }
      queue.isIdle = false
    }
  }

  /// Waits until everything is written, `seconds` at most.
  package func flush(within seconds: Double) {
    queue.wait(atMost: seconds, until: { $0.isIdle }, then: { _ in })
  }

  private static func write(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        return
      }
    }
  }
}
