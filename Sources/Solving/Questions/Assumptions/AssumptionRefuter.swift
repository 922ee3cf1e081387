import Kernel
import Lowering
import Statements

/// Answers which of a model's Booleans cannot be true together: by a search that keeps what it learns, and where that
/// takes too long by whole solves.
final class AssumptionRefuter {
  private let data: ModelData
  private let literals: [BoolVar]
  private let budget: QuestionBudget
  private var lowered: LoweredModel?
  /// Of each solution that was met, which of the literals are true.
  private var witnesses: [[Bool]] = []

  /// Conflicts of one search, before a solve by all strategies is tried: fewer each time that one was needed and gave
  /// the answer, since some refutations, such as counts of people and places, are no work for clauses.
  private var patience = 4_000
  private static let leastPatience = 50

  /// - Parameter data: without an objective.
  init(_ data: ModelData, _ literals: [BoolVar], _ budget: QuestionBudget) {
    self.data = data
    self.literals = literals
    self.budget = budget
  }

  /// Whether the literals at these places can be true together.
  func ask(_ places: [Int]) throws(ModelError) -> CoreRefinement.Verdict {
    if witnesses.contains(where: { witness in places.allSatisfy { witness[$0] } }) { return .satisfiable }
    if budget.isOver { return .unknown }
    guard let lowered = try lower() else { return .unknown }
    let assumptions = places.map { lowered.literal(literals[$0]) }
    var limits = SearchLimits()
    limits.conflicts = min(patience, budget.options.conflictLimit ?? .max)
    switch lowered.solver.search(assumptions: assumptions, limits: limits, monitor: budget) {
    case .solution:
      try note(lowered.values())
      return .satisfiable
    case .infeasible: return .refuted(core: [])
    case .refutedAssumptions:
      let core = Set(lowered.solver.core)
      return .refuted(core: zip(places, assumptions).filter { core.contains($0.1) }.map(\.0))
    case .limit: return try solve(places)
    }
  }

  private func lower() throws(ModelError) -> LoweredModel? {
    if let lowered { return lowered }
    var options = SearchOptions()
    options.seed = budget.options.seed
    options.decidesTowardsTarget = true
    let made = try LoweredModel(data, options: options, until: { self.budget.shouldStop })
    lowered = made.isComplete ? made : nil
    return lowered
  }

  private func note(_ values: [Int]) throws(ModelError) {
    if let violation = data.violation(of: values) { throw .rejectedSolution(violation) }
    witnesses.append(literals.map { data.holds($0, values) })
  }

  private func solve(_ places: [Int]) throws(ModelError) -> CoreRefinement.Verdict {
    guard !budget.isOver, let assumed = data.assuming(places.map { literals[$0] }) else { return .unknown }
    let race = ModelRace(assumed, budget.next.silent)
    let result = try race.run()
    budget.spend(race.elapsed)
    if result.status != .unknown { patience = max(Self.leastPatience, patience / 4) }
    if let solution = result.solution {
      try note(solution.values)
      return .satisfiable
    }
    return result.status == .infeasible ? .refuted(core: places) : .unknown
  }
}

extension ModelData {
  /// The same with these Booleans true; nil where one of them cannot be.
  func assuming(_ literals: [BoolVar]) -> ModelData? {
    var data = self
    for b in literals {
      let (variable, value) = (b.variable.index, b.isNegated ? 0 : 1)
      guard data.lower[variable] <= value, value <= data.upper[variable] else { return nil }
      data.lower[variable] = value
      data.upper[variable] = value
    }
    return data
  }
}

extension Model.Options {
  /// The same limits, and nobody is told of anything.
  var silent: Model.Options {
    var silent = self
    silent.onSolution = nil
    silent.onBound = nil
    silent.onEvent = nil
    silent.onEnd = nil
    silent.log = nil
    return silent
  }
}
