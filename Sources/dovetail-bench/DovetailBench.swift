import ArgumentParser
import Bench
import Foundation

/// The command line of the benchmark: parsing, and the one place where errors become a line and an exit code.
struct DovetailBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dovetail bench",
    abstract: "Runs solvers over sets of instances, keeps the results, and reports and compares them.",
    discussion: """
      A campaign is one SQLite file. Whatever ends a sweep, the same command goes on where it stood.

      Exit codes: 0 done, 1 compare found a regression past its threshold, 2 run or status found runs that crashed or \
      ended in an error, 64 wrong usage, 65 wrong data, 66 input \
      that cannot be read, 69 something needed is not there, 70 results contradict reference values or each other, \
      71 the system failed, 74 output that cannot be written.
      """,
    subcommands: [
      Run.self, Status.self, Report.self, Compare.self, Import.self, Shard.self, Merge.self, Subset.self, Tune.self,
    ],
    defaultSubcommand: Run.self)
}

/// Ends a command that has said on standard error why.
enum BenchStatus {
  static let regression = ExitCode(1)
  /// Of runs, which were made and kept all the same.
  static let crashes = ExitCode(2)
  static let contradiction = ExitCode(70)
}

/// Whole texts to the standard streams.
enum Output {
  static func error(_ text: String) { write(text, to: STDERR_FILENO) }

  /// Whole or not at all.
  static func write(_ text: String, to path: String) throws(BenchError) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw BenchError(.writeError, "\(path): \(error.localizedDescription)")
    }
  }

  static func print(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// A reader that has left, such as `head`, has what it wanted.
  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = Foundation.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
        if count >= 0 { written += count } else if errno != EINTR && errno != EAGAIN { return }
      }
    }
  }
}

@main
enum Main {
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try DovetailBench.parseAsRoot()
      try command.run()
    } catch let failure as BenchError {
      Output.error("dovetail bench: \(failure)\n")
      exit(failure.kind.rawValue)
    } catch {
      DovetailBench.exit(withError: error)
    }
  }
}
