import Race
import Scheduler

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The server as its own worker, `dovetail-server work`: one order on standard input, one reply on standard output.
///
/// A process of its own, so that a trap in one solve ends that solve only. It ends when its server does.
enum WorkCommand {
  static let name = "work"

  static func run() -> Never {
    closeInheritedFiles()
    dieAtOnce()
    guard let line = readLine(from: STDIN_FILENO),
      let order = try? JSONDecoder().decode(WorkOrder.self, from: Data(line)),
      let body = readBytes(order.bodySize, from: STDIN_FILENO)
    else { fail("standard input has no order; this command is for the server's own use") }
    let interruption = Interruption()
    let isListening = PlainThread.start(stackSize: 1 << 18) {
      var byte: UInt8 = 0
      while true {
        let count = read(STDIN_FILENO, &byte, 1)
        if count > 0 { interruption.raise() }
        // The server has ended.
        if count == 0 || count < 0 && errno != EINTR { _exit(0) }
      }
    }
    guard isListening else { fail("the system gives no thread") }
    let (reply, json) = order.perform(on: body, interruption: interruption)
    guard let head = try? JSONAnswer.data(reply) else { fail("the reply cannot be written as JSON") }
    write(Array(head) + [10] + Array(json))
    // Without a wait for strategies that were left behind.
    _exit(0)
  }

  /// The server's sockets: a worker that outlives it for a moment must not hold its port.
  private static func closeInheritedFiles() {
    let count = max(1024, min(1 << 16, sysconf(Int32(_SC_OPEN_MAX))))
    for descriptor in 3..<Int32(count) { close(descriptor) }
  }

  /// A trap is the end: where the runtime would print a backtrace first, the other threads go on and may even answer.
  private static func dieAtOnce() {
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] { signal(number, SIG_DFL) }
  }

  private static func readLine(from descriptor: Int32) -> [UInt8]? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(descriptor, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1 else { return nil }
      if byte == 10 { return line }
      line.append(byte)
    }
  }

  private static func readBytes(_ count: Int, from descriptor: Int32) -> [UInt8]? {
    guard count >= 0 else { return nil }
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let taken = read(descriptor, buffer.baseAddress! + filled, count - filled)
        if taken > 0 { filled += taken } else if taken == 0 || errno != EINTR { break }
      }
    }
    return bytes.count == count ? bytes : nil
  }

  private static func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(STDOUT_FILENO, buffer.baseAddress, buffer.count)
        #else
          Musl.write(STDOUT_FILENO, buffer.baseAddress, buffer.count)
        #endif
      }
      if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { _exit(1) }
    }
  }

  private static func fail(_ message: String) -> Never {
    let bytes = Array("dovetail-server: \(message)\n".utf8)
    #if canImport(Glibc)
      _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    #else
      _ = Musl.write(STDERR_FILENO, bytes, bytes.count)
    #endif
    _exit(ServerStatus.usage.rawValue)
  }
}
