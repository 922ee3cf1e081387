import Statements

extension Model {
  /// How an enumeration ended.
  public struct Enumeration: Sendable {
    /// Solutions that were told of.
    public let count: Int
    /// Whether it is proved that there are no others.
    public let isComplete: Bool
  }

  /// Some solutions of a model.
  public struct SolutionList: Sendable {
    /// Each differs from all others in the expressions that were asked for.
    public let solutions: [Solution]
    /// Whether it is proved that there are no others.
    public let isComplete: Bool
  }

  /// Finds all solutions that differ in `expressions`, each once, and tells of them one by one, on the calling thread.
  ///
  /// The objective does not count: to see all best solutions, solve first and require the best value. Variables that
  /// nothing restricts multiply the solutions, such as the start of an absent interval; name the expressions that
  /// matter, and of the solutions that agree in these only one is found.
  /// ```swift
  /// let end = try model.solutions(of: queens) { solution in
  ///   print(queens.map { solution[$0] })
  ///   return true
  /// }
  /// print(end.count, end.isComplete)
  /// ```
  /// With one worker the same seed gives the same order; several split the solutions among them, and their order is
  /// that of finding.
  /// - Parameters:
  ///   - expressions: variables, Booleans or sums; all variables where nil.
  ///   - limit: of solutions; nil for none. Where it is met, it is not known whether there are others.
  ///   - options: time, workers, seed, stop; of the listeners none is told.
  ///   - body: is told of each solution; false ends the enumeration.
  /// - Throws: the first mistake made in building the model; `foreignVariable`, `overflow` of an expression.
  @discardableResult
  public func solutions(
    of expressions: [any LinearExpressible]? = nil, limit: Int? = nil, _ options: Options = Options(),
    _ body: @escaping (Solution) -> Bool
  ) throws(ModelError) -> Enumeration {
    let data = try validated(adding: [], objective: nil)
    var forms: [LinearForm] = []
    for (place, expression) in (expressions ?? []).enumerated() {
      forms.append(try form(of: expression.linearExpression, at: place, in: data))
    }
    if expressions == nil {
      forms = (0..<data.variableCount).map {
        LinearForm(terms: [LinearForm.Term(variable: $0, coefficient: 1)])
      }
    }
    if let limit, limit <= 0 { return Enumeration(count: 0, isComplete: false) }
    var shown = data
    shown.objective = self.data.objective
    var count = 0
    let run = EnumerationRun(data, forms, QuestionBudget(options))
    let isComplete = try run.run { values in
      count += 1
      let goesOn = body(Solution(values, of: shown))
      return goesOn && limit.map { count < $0 } ?? true
    }
    return Enumeration(count: count, isComplete: isComplete)
  }

  /// All solutions that differ in `expressions`, each once, as a list.
  ///
  /// - Parameters:
  ///   - expressions: variables, Booleans or sums; all variables where nil.
  ///   - limit: of solutions; nil for none.
  ///   - options: time, workers, seed, stop.
  /// - Throws: the first mistake made in building the model; `foreignVariable`, `overflow` of an expression.
  public func solutions(
    of expressions: [any LinearExpressible]? = nil, limit: Int? = nil, _ options: Options = Options()
  ) throws(ModelError) -> SolutionList {
    var found: [Solution] = []
    let end = try solutions(of: expressions, limit: limit, options) { solution in
      found.append(solution)
      return true
    }
    return SolutionList(solutions: found, isComplete: end.isComplete)
  }

  private func form(
    of expression: LinearExpression, at place: Int, in data: ModelData
  ) throws(ModelError) -> LinearForm {
    let what = "expression \(place) of the solutions"
    guard expression.terms.allSatisfy({ owns($0.variable) }) else { throw .foreignVariable(what) }
    guard let form = LinearForm(expression), data.isSafe(form) else { throw .overflow(what) }
    return form
  }
}
