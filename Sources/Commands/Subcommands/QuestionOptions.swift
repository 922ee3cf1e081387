import ArgumentParser
import Problems
import Solving

/// The options that change what is asked of an instance. Which there are, the problems say, so they are taken out of the
/// words before the parser sees these, and come back as values of one option that help does not show.
struct QuestionOptions: ParsableArguments {
  @Option(name: .customLong("question"), help: .hidden)
  var words: [String] = []

  /// - Throws: `CommandFailure` with `usage` for a value out of its range.
  func question() throws(CommandFailure) -> Question {
    try asCommand { () throws(SolveFault) in try Question(words, of: ProblemRegistry.all) }
  }

  /// "--capacity 7" as "--question=--capacity=7".
  static func spelledOut(_ arguments: [String]) -> [String] {
    guard let command = arguments.first, commands.contains(command) else { return arguments }
    let parameters = Question.parameters(of: ProblemRegistry.all)
    var spelled: [String] = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      // What follows is no option.
      if word == "--" { return spelled + [word] + rest }
      guard let parameter = parameters.first(where: { $0.option == word.prefix { $0 != "=" } }) else {
        spelled.append(word)
        continue
      }
      var value = word
      if case .flag = parameter.kind {
      } else if word == parameter.option, let next = rest.popFirst() {
        value += "=\(next)"
      }
      spelled.append("--question=\(value)")
    }
    return spelled
  }

  private static let commands: Set = [
    "solve", "check", "plot", "curve", "export", "explain", "drain", "consolidate", "rebalance", "what-if",
  ]

  /// For the help of a command that takes them.
  static var help: String {
    var sections: [String] = []
    for problem in ProblemRegistry.all where !problem.questions.isEmpty {
      let section = ([problem.name] + problem.questions.map { "  \($0.option): \($0.summary)\($0.rangeText)" })
        .joined(separator: "\n")
      // Problems of one name have the same ones.
      if !sections.contains(section) { sections.append(section) }
    }
    return "OPTIONS OF SOME PROBLEMS:\n" + sections.joined(separator: "\n")
  }
}
