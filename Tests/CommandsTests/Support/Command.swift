import Glibc

/// Runs the built `dovetail` as a process of its own.
struct Command {
  var status: Int32 = 0
  var output = ""
  var error = ""

  /// The lines on standard error.
  var errorLines: [Substring] { error.split(separator: "\n") }
  var outputLines: [Substring] { output.split(separator: "\n") }

  /// Beside the test bundle, where the package manager puts it.
  static let executable: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    var folder = "."
    // The test's own code lies in the bundle's executable, which is mapped into this process.
    if readlink("/proc/self/exe", &buffer, 4095) > 0 {
      folder = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    let candidates = CommandLine.arguments + [folder]
    for candidate in candidates {
      guard let slash = candidate.lastIndex(of: "/") else { continue }
      let path = candidate[..<slash] + "/dovetail"
      if access(String(path), X_OK) == 0 { return String(path) }
    }
    return "dovetail"
  }()

  /// The repository's own folder, from this file's place in it.
  static let repository = #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }

  @discardableResult
  static func run(_ arguments: [String], input: String? = nil) -> Command { Running(arguments, input: input).wait() }
}

/// A process that has been started and not yet waited for.
struct Running {
  private let process: pid_t
  private let scratch = Scratch()
  private let outputPath: String

  /// - Parameter output: where standard output goes instead of a file of its own.
  init(_ arguments: [String], input: String? = nil, output: String? = nil) {
    outputPath = output ?? scratch["out"]
    let folder = scratch
    let inputPath = input.map { folder.write($0, to: "in") } ?? "/dev/null"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 0, inputPath, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, scratch["err"], O_WRONLY | O_CREAT, 0o600)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var words = ([Command.executable] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let failure = posix_spawn(&process, Command.executable, &actions, nil, words, environ)
    precondition(failure == 0, "cannot run \(Command.executable)")
    self.process = process
  }

  func signal(_ number: Int32) { kill(process, number) }

  /// What has been printed on standard error so far.
  var errorSoFar: String { scratch.read("err") }

  func wait() -> Command {
    var status: Int32 = 0
    waitpid(process, &status, 0)
    var command = Command()
    // As a shell shows it: the exit code, or 128 and the signal.
    command.status = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    if outputPath == scratch["out"] { command.output = scratch.read("out") }
    command.error = scratch.read("err")
    return command
  }
}
