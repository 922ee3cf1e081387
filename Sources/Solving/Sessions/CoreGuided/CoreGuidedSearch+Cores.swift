import Kernel
import Statements

/// What becomes of a core: made small, and in the end one variable for its sum.
extension CoreGuidedSearch {
  private static var trimmings: Int { 5 }
  private static var trimmingConflicts: Int { 1_000 }
  /// Larger cores are not minimised.
  private static var largestMinimised: Int { 100 }
  private static var minimisingConflicts: Int { 100 }
  private static var exhaustingConflicts: Int { 200 }

  /// A core within this one: by solving under it while it shrinks, then by leaving out one literal after the other, the
  /// cheap ones first, since the least weight is what the bound gains.
  func shrink(_ core: [Literal]) throws(ModelError) -> [Literal] {
    var core = core
    for _ in 0..<Self.trimmings where core.count > 1 {
      let count = core.count
      guard try isRefuted(core.reversed(), conflicts: Self.trimmingConflicts) else { break }
      if solver.isInfeasible { return [] }
      core = solver.core
      if core.count == count { break }
    }
    if core.count > Self.largestMinimised { return core }
    let weights = core.map { terms.term(of: $0)?.weight ?? 0 }
    let candidates = core.indices.sorted { (weights[$0], $0) < (weights[$1], $1) }.map { core[$0] }
    for literal in candidates where core.count > 1 && core.contains(literal) {
      guard try isRefuted(core.filter { $0 != literal }, conflicts: Self.minimisingConflicts) else { continue }
      if solver.isInfeasible { return [] }
      core = solver.core
    }
    return core
  }

  /// Turns the waiting cores into variables, and raises these as far as that is quick.
  func makeSums() throws(ModelError) {
    var made: [IntegerVariable] = []
    for sum in waiting where !solver.isInfeasible {
      let floors = sum.members.reduce(0) { $0 + Int($1.floor) }
      let highest = sum.members.reduce(0) { $0 + Int(solver.store.upper($1.variable)) }
      // What the sum is above one more than its floors.
      let excess = solver.makeVariable(lower: 0, upper: Int32(max(0, highest - floors - 1)))
      solver.postLinear(
        sum.members.map { (coefficient: 1, variable: $0.variable) } + [(coefficient: -1, variable: excess)],
        atMost: floors + 1)
      solver.completeAtLowerBounds([excess])
      terms.add(excess, weight: sum.weight, floor: 0)
      made.append(excess)
    }
    waiting = []
    for excess in made { try exhaust(excess) }
  }

  /// Raises the lower bound of a term in steps that double, while each is refuted soon.
  func exhaust(_ x: IntegerVariable) throws(ModelError) {
    var step: Int32 = 0
    while solver.propagateRoot(), !solver.store.isFixed(x) {
      let goal = Literal(x, atMost: min(solver.store.lower(x) + step, solver.store.upper(x) - 1))
      guard try isRefuted([goal], conflicts: Self.exhaustingConflicts), !solver.isInfeasible else { return }
      solver.raiseAtRoot(goal.negated, because: .refutedGoal)
      step = 2 * step + 1
    }
  }

  /// Whether a few conflicts show that there is nothing better under these assumptions.
  private func isRefuted(_ assumptions: [Literal], conflicts: Int) throws(ModelError) -> Bool {
    let left = lastConflict - session.conflicts
    if left <= 0 { return false }
    switch try session.solve(under: assumptions, conflicts: min(conflicts, left)) {
    case .refutedAssumptions, .infeasible: return true
    case .solution, .limit: return false
    }
  }
}
