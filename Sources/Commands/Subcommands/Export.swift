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
    if format != "dvt" { return try write(Self.models(kind, source, question, format), target) }
    guard let stating = kind as? any ModelStating.Type else {
      throw CommandFailure(.usage, "\(kind.name) has no model's text; --format mps and lp it has")
    }
    try target.write(Self.text(stating, source, question))
  }

  /// A file a model; beside the first one, those of further levels have the level in their names.
  private func write(_ texts: [String], _ target: OutputFile) throws {
    try target.write(texts[0])
    guard texts.count > 1 else { return }
    guard !target.isStandardOutput else {
      StandardStream.error.line(
        "dovetail: this is the first of \(texts.count) levels; --output FILE writes a file for each")
      return
    }
    for (number, text) in texts.enumerated().dropFirst() {
      try OutputFile(Self.path(output, ofLevel: number + 1)).write(text)
    }
  }

  /// "model.level-2.mps" of "model.mps".
  static func path(_ path: String, ofLevel level: Int) -> String {
    let file = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[file...].lastIndex(of: "."), dot > file else { return "\(path).level-\(level)" }
    return "\(path[..<dot]).level-\(level)\(path[dot...])"
  }

  /// The text of each model, with what whoever solves it has to know as a comment; the same is told on standard error.
  static func models<P: Problem>(
    _ problem: P.Type, _ source: SourceText, _ question: Question, _ format: String
  ) throws(CommandFailure) -> [String] {
    let instance = try P.instance(from: source, asking: question)
    do {
      let levels = try P.linearLevels(of: instance)
      if let note = levels.note { StandardStream.error.line("dovetail: \(source.name): \(note)") }
      let comment = levels.note.map { (format == "mps" ? "* " : "\\ ") + $0 + "\n" } ?? ""
      return try levels.models.map { comment + (try format == "mps" ? MPSWriter.write($0) : LPWriter.write($0)) }
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
