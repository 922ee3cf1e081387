import Basics

extension Solver {
  /// Those of `literals` that are not implied yet where all of `assumptions` and of the literals before them are made
  /// true, by propagation alone: the decisions that lead from the assumptions to a solution. Call at level 0, with
  /// literals that are true in one solution.
  package func openDecisions(after assumptions: [Literal], among literals: [Literal]) -> [Literal] {
    precondition(store.level == 0, "called at level 0")
    guard propagateRoot() else { return [] }
    defer { retract(to: 0) }
    var decisions: [Literal] = []
    for (position, literal) in (assumptions + literals).enumerated() where !store.isTrue(literal) {
      guard !store.isFalse(literal), assume(literal) else { return decisions }
      if position >= assumptions.count { decisions.append(literal) }
    }
    return decisions
  }
}
