import ArgumentParser
import Problems
import Solving

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the problems with their formats, heuristics, questions and generators.")

  @Argument(help: "One problem; all of them when absent.")
  var problem: String?

  mutating func run() throws {
    let choice = ProblemChoice()
    let shown = try problem.map { name in try asCommand { () throws(SolveFault) in try choice.named(name) } }
    StandardStream.output.line(Self.text(shown ?? choice.problems))
    if StandardStream.output.isBroken { throw CommandFailure(.writeError, "cannot write to standard output") }
  }

  static func text(_ problems: [any Problem.Type]) -> String {
    let glpk = LinkedSolver.solver.map { ", glpk (\($0.name) on the linear model)" } ?? ""
    let engines =
      "engines (--engine NAME): auto (all there is), native (all of our own), cp (clause learning alone)" + glpk
    return (problems.map { section($0) } + [engines]).joined(separator: "\n\n")
  }

  private static func section(_ problem: any Problem.Type) -> String {
    var lines = ["\(problem.name): \(problem.summary)", "  formats"]
    lines += problem.formats.map { "    \($0)" }
    lines.append("  heuristics (--heuristic NAME)")
    lines += problem.heuristics.map { "    \(NumberText.padded($0.name, to: 20)) \($0.summary)" }
    if !problem.limits.isEmpty {
      lines.append("  limits (what is above is refused)")
      lines += problem.limits.map { "    \($0)" }
    }
    if !problem.questions.isEmpty {
      lines.append("  questions (of solve, check, plot, export)")
      lines += options(problem.questions)
    }
    if let generator = problem as? any Generating.Type {
      lines.append("  generator (dovetail generate \(problem.name))")
      lines += options(generator.generatorParameters)
    }
    return lines.joined(separator: "\n")
  }

  /// A line each, for help.
  static func options(_ parameters: [Parameter]) -> [String] {
    parameters.map { "    \(NumberText.padded($0.option, to: 20)) \($0.summary)\($0.rangeText)" }
  }
}
