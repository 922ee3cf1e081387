import Basics

/// Which problem an input is of: the one named, or the first whose format it looks like.
///
/// Several problems may have one name, such as the kinds of memory mapping; the input then decides between these.
public struct ProblemChoice: Sendable {
  /// In the order in which their formats are tried.
  public let problems: [any Problem.Type]
  /// How one names a problem, such as "--problem NAME".
  private let naming: @Sendable (_ name: String) -> String

  /// A choice among these; `naming` says in errors how one names a problem.
  public init(_ problems: [any Problem.Type], naming: @escaping @Sendable (_ name: String) -> String) {
    self.problems = problems
    self.naming = naming
  }

  /// Their names with commas between, each once.
  public var names: String {
    var names: [String] = []
    for problem in problems where !names.contains(problem.name) { names.append(problem.name) }
    return names.joined(separator: ", ")
  }

  /// - Throws: `SolveFault` with `usage` where no problem has that name.
  public func named(_ name: String) throws(SolveFault) -> [any Problem.Type] {
    let found = problems.filter { $0.name == name }
    if found.isEmpty {
      let hint = Spelling.hint(for: name, among: problems.map { $0.name })
      throw SolveFault(.usage, "there is no problem '\(name)'; there are \(names)\(hint)")
    }
    return found
  }

  /// - Parameters:
  ///   - source: the text.
  ///   - name: of the problem, where somebody said it.
  ///   - question: what is asked, which may say how the text is to be read.
  /// - Throws: `SolveFault` with `usage` for an unknown name, `data` when no format fits.
  public func problem(
    of source: SourceText, named name: String?, asking question: Question = Question()
  ) throws(SolveFault) -> any Problem.Type {
    if let foreign = ForeignFormat.marked(source) { throw SolveFault(.data, "\(source.name): \(foreign)") }
    if let remark = SolutionText.remark(on: source) { throw SolveFault(.data, "\(source.name): \(remark)") }
    if let name {
      let found = try named(name)
      // What none of them recognises, the last one explains.
      return found.count == 1 ? found[0] : found.first { $0.recognises(source) } ?? found[found.count - 1]
    }
    let asked = problems.first { $0.readingQuestion.map(question.asks) ?? false }
    if let asked { return asked }
    guard let problem = problems.first(where: { $0.recognises(source) }) else { throw fault(of: source) }
    if let other = problem.otherReading(of: source) {
      throw SolveFault(
        .data,
        "\(source.name): reads as \(problem.name) and as \(other); \(naming(problem.name)) takes it for the former")
    }
    return problem
  }

  /// What a text that nobody recognises is, or what is wrong with it.
  private func fault(of source: SourceText) -> SolveFault {
    if let foreign = ForeignFormat.likely(source) { return SolveFault(.data, "\(source.name): \(foreign)") }
    guard let nearest = NearestReading(of: source, among: problems) else {
      return SolveFault(.data, "\(source.name): in no format known here; \(naming("NAME")) names one of \(names)")
    }
    guard let problem = nearest.problem else { return SolveFault(.data, nearest.error.description) }
    let reading = "read as \(problem.name), whose formats it is nearest to; \(naming("NAME")) says otherwise"
    return SolveFault(.data, "\(nearest.error) (\(reading))")
  }
}
