import ArgumentParser
import Basics
import MIP
import Race
import Solving

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes an instance as a mixed-integer linear model, for any MIP solver, or as the text of a model.")

  @Argument(help: "The instance; - reads standard input.")
  var file: String

  @Option(help: "mps (free MPS), lp (CPLEX LP) or dvt (a model's text, where the problem has one).")
  var format: String

  @Option(help: "The problem; detected from the format when absent.")
  var problem: String?

  @OptionGroup
  var asked: QuestionOptions

  @Option(help: "The model file; - is standard output.")
  var output = "-"

  mutating func run() throws {
    guard ["mps", "lp", "dvt"].contains(format) else {
      throw CommandFailure(.usage, "--format is mps, lp or dvt, not '\(format)'")
    }
    let choice = ProblemChoice()
    try choice.checkName(problem)
    var places = FilePlaces()
    places.read(file, "the instance", of: ProblemChoice())
    try places.write(output, "--output")
    let question = try asked.question()
    let target = try OutputFile(output)
    let source = try InputFile.readInstance(file)
    let kind = try choice.kind(of: source, named: problem, asking: question)
    if format != "dvt" { return try target.write(Self.model(kind, source, question, format)) }
    guard let stating = kind as? any ModelStating.Type else {
      throw CommandFailure(.usage, "\(kind.name) has no model's text; --format mps and lp it has")
    }
    try target.write(Self.text(stating, source, question))
  }

  static func model<P: Problem>(
    _ problem: P.Type, _ source: SourceText, _ question: Question, _ format: String
  ) throws(CommandFailure) -> String {
    let instance = try P.instance(from: source, asking: question)
    do {
      let model = try P.linearModel(of: instance, SolveOptions())
      // Its optimum is that of one level alone.
      if let levels = P.trivialBound(of: instance)?.levels.count, levels > 1 {
        StandardStream.error.line(
          "dovetail: warning: the objective of \(source.name) has \(levels) levels, and the model is of the first that is "
            + "open alone")
      }
      return try format == "mps" ? MPSWriter.write(model) : LPWriter.write(model)
    } catch {
      throw CommandFailure(.data, "\(source.name): \(error)")
    }
  }

  private static func text<P: ModelStating>(
    _ problem: P.Type, _ source: SourceText, _ question: Question
  ) throws(CommandFailure) -> String {
    let instance = try P.instance(from: source, asking: question)
    do {
      return try P.modelText(of: instance)
    } catch {
      throw CommandFailure(.data, "\(source.name): \(error)")
    }
  }
}
