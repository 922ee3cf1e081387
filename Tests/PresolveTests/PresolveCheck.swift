import Presolve
import Statements
import TestSupport
import Testing

/// Enumerates a model and what presolve has made of it, and compares.
///
/// - Returns: what presolve did; nil where the model is too large to enumerate.
@discardableResult
func check(
  _ data: ModelData, _ options: PresolveOptions, _ label: Comment,
  sourceLocation: SourceLocation = #_sourceLocation
) -> PresolveReport? {
  var size = 1.0
  for variable in 0..<data.variableCount { size *= Double(data.upper[variable] - data.lower[variable] + 1) }
  if size > 50_000 { return nil }
  let before = BruteForce(data)
  let presolved = presolve(data, options: options)
  if presolved.isInfeasible {
    #expect(before.solutions.isEmpty, label, sourceLocation: sourceLocation)
    return presolved.report
  }
  let after = BruteForce(presolved.data)
  #expect(after.solutions.isEmpty == before.solutions.isEmpty, label, sourceLocation: sourceLocation)
  #expect(after.leastCost == before.leastCost, label, sourceLocation: sourceLocation)
  var restored = Set<[Int]>()
  for solution in after.solutions {
    let full = presolved.restore(solution)
    let isGood = data.violation(of: full) == nil && data.cost(of: full) == presolved.data.cost(of: solution)
    #expect(isGood, label, sourceLocation: sourceLocation)
    restored.insert(full)
    if !isGood { return presolved.report }
  }
  var reducedCount = 0
  for solution in before.solutions {
    guard let reduced = presolved.reduce(solution) else { continue }
    reducedCount += 1
    let isGood =
      presolved.data.violation(of: reduced) == nil
      && (presolved.data.cost(of: reduced) ?? 0) <= (data.cost(of: solution) ?? 0)
    #expect(isGood, label, sourceLocation: sourceLocation)
    if !isGood { return presolved.report }
  }
  // Every reduction says how a solution gets over it.
  #expect(reducedCount == before.solutions.count, label, sourceLocation: sourceLocation)
  if options.keepsAllSolutions {
    #expect(restored == Set(before.solutions), label, sourceLocation: sourceLocation)
    #expect(after.solutions.count == restored.count, label, sourceLocation: sourceLocation)
  }
  for hint in presolved.data.hints {
    let range = presolved.data.lower[hint.variable]...presolved.data.upper[hint.variable]
    #expect(range.contains(hint.value), label, sourceLocation: sourceLocation)
  }
  return presolved.report
}
