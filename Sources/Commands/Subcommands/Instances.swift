import ArgumentParser
import Basics
import Solving

struct Instances: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the instances that files hold, as solve takes them: FILE, or FILE#k where there are several.",
    discussion: """
      What is no instance is told on standard error; the others are listed all the same, and the exit code is then 65.
      """)

  @Argument(help: "Files.")
  var files: [String]

  @Option(help: "The problem; detected from the format when absent.")
  var problem: String?

  mutating func run() throws {
    let choice = ProblemChoice()
    try choice.checkName(problem)
    var faults = 0
    for file in files {
      do {
        let source = try InputFile.readInstance(file)
        let kind = try choice.kind(of: source, named: problem)
        StandardStream.output.write(Self.lines(kind, source, file))
      } catch {
        StandardStream.error.line("dovetail: \(error)")
        faults += 1
      }
    }
    if StandardStream.output.isBroken { throw CommandFailure(.writeError, "cannot write to standard output") }
    if faults > 0 { throw ExitCode(CommandStatus.data.rawValue) }
  }

  private static func lines(_ problem: any Problem.Type, _ source: SourceText, _ path: String) -> String {
    guard let problem = problem as? any CollectionReading.Type, source.selection == nil else { return path + "\n" }
    let count = problem.count(in: source)
    return count == 1 ? path + "\n" : (1...count).map { "\(path)#\($0)\n" }.joined()
  }
}
