/// What is asked of an instance beyond what its file says, as words that some problem's `questions` explain: the words
/// come before it is known which problem the file is of.
public struct Question: Sendable, Equatable, Codable {
  /// "--name=value", or "--name" for a flag.
  public private(set) var words: [String] = []

  /// Nothing beyond what the file says.
  public init() {}

  /// - Throws: `SolveFault` with `usage` for a word that none of these problems knows, or no value of it.
  public init(_ words: [String], of problems: [any Problem.Type]) throws(SolveFault) {
    do {
      _ = try Arguments(words, for: Self.parameters(of: problems))
    } catch {
      throw SolveFault(.usage, error.description)
    }
    self.words = words
  }

  /// Whether the words ask this question, by its name without dashes.
  func asks(_ name: String) -> Bool { words.contains { $0 == "--\(name)" || $0.hasPrefix("--\(name)=") } }

  /// All parameters of the questions of these problems, each name once.
  public static func parameters(of problems: [any Problem.Type]) -> [Parameter] {
    var parameters: [Parameter] = []
    for parameter in problems.flatMap({ $0.questions }) where !parameters.contains(where: { $0.name == parameter.name })
    {
      parameters.append(parameter)
    }
    return parameters
  }

  /// - Throws: `SolveFault` with `usage` for a word of other problems.
  func arguments<P: Problem>(for problem: P.Type) throws(SolveFault) -> Arguments {
    for word in words {
      let option = String(word.prefix { $0 != "=" })
      guard P.questions.contains(where: { $0.option == option }) else {
        throw SolveFault(.usage, "\(option) is no option of \(P.name)")
      }
    }
    do {
      return try Arguments(words, for: P.questions)
    } catch {
      throw SolveFault(.usage, error.description)
    }
  }
}
