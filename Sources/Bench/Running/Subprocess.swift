import Foundation
import Synchronization

/// Starts a program and reads its standard output to the end.
enum Subprocess {
  struct Result {
    /// The exit code, or 128 and the signal.
    let status: Int32
    let output: String
  }

  /// - Parameters:
  ///   - program: a path; a name without a slash is looked for on the PATH.
  ///   - isQuiet: whether what it says on standard error is dropped.
  /// - Throws: `BenchError` of the system where it cannot be started.
  static func run(_ program: String, _ arguments: [String], isQuiet: Bool = false) throws(BenchError) -> Result {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    if isQuiet { posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) }
    var words = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    // One at a time: a process started meanwhile would inherit the writing end, and reading would wait for it too.
    let (code, process, output) = exclusively {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { return (errno, pid_t(0), Int32(-1)) }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
      var process: pid_t = 0
      let code = posix_spawnp(&process, program, &actions, nil, words, environ)
      close(ends[1])
      return (code, process, ends[0])
    }
    defer { if output >= 0 { close(output) } }
    guard code == 0 else {
      throw BenchError(.system, "cannot start \(program): \(String(cString: strerror(code)))")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(output, &chunk, chunk.count)
      if count > 0 { bytes += chunk[..<count] } else if count == 0 || errno != EINTR { break }
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return Result(
      status: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F),
      output: String(decoding: bytes, as: UTF8.self))
  }

  private static let spawning = Mutex(())

  /// While the body runs, no process is started that would inherit its files.
  static func exclusively<Value>(_ body: () -> sending Value) -> sending Value { spawning.withLock { _ in body() } }
}
