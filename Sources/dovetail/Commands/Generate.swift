import ArgumentParser
import Solving

struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes an instance: a published one from its generator, or a random one.",
    discussion: """
      dovetail generate jobshop --taillard ta01
      dovetail generate jobshop --jobs 10 --machines 5 --seed 1 --output random.txt

      dovetail list shows each problem's generator options. --output FILE writes a file instead of standard output.
      """)

  @Argument(help: "The problem.")
  var problem: String

  @Argument(parsing: .captureForPassthrough, help: "The generator's options.")
  var options: [String] = []

  mutating func run() throws {
    let choice = ProblemChoice()
    if problem == "--help" || problem == "-h" || options.contains("--help") || options.contains("-h") {
      throw CleanExit.helpRequest(Self.self)
    }
    let (output, rest) = try Self.takeOutput(options)
    let named = try asCommand { () throws(SolveFault) in try choice.named(problem) }
    let text = try Self.instance(named, rest)
    try OutputFile(output).write(text)
  }

  /// Of problems of one name, the first whose generator knows all of the words makes the instance.
  static func instance(_ problems: [any Problem.Type], _ words: [String]) throws(CommandFailure) -> String {
    var failure: CommandFailure?
    for generator in problems.compactMap({ $0 as? any Generating.Type }) {
      let arguments: Arguments
      do {
        arguments = try Arguments(words, for: generator.generatorParameters)
      } catch {
        failure = failure ?? CommandFailure(.usage, error.description)
        continue
      }
      do {
        return try generator.generate(arguments)
      } catch {
        throw CommandFailure(.usage, error.description)
      }
    }
    throw failure ?? CommandFailure(.usage, "\(problems[0].name) has no generator")
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
