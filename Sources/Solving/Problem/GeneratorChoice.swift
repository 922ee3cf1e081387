/// Which of the generators of problems of one name is meant.
public enum GeneratorChoice {
  /// The instance by the generator that knows most of the words, the first of equals; so an error is of the one that was
  /// meant.
  ///
  /// - Parameters:
  ///   - problems: of one name, at least one.
  ///   - words: "--name value" pairs as on the command line.
  /// - Throws: `GeneratorError` for what the generator does not take, or where there is none.
  public static func instance(of problems: [any Problem.Type], _ words: [String]) throws(GeneratorError) -> String {
    let generators = problems.compactMap { $0 as? any Generating.Type }
    func knownCount(_ generator: any Generating.Type) -> Int {
      let options = Set(generator.generatorParameters.map(\.option))
      return words.count { options.contains(String($0.prefix { $0 != "=" })) }
    }
    guard let generator = generators.max(by: { knownCount($0) < knownCount($1) }) else {
      throw GeneratorError("\(problems[0].name) has no generator")
    }
    do {
      return try generator.generate(Arguments(words, for: generator.generatorParameters))
    } catch {
      throw GeneratorError("\(error)")
    }
  }
}
