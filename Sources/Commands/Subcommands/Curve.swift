import ArgumentParser
import Basics
import Pictures
import Race
import Solving

struct Curve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows the best objective for every value of a limit, from 0 on.",
    discussion: """
      For VM rescheduling: the fragment rate against the number of migrations, 0 to --mnl, as a table of \
      comma-separated values and as a chart.
      """)

  @Argument(help: "The instance; - reads standard input.")
  var file: String

  @Option(help: "The problem; detected from the format when absent.")
  var problem: String?

  @OptionGroup
  var asked: QuestionOptions

  @Option(help: "Stop after so many seconds, with the points known then.")
  var timeLimit: Double?

  @Option(help: "The seed of everything random.")
  var seed: UInt64 = 1

  @Option(help: "The table; - is standard output.")
  var output = "-"

  @Option(help: "The chart as SVG, or a page where its name ends in .html; - is standard output, as SVG.")
  var plot: String?

  mutating func run() throws {
    if let timeLimit, !(timeLimit > 0 && timeLimit.isFinite) {
      throw CommandFailure(.usage, "--time-limit takes a positive number of seconds, not \(timeLimit)")
    }
    let choice = ProblemChoice()
    try choice.checkName(problem)
    var places = FilePlaces()
    places.read(file, "the instance", of: ProblemChoice())
    try places.write(output, "--output")
    try places.write(plot, "--plot")
    if plot == output { throw CommandFailure(.usage, "--output and --plot cannot go to the same place") }
    let question = try asked.question()
    let table = try OutputFile(output)
    let chart = try plot.map { (path) throws(CommandFailure) in try OutputFile(path) }
    let source = try InputFile.readInstance(file)
    let kind = try choice.kind(of: source, named: problem, asking: question)
    guard let trading = kind as? any TradingOff.Type else {
      throw CommandFailure(.usage, "\(kind.name) has no limit to be traded against its objective")
    }
    let texts = try texts(trading, source, question)
    try table.write(texts.table)
    try chart?.write(PlotFile.isPage(plot) ? page(texts.chart, of: source) : texts.chart)
  }

  private func page(_ picture: String, of source: SourceText) -> String {
    PicturePage(title: source.stem, steps: [.init(event: 0, words: "The best value for each limit", picture: picture)])
      .html()
  }

  private func texts<P: TradingOff>(
    _ problem: P.Type, _ source: SourceText, _ question: Question
  ) throws(CommandFailure) -> (table: String, chart: String) {
    let instance = try P.instance(from: source, asking: question)
    let clock = RaceClock(start: ProcessClock.began, timeLimit: timeLimit)
    var points: [TradeOffPoint] = []
    do {
      try P.curve(of: instance, seed: seed, shouldStop: { clock.isPastDeadline }, onPoint: { points.append($0) })
    } catch {
      throw CommandFailure(.data, "\(source.name): \(error)")
    }
    var table = "\(P.limitName),objective,bound\n"
    for point in points {
      table += "\(point.limit),\(NumberText.fixed(point.value, 6)),\(NumberText.fixed(point.bound, 6))\n"
    }
    return (table, P.curvePicture(points, of: instance))
  }
}
