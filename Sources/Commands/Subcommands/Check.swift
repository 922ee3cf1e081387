import ArgumentParser
import Race
import Solving

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks a solution file against its instance and prints the objective.",
    discussion: """
      The exit code is 0 for a valid solution, and 1 for one that breaks a rule, or whose file claims an objective, bound, \
      gap or status that it cannot have, which is then named.
      """)

  @Argument(help: "The instance; - reads standard input.")
  var instance: String

  @Argument(help: "The solution file; - reads standard input.")
  var solution: String

  @Option(help: "The problem; detected from the format when absent.")
  var problem: String?

  @OptionGroup
  var asked: QuestionOptions

  mutating func run() throws {
    let reading = try SolutionReading(
      instance: instance, solution: solution, problem: problem, question: asked.question())
    let line = try reading.read(Verdict())
    StandardStream.output.line(line)
    if StandardStream.output.isBroken { throw CommandFailure(.writeError, "cannot write to standard output") }
  }

  struct Verdict: SolutionUse {
    func valid<P: Problem>(
      _ problem: P.Type, _ solution: P.Solution, _ instance: P.Instance, _ objective: Objective, name: String
    ) throws(CommandFailure) -> String {
      "valid: \(name) (\(P.name)), objective \(NumberText.objective(objective, P.objectiveScale(of: instance)))"
    }

    func invalid(_ reason: String, solutionPath: String) throws(CommandFailure) -> String {
      throw CommandFailure(.infeasible, "\(solutionPath): invalid: \(reason)")
    }
  }
}
