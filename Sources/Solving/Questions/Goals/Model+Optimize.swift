import Statements

extension Model {
  /// Solves for several goals, the first one above all, the second one among what is best for the first, and so on.
  ///
  /// Goal after goal is solved within one limit of time, each from the last solution and with what was learned before;
  /// the best value of a goal then stays a constraint, less its tolerance. The model itself, and its own objective, stay
  /// as they are. Where a limit comes before the proof of a goal, its best value so far is kept and the later goals get
  /// what is left.
  /// ```swift
  /// let result = try model.optimize([.minimize(lateness), .maximize(profit, tolerance: 2), .minimize(changes)])
  /// print(result.status, result.objectives)
  /// ```
  /// `onSolution` and `onBound` of the options tell of the goal at hand.
  /// - Throws: the first mistake made in building the model or a goal.
  public func optimize(_ goals: [Goal], _ options: Options = Options()) throws(ModelError) -> GoalsResult {
    var objectives: [ModelData.Objective] = []
    for (place, goal) in goals.enumerated() { objectives.append(try objective(of: goal, at: place)) }
    var run = GoalRun(model: self, goals: goals, objectives: objectives, budget: QuestionBudget(options))
    return try run.result()
  }

  private func objective(of goal: Goal, at place: Int) throws(ModelError) -> ModelData.Objective {
    guard goal.expression.terms.allSatisfy({ owns($0.variable) }) else { throw .foreignVariable("goal \(place)") }
    guard let form = LinearForm(goal.expression), data.isSafe(form) else { throw .overflow("goal \(place)") }
    return ModelData.Objective(cost: goal.isMaximised ? form.negated : form, isMaximised: goal.isMaximised)
  }
}

/// One call of `optimize`.
private struct GoalRun {
  let model: Model
  let goals: [Model.Goal]
  let objectives: [ModelData.Objective]
  let budget: QuestionBudget
  /// What the goals so far ask of those after them.
  private var limits: [any Constraint] = []
  private var statuses: [Model.Status] = []
  private var bounds: [Int?] = []

  init(model: Model, goals: [Model.Goal], objectives: [ModelData.Objective], budget: QuestionBudget) {
    self.model = model
    self.goals = goals
    self.objectives = objectives
    self.budget = budget
  }

  mutating func result() throws(ModelError) -> Model.GoalsResult {
    let solves = GrowingSolve(seed: budget.options.seed)
    var status = Model.Status.unknown
    if goals.isEmpty {
      status = try solves.solve(try model.validated(adding: [], objective: nil), budget).status
    }
    for (place, objective) in objectives.enumerated() {
      status = try solve(place, objective, solves)
      if solves.last == nil { break }
    }
    guard let values = solves.last else {
      let missing = goals.count - statuses.count
      return Model.GoalsResult(
        status: status, solution: nil, objectives: [],
        bounds: bounds + [Int?](repeating: nil, count: missing),
        statuses: statuses + [Model.Status](repeating: status, count: missing))
    }
    var shown = model.data
    shown.objective = objectives.first
    return Model.GoalsResult(
      status: statuses.allSatisfy { $0 == .optimal } ? .optimal : .feasible,
      solution: Model.Solution(values, of: shown),
      objectives: objectives.map { $0.inUserSense($0.cost.value(values)) }, bounds: bounds, statuses: statuses)
  }

  private mutating func solve(
    _ place: Int, _ objective: ModelData.Objective, _ solves: GrowingSolve
  ) throws(ModelError) -> Model.Status {
    // A goal without variables is as good as it gets once there is a solution.
    let isConstant = objective.cost.terms.isEmpty
    let data = try model.validated(adding: limits, objective: isConstant ? nil : objective)
    let result = try solves.solve(data, budget)
    statuses.append(result.status)
    bounds.append(isConstant && result.solution != nil ? objective.inUserSense(objective.cost.constant) : result.bound)
    guard let values = solves.last, !isConstant else { return result.status }
    let limit = goals[place].limit(at: objective.cost.value(values))
    limits.append(LinearConstraint((objective.cost + -limit).reduced(for: .atMost), .atMost))
    return result.status
  }
}
