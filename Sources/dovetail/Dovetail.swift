import ArgumentParser
import Glibc
import Race

/// The command line: parsing, and the one place where errors become a line and an exit code.
struct Dovetail: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "dovetail",
    abstract: "Solves scheduling problems to proven optimality, and says how far from it an answer can be.",
    discussion: CommandStatus.help, version: version,
    subcommands: [
      Solve.self, Check.self, Plot.self, Curve.self, Export.self, Generate.self, List.self, Bench.self, Apply.self,
    ])

  /// Runs a command line and returns its exit code.
  static func execute(_ arguments: [String]) -> Int32 {
    do {
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
        return StandardStream.output.isBroken ? CommandStatus.writeError.rawValue : code.rawValue
      }
      StandardStream.error.line("dovetail: \(oneLine(message(for: error)))")
      return CommandStatus.usage.rawValue
    }
  }

  /// The command of a well-formed `solve`, without the milliseconds that a look at all commands takes; nil otherwise.
  private static func quickly(_ arguments: [String]) -> (any ParsableCommand)? {
    guard arguments.first == "solve" else { return nil }
    return try? Solve.parse(Array(arguments.dropFirst()))
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

@main
enum Main {
  static func main() {
    ProcessClock.start()
    // A closed pipe is an error value of write(2), and not the end of a solve that has an output file to write.
    signal(SIGPIPE, SIG_IGN)
    exit(Dovetail.execute(Array(CommandLine.arguments.dropFirst())))
  }
}

/// When the process began its work.
enum ProcessClock {
  static let began = ContinuousClock.now
  static func start() { _ = began }
}
