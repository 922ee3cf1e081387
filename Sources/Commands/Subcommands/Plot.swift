import ArgumentParser
import Race
import Solving

struct Plot: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws a solution, as SVG or as a page to be zoomed and filtered.")

  @Argument(help: "The instance; - reads standard input.")
  var instance: String

  @Argument(help: "The solution file; - reads standard input.")
  var solution: String

  @Option(help: "The problem; detected from the format when absent.")
  var problem: String?

  @OptionGroup
  var asked: QuestionOptions

  @Option(help: "The file: SVG, or a page where its name ends in .html; - is standard output, as SVG.")
  var output = "-"

  mutating func run() throws {
    var places = FilePlaces()
    places.read(instance, "the instance", of: ProblemChoice())
    places.read(solution, "the solution")
    try places.write(output, "--output")
    let reading = try SolutionReading(
      instance: instance, solution: solution, problem: problem, question: asked.question())
    let file = try OutputFile(output)
    try file.write(reading.read(Picture(isPage: PlotFile.isPage(output))))
  }

  struct Picture: SolutionUse {
    var isPage = false

    func valid<P: Problem>(
      _ problem: P.Type, _ solution: P.Solution, _ instance: P.Instance, _ objective: Objective, name: String
    ) throws(CommandFailure) -> String {
      isPage
        ? SolvePage(problem, instance, name: name).html(of: solution, objective)
        : P.picture(of: solution, of: instance)
    }

    func invalid(_ reason: String, solutionPath: String) throws(CommandFailure) -> String {
      throw CommandFailure(.data, "\(solutionPath): invalid: \(reason)")
    }
  }
}
