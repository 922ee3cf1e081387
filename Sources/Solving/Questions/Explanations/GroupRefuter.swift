import Kernel
import Lowering
import Statements

/// Answers which groups of a model's constraints cannot hold together: by a search under guards that keeps what it
/// learns, and where that takes too long by whole solves of the subset.
final class GroupRefuter {
  private let data: ModelData
  private let background: [Int]
  private let groups: [[Int]]
  private let budget: QuestionBudget
  private let guarded: GuardedModel
  /// The guarded model with those groups without a guard that were asked about last.
  private var lowered: (model: LoweredModel, unguarded: [Int])?
  /// Of each solution that was met, which groups it keeps.
  private var witnesses: [[Bool]] = []

  /// Conflicts of one search, before a solve by all strategies is tried: fewer each time that one was needed and gave
  /// the answer, since some refutations, such as counts of people and places, are no work for clauses.
  private var patience = 4_000
  private static let leastPatience = 50

  /// - Parameters:
  ///   - data: without an objective.
  ///   - background: positions of constraints that hold in any case.
  ///   - groups: positions of constraints.
  init(_ data: ModelData, background: [Int], groups: [[Int]], _ budget: QuestionBudget) {
    self.data = data
    self.background = background
    self.groups = groups
    self.budget = budget
    guarded = GuardedModel(data, background: background, groups: groups, until: { budget.shouldStop })
  }

  /// Whether these groups can hold together.
  func ask(_ asked: [Int]) throws(ModelError) -> CoreRefinement.Verdict {
    if witnesses.contains(where: { witness in asked.allSatisfy { witness[$0] } }) { return .satisfiable }
    if budget.isOver { return .unknown }
    let unguarded = asked.filter { guarded.guards[$0] == nil }.sorted()
    guard let lowered = try lower(unguarded) else { return .unknown }
    let guardians = asked.filter { guarded.guards[$0] != nil }
    let assumptions = guardians.compactMap { guarded.guards[$0] }.map(lowered.literal)
    var limits = SearchLimits()
    limits.conflicts = min(patience, budget.options.conflictLimit ?? .max)
    switch lowered.solver.search(assumptions: assumptions, limits: limits, monitor: budget) {
    case .solution:
      try note(Array(lowered.values().prefix(data.variableCount)), asked)
      return .satisfiable
    case .infeasible: return .refuted(core: unguarded)
    case .refutedAssumptions:
      let core = Set(lowered.solver.core)
      return .refuted(core: unguarded + zip(guardians, assumptions).filter { core.contains($0.1) }.map(\.0))
    case .limit: return try solve(asked)
    }
  }

  private func lower(_ unguarded: [Int]) throws(ModelError) -> LoweredModel? {
    if let lowered, lowered.unguarded == unguarded { return lowered.model }
    var options = SearchOptions()
    options.seed = budget.options.seed
    options.decidesTowardsTarget = true
    let question = guarded.adding(unguarded, of: groups.map { $0.map { data.constraints[$0] } })
    let made = try LoweredModel(question, options: options, keepsAllSolutions: true, until: { self.budget.shouldStop })
    lowered = made.isComplete ? (made, unguarded) : nil
    return lowered?.model
  }

  /// - Throws: where a solution of these groups breaks one of them.
  private func note(_ values: [Int], _ asked: [Int]) throws(ModelError) {
    if let violation = subset(asked).violation(of: values) { throw .rejectedSolution(violation) }
    witnesses.append(
      groups.map { group in group.allSatisfy { data.constraints[$0].violation(of: values, in: data) == nil } })
  }

  /// The model with these groups only.
  private func subset(_ asked: [Int]) -> ModelData {
    var subset = data
    subset.constraints = (background + asked.flatMap { groups[$0] }.sorted()).map { data.constraints[$0] }
    return subset
  }

  private func solve(_ asked: [Int]) throws(ModelError) -> CoreRefinement.Verdict {
    if budget.isOver { return .unknown }
    let race = ModelRace(subset(asked), budget.next.silent)
    let result = try race.run()
    budget.spend(race.elapsed)
    if result.status != .unknown { patience = max(Self.leastPatience, patience / 4) }
    if let solution = result.solution {
      try note(solution.values, asked)
      return .satisfiable
    }
    return result.status == .infeasible ? .refuted(core: asked) : .unknown
  }
}
