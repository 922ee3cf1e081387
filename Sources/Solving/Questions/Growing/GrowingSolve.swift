import Statements

/// Solves of one model as it grows: each starts from the last solution, and with the clauses that the others have left.
final class GrowingSolve {
  private let kept: KeptKernel
  /// Seconds for a strategy that was told to end, where runs are repeatable.
  private static let patience = 60.0
  /// The best solution of the last solve that had one.
  private(set) var last: [Int]?

  init(seed: UInt64) { kept = KeptKernel(seed: seed) }

  /// How often the kept solver had to be made from nothing.
  var madeCount: Int { kept.madeCount }

  /// - Parameters:
  ///   - data: what the last solve was given, perhaps with more variables and constraints after those, and with another
  ///     objective.
  ///   - budget: of which the time is taken.
  func solve(_ data: ModelData, _ budget: QuestionBudget) throws(ModelError) -> Model.Result {
    var options = budget.next
    let start = last.flatMap { data.solution(startingWith: $0) }
    if let start, let onSolution = options.onSolution {
      // The user knows it already.
      options.onSolution = { if $0.values != start { onSolution($0) } }
    }
    let race = ModelRace(data, options)
    race.start = start
    race.prelude = KeptStrategy(kept: kept, data: data, conflictLimit: options.conflictLimit)
    let result = try race.run()
    budget.spend(race.elapsed)
    // What it has learned must not depend on who is how fast, where runs are to be repeatable.
    kept.settle(atMost: options.isCounted ? Self.patience : 0)
    if let solution = result.solution { last = solution.values }
    return result
  }
}

extension ModelData {
  /// A solution of this model with these values of the first variables, where the others follow from them.
  fileprivate func solution(startingWith values: [Int]) -> [Int]? {
    guard values.count <= variableCount, let made = extending(values), violation(of: made) == nil else { return nil }
    return made
  }
}
