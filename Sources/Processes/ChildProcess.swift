#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A program that runs beside this one: fed through its standard input, heard through its output and error.
///
/// It has a process group of its own, so that an interrupt from a terminal reaches the parent only, and none of its
/// blocked signals. One thread starts it and talks with it to its end.
package struct ChildProcess {
  package enum Ending: Sendable, Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  package struct Result: Sendable {
    package let ending: Ending
    package let output: [UInt8]
    /// The beginning of what it said on standard error.
    package let error: [UInt8]

    package var errorText: String { String(decoding: error, as: UTF8.self) }
  }

  /// Why it could not be started, in words.
  package struct StartFailure: Error, CustomStringConvertible, Sendable {
    package let description: String
  }

  /// What to do at a tick.
  package enum Order {
    case goOn
    /// Say one more byte, after the input.
    case tell(UInt8)
    case kill
  }

  /// Bytes of standard error that are kept.
  private static let errorLimit = 1 << 16

  package let id: pid_t
  private let input: Int32
  private let output: Int32
  private let error: Int32

  /// - Parameter program: a path; a name without a slash is looked for on the PATH.
  package init(_ program: String, _ arguments: [String]) throws(StartFailure) {
    var pairs = [Int32](repeating: -1, count: 6)
    // Sockets, so that a child that has ended is an error of `send` and not a SIGPIPE, and that no program started at
    // the same time inherits them, as it could between `pipe` and `fcntl`.
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    let isOpen = pairs.withUnsafeMutableBufferPointer { pairs in
      stride(from: 0, to: 6, by: 2).allSatisfy { socketpair(AF_UNIX, kind, 0, pairs.baseAddress! + $0) == 0 }
    }
    func closeAll() { for end in pairs where end >= 0 { close(end) } }
    guard isOpen else {
      let reason = String(cString: strerror(errno))
      closeAll()
      throw StartFailure(description: "cannot start \(program): \(reason)")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (end, descriptor) in [(pairs[1], STDIN_FILENO), (pairs[3], STDOUT_FILENO), (pairs[5], STDERR_FILENO)] {
      posix_spawn_file_actions_adddup2(&actions, end, descriptor)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    var words = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var id: pid_t = 0
    let code = posix_spawnp(&id, program, &actions, &attributes, words, environ)
    guard code == 0 else {
      closeAll()
      throw StartFailure(description: "cannot start \(program): \(String(cString: strerror(code)))")
    }
    for end in [pairs[1], pairs[3], pairs[5]] { close(end) }
    (input, output, error) = (pairs[0], pairs[2], pairs[4])
    self.id = id
    for end in [input, output, error] { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
  }

  /// Feeds the input and listens until the process has ended; to be called once.
  ///
  /// - Parameters:
  ///   - parts: the input, one after another; a large one is not copied.
  ///   - keepsInputOpen: whether the child hears the end of its input only when this process ends.
  ///   - outputLimit: a child that says more is killed.
  ///   - tick: asked at least 50 times a second.
  package func converse(
    _ parts: [[UInt8]] = [], keepsInputOpen: Bool = false, outputLimit: Int = 1 << 30, tick: () -> Order = { .goOn }
  ) -> Result {
    var input = input
    defer { for end in [input, output, error] where end >= 0 { close(end) } }
    var queue = parts[...]
    var sent = 0
    var (said, complaint): ([UInt8], [UInt8]) = ([], [])
    var (isOutputOpen, isErrorOpen) = (true, true)
    while isOutputOpen || isErrorOpen {
      switch tick() {
      case .goOn: break
      case .tell(let byte): queue.append([byte])
      case .kill: kill(id, SIGKILL)
      }
      if said.count > outputLimit { kill(id, SIGKILL) }
      var ends = [
        pollfd(fd: isOutputOpen ? output : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isErrorOpen ? error : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: queue.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
      ]
      _ = poll(&ends, 3, 20)
      if ends[2].revents != 0, let part = queue.first {
        // A child that does not listen any more needs no further input.
        if !send(part, from: &sent, to: input) { queue = [] }
        if sent == part.count { (queue, sent) = (queue.dropFirst(), 0) }
      }
      if queue.isEmpty, !keepsInputOpen, input >= 0 {
        close(input)
        input = -1
      }
      if isOutputOpen { isOutputOpen = Self.read(output, into: &said, upTo: outputLimit + 1) }
      if isErrorOpen { isErrorOpen = Self.read(error, into: &complaint, upTo: Self.errorLimit) }
      // A grandchild may hold the pipes open.
      if let ending = ended(WNOHANG) {
        if isOutputOpen { _ = Self.read(output, into: &said, upTo: outputLimit + 1) }
        if isErrorOpen { _ = Self.read(error, into: &complaint, upTo: Self.errorLimit) }
        return Result(ending: ending, output: said, error: complaint)
      }
    }
    while true {
      if let ending = ended(WNOHANG) { return Result(ending: ending, output: said, error: complaint) }
      if case .kill = tick() { kill(id, SIGKILL) }
      usleep(1000)
    }
  }

  /// - Returns: whether the child still listens.
  private func send(_ bytes: [UInt8], from start: inout Int, to input: Int32) -> Bool {
    let count = bytes.withUnsafeBytes { Self.send(input, UnsafeRawBufferPointer(rebasing: $0[start...])) }
    if count >= 0 { start += count }
    return count >= 0 || errno == EAGAIN || errno == EINTR
  }

  private static func send(_ end: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.send(end, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    #else
      Musl.send(end, bytes.baseAddress, bytes.count, MSG_NOSIGNAL)
    #endif
  }

  /// Takes what is there; beyond `limit` it is thrown away.
  ///
  /// - Returns: whether more may come.
  private static func read(_ end: Int32, into bytes: inout [UInt8], upTo limit: Int) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      while true {
        #if canImport(Glibc)
          let count = Glibc.read(end, buffer.baseAddress, buffer.count)
        #else
          let count = Musl.read(end, buffer.baseAddress, buffer.count)
        #endif
        if count > 0 {
          bytes.append(contentsOf: buffer[..<min(count, max(0, limit - bytes.count))])
        } else if count == 0 {
          return false
        } else if errno != EINTR {
          return errno == EAGAIN
        }
      }
    }
  }

  private func ended(_ options: Int32) -> Ending? {
    var status: Int32 = 0
    let result = waitpid(id, &status, options)
    // Without a child to wait for, somebody else has taken its status.
    if result < 0, errno == ECHILD { return .exit(-1) }
    guard result == id else { return nil }
    return status & 0x7F == 0 ? .exit((status >> 8) & 0xFF) : .signal(status & 0x7F)
  }

  /// "SIGSEGV (Segmentation fault)" and the like.
  package static func name(of signal: Int32) -> String {
    let names: [Int32: String] = [
      SIGILL: "SIGILL", SIGTRAP: "SIGTRAP", SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE",
      SIGSEGV: "SIGSEGV", SIGKILL: "SIGKILL", SIGTERM: "SIGTERM", SIGINT: "SIGINT", SIGXCPU: "SIGXCPU",
    ]
    return "\(names[signal] ?? "signal \(signal)") (\(String(cString: strsignal(signal))))"
  }
}
