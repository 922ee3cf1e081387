import Problems
import Solving

/// What `dovetail list` and `dovetail generate` know, for callers.
enum ProblemList {
  static func description(_ problem: any Problem.Type) -> JSON {
    let generator = (problem as? any Generating.Type)?.generatorParameters
    return .members([
      "name": .text(problem.name), "summary": .text(problem.summary),
      "formats": .array(problem.formats.map(JSON.text)),
      "heuristics": .array(
        problem.heuristics.map { .members(["name": .text($0.name), "summary": .text($0.summary)]) }),
      "questions": .array(problem.questions.map(description)),
      "generator": generator.map { .array($0.map(description)) } ?? .null,
    ])
  }

  private static func description(_ parameter: Parameter) -> JSON {
    let (kind, value, least, largest): (String, JSON, JSON, JSON) =
      switch parameter.kind {
      case .integer(let range, let value):
        (
          "integer", value.map(JSON.integer) ?? .null, .integer(range.lowerBound),
          range.upperBound == .max ? .null : .integer(range.upperBound)
        )
      case .number(let range, let value):
        ("number", value.map(JSON.number) ?? .null, .number(range.lowerBound), .number(range.upperBound))
      case .name: ("name", .null, .null, .null)
      case .names: ("names", .null, .null, .null)
      case .flag: ("flag", .raw("false"), .null, .null)
      }
    return .members([
      "name": .text(parameter.name), "kind": .text(kind), "summary": .text(parameter.summary), "default": value,
      "least": least, "largest": largest,
    ])
  }

  /// A generated instance.
  static func instance(_ name: String, _ text: UnsafePointer<CChar>?) throws(CallFailure) -> String {
    let choice = ProblemChoice(ProblemRegistry.all) { "problem '\($0)'" }
    let problems: [any Problem.Type]
    do { problems = try choice.named(name) } catch { throw CallFailure(error) }
    let generators = problems.compactMap { $0 as? any Generating.Type }
    // Which keys there are, the parameters say.
    let known = generators.flatMap { $0.generatorParameters.flatMap { [$0.name, $0.key] } }
    let options = try OptionReader(text, known: known + known.map { $0.replacing("-", with: "_") })
    var values: [String: OptionWord] = [:]
    for key in options.keys { values[key] = try options.value(key, "a number, a text or true") }
    do {
      return try GeneratorChoice.instance(of: problems, OptionWord.words(values))
    } catch {
      throw CallFailure(.invalidArgument, error.description)
    }
  }
}
