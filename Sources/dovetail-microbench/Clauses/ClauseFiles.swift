import ArgumentParser
import Basics
import Foundation

/// Formulas in DIMACS format through the kernel, so that its propagation can be held against that of SAT solvers.
struct ClauseFiles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clauses",
    abstract: "Searches formulas in DIMACS format and says how many literals were propagated a second.",
    discussion: """
      One JSON object a file. Seconds are processor time of the search; a propagation is a literal that became true, as \
      SAT solvers count it. Exit code 65 for a text that is no formula, 66 for a file \
      that cannot be read.
      """)

  @Argument(help: "Formulas in conjunctive normal form.")
  var files: [String]

  @Option(help: "Conflicts after which a search ends.")
  var conflicts = 100_000

  @Option(help: "Seconds of processor time after which a search ends.")
  var timeLimit = 60.0

  func validate() throws {
    guard conflicts > 0 else { throw ValidationError("--conflicts takes a number from 1 on, not \(conflicts)") }
    guard timeLimit > 0 else { throw ValidationError("--time-limit takes a positive number, not \(timeLimit)") }
  }

  func run() throws {
    for file in files {
      guard let data = FileManager.default.contents(atPath: file) else { throw fail("\(file): cannot be read", 66) }
      let formula: ClauseText
      do { formula = try ClauseText(SourceText(name: file, bytes: [UInt8](data))) } catch { throw fail("\(error)", 65) }
      print(line(file, ClauseSearch(formula, conflicts: conflicts, seconds: timeLimit)))
    }
  }

  private func fail(_ message: String, _ code: Int32) -> ExitCode {
    FileHandle.standardError.write(Data("dovetail-microbench: \(message)\n".utf8))
    return ExitCode(code)
  }

  private func line(_ file: String, _ search: ClauseSearch) -> String {
    let (statistics, seconds) = (search.statistics, search.seconds)
    let speed = seconds > 0 ? Double(statistics.propagations) / seconds : 0
    return "{\"file\":\(JSONText.quoted(file)),\"answer\":\"\(search.answer)\",\"conflicts\":\(statistics.conflicts),"
      + "\"decisions\":\(statistics.decisions),\"propagations\":\(statistics.propagations),"
      + String(format: "\"seconds\":%.3f,\"propagationsPerSecond\":%.0f}", seconds, speed)
  }
}
