import ArgumentParser
import GLPKSolver
import Problems
import Solving

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists the problems with their formats, heuristics and generators.")

  mutating func run() throws {
    StandardStream.output.line(Self.text(ProblemRegistry.all))
    if StandardStream.output.isBroken { throw CommandFailure(.writeError, "cannot write to standard output") }
  }

  static func text(_ problems: [any Problem.Type]) -> String {
    let engines = "engines: native (clause learning), glpk (\(GLPKSolver().name))"
    return (problems.map { section($0) } + [engines]).joined(separator: "\n\n")
  }

  private static func section(_ problem: any Problem.Type) -> String {
    var lines = ["\(problem.name): \(problem.summary)", "  formats"]
    lines += problem.formats.map { "    \($0)" }
    lines.append("  heuristics (--heuristic NAME)")
    lines += problem.heuristics.map { "    \(NumberText.padded($0.name, to: 20)) \($0.summary)" }
    if !problem.questions.isEmpty {
      lines.append("  questions (of solve, check, plot, export)")
      lines += problem.questions.map {
        "    \(NumberText.padded($0.option, to: 20)) \($0.summary)\($0.rangeText)"
      }
    }
    if let generator = problem as? any Generating.Type {
      lines.append("  generator (dovetail generate \(problem.name))")
      lines += generator.generatorParameters.map {
        "    \(NumberText.padded($0.option, to: 20)) \($0.summary)\($0.rangeText)"
      }
    }
    return lines.joined(separator: "\n")
  }
}
