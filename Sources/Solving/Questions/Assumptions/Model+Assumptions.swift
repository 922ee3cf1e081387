import Statements

extension Model {
  /// Solves under the assumption that all of `assumptions` are true; the model itself stays as it is.
  ///
  /// Where that has no solution, the result's `core` says which of the assumptions cannot be true together: a
  /// minimal set of these unless a limit came first. It is empty where the model has no solution without any.
  /// ```swift
  /// let result = try model.solve(assuming: [opensEarly, !needsTruck])
  /// if result.status == .infeasible { print(result.core.count, "of them contradict each other") }
  /// ```
  /// - Throws: the first mistake made in building the model; `foreignVariable` for a Boolean of another model.
  public func solve(assuming assumptions: [BoolVar], _ options: Options = Options()) throws(ModelError) -> Result {
    guard assumptions.allSatisfy({ owns($0.variable) }) else { throw .foreignVariable("an assumption") }
    let data = try validated()
    let budget = QuestionBudget(options)
    if let assumed = data.assuming(assumptions) {
      let race = ModelRace(assumed, budget.next)
      let result = try race.run()
      budget.spend(race.elapsed)
      if result.status != .infeasible || assumptions.isEmpty { return result }
    }
    var question = data
    question.objective = nil
    let refuter = AssumptionRefuter(question, assumptions, budget)
    var refinement = CoreRefinement { (places) throws(ModelError) in try refuter.ask(places) }
    let core = try refinement.refine(Array(assumptions.indices))
    return Result(core: core.map { assumptions[$0] }, isCoreMinimal: refinement.isMinimal)
  }
}
