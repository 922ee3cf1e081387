import ArgumentParser
import Glibc

/// The benchmark is a program of its own, `dovetail-bench`, so that its database weighs on no solve.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs sweeps over sets of instances, and reports and compares them (dovetail bench --help).")

  @Argument(parsing: .captureForPassthrough)
  var arguments: [String] = []

  mutating func run() throws {
    let program = Self.program
    guard access(program, X_OK) == 0 else {
      throw CommandFailure(
        .unavailable,
        "\(program) is not there; this builds it and all that it needs: swift build\(Self.configurationOption)")
    }
    signal(SIGPIPE, SIG_DFL)
    var words = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    execv(program, words)
    throw CommandFailure(.internalError, "\(program): \(String(cString: strerror(errno)))")
  }

  /// What makes it beside this program.
  private static var configurationOption: String { program.contains("/debug/") ? "" : " -c release" }

  /// Beside this program.
  private static var program: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let own = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return own[..<(own.lastIndex(of: "/") ?? own.startIndex)] + "/dovetail-bench"
  }
}
