import ArgumentParser
import Basics
import Glibc
import Race
import Solving

/// The command line: parsing, and the one place where errors become a line and an exit code.
struct Dovetail: ParsableCommand {
  static let version = Release.version

  static let configuration = CommandConfiguration(
    commandName: "dovetail",
    abstract:
      "Solves scheduling problems and linear programs to proven optimality, and says how far from it an answer can be.",
    discussion: CommandStatus.help, version: version,
    subcommands: [
      Solve.self, Check.self, Plot.self, Curve.self, Export.self, Generate.self, List.self, Instances.self, Bench.self,
      Explain.self, Drain.self, Consolidate.self, Rebalance.self, WhatIf.self, Apply.self, Simulate.self,
    ])

  /// Runs a command line and returns its exit code.
  static func execute(_ arguments: [String]) -> Int32 {
    do {
      let arguments = QuestionOptions.spelledOut(joiningNegativeValues(askingForHelp(arguments)))
      try checkCommand(arguments.first == "help" ? arguments.dropFirst().first : arguments.first)
      var command = try quickly(arguments) ?? parseAsRoot(Apply.spelledOut(arguments))
      try command.run()
      return CommandStatus.solved.rawValue
    } catch let failure as CommandFailure {
      StandardStream.error.line("dovetail: \(oneLine(failure.message))")
      return failure.status.rawValue
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      let code = exitCode(for: error)
      if code.isSuccess {
        StandardStream.output.line(fullMessage(for: error))
        if !StandardStream.output.isBroken { return code.rawValue }
        StandardStream.error.line("dovetail: cannot write to standard output")
        return CommandStatus.writeError.rawValue
      }
      StandardStream.error.line("dovetail: \(oneLine(message(for: error)))")
      return CommandStatus.usage.rawValue
    }
  }

  /// "help bench run" as "bench help run", and "help generate jobshop" as "generate jobshop --help": what stands behind
  /// these two, they know themselves.
  private static func askingForHelp(_ arguments: [String]) -> [String] {
    guard arguments.first == "help", arguments.count > 1 else { return arguments }
    let rest = Array(arguments.dropFirst(2))
    return switch arguments[1] {
    case "bench": ["bench", "help"] + rest
    case "generate" where !rest.isEmpty: ["generate"] + rest + ["--help"]
    default: arguments
    }
  }

  private static func checkCommand(_ word: String?) throws(CommandFailure) {
    guard let word, !word.hasPrefix("-") else { return }
    let names = configuration.subcommands.map { $0._commandName } + ["help"]
    guard !names.contains(word) else { return }
    let hint = Spelling.hint(for: word, among: names)
    throw CommandFailure(.usage, "there is no command '\(word)'; there are \(names.joined(separator: ", "))\(hint)")
  }

  /// The command of a well-formed `solve`, without the milliseconds that a look at all commands takes; nil otherwise.
  private static func quickly(_ arguments: [String]) -> (any ParsableCommand)? {
    guard arguments.first == "solve" else { return nil }
    return try? Solve.parse(Array(arguments.dropFirst()))
  }

  /// "--time-limit -1" as "--time-limit=-1": a value that is out of range, and not an option of its own. Generators and
  /// the benchmark read their words themselves.
  private static func joiningNegativeValues(_ arguments: [String]) -> [String] {
    if ["generate", "bench"].contains(arguments.first) { return arguments }
    var joined: [String] = []
    for word in arguments {
      let isNegative = word.first == "-" && word.dropFirst().first.map { $0.isNumber || $0 == "." } ?? false
      if isNegative, let option = joined.last, option.hasPrefix("--"), !option.contains("=") {
        joined[joined.count - 1] = "\(option)=\(word)"
      } else {
        joined.append(word)
      }
    }
    return joined
  }

  /// What is quoted of a file may be a file of one line.
  private static func oneLine(_ text: String) -> String {
    let start = text.prefix(longestLine)
    return start.split(whereSeparator: \.isNewline).joined(separator: " ")
      + (start.endIndex < text.endIndex ? "..." : "")
  }

  private static let longestLine = 1000
}

/// When the process began its work.
enum ProcessClock {
  static let began = ContinuousClock.now
  static func start() { _ = began }
}
