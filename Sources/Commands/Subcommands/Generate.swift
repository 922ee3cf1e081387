import ArgumentParser
import Solving

struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes an instance: a published one from its generator, or a random one.",
    discussion: """
      dovetail generate jobshop --taillard ta01
      dovetail generate jobshop --jobs 10 --machines 5 --seed 1 --output random.txt

      dovetail generate jobshop --help shows what a problem's generator can be told. --output FILE writes a file \
      instead of standard output.
      """)

  @Argument(help: "The problem.")
  var problem: String

  @Argument(parsing: .captureForPassthrough, help: "The generator's options.")
  var options: [String] = []

  mutating func run() throws {
    let choice = ProblemChoice()
    if Self.isHelp(problem) { throw CleanExit.helpRequest(Self.self) }
    let named = try asCommand { () throws(SolveFault) in try choice.named(problem) }
    if options.contains(where: Self.isHelp) {
      StandardStream.output.line(try Self.help(named))
      if StandardStream.output.isBroken { throw CommandFailure(.writeError, "cannot write to standard output") }
      return
    }
    let (output, rest) = try Self.takeOutput(options)
    let text = try Self.instance(named, rest)
    try OutputFile(output).write(text)
  }

  private static func isHelp(_ word: String) -> Bool { ["--help", "-h", "-help"].contains(word) }

  /// What the generators of problems of one name can be told.
  private static func help(_ problems: [any Problem.Type]) throws(CommandFailure) -> String {
    let generators = problems.compactMap { $0 as? any Generating.Type }
    guard !generators.isEmpty else { throw CommandFailure(.usage, "\(problems[0].name) has no generator") }
    let sections = generators.map { generator in
      (["\(generator.name): \(generator.summary)"] + List.options(generator.generatorParameters))
        .joined(separator: "\n")
    }
    let usage = "USAGE: dovetail generate \(problems[0].name) [--output FILE] [OPTIONS]"
    return ([usage] + sections).joined(separator: "\n\n")
  }

  /// The instance that a problem of one name makes.
  static func instance(_ problems: [any Problem.Type], _ words: [String]) throws(CommandFailure) -> String {
    do {
      return try GeneratorChoice.instance(of: problems, words)
    } catch {
      throw CommandFailure(.usage, error.description)
    }
  }

  /// Takes "--output FILE" out of the options that are the generator's.
  static func takeOutput(_ words: [String]) throws(CommandFailure) -> (output: String, rest: [String]) {
    var rest = words
    var output = "-"
    while let index = rest.firstIndex(where: { $0 == "--output" || $0.hasPrefix("--output=") }) {
      let word = rest.remove(at: index)
      if word != "--output" {
        output = String(word.dropFirst("--output=".count))
      } else {
        guard index < rest.count else { throw CommandFailure(.usage, "--output needs a value") }
        output = rest.remove(at: index)
      }
    }
    return (output, rest)
  }
}
