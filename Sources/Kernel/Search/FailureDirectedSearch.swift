import Basics

/// Failure-directed decisions in the learning search: they look for the contradiction, not for a solution, and clauses see
/// to it that restarts lose nothing.
extension Solver {
  /// The next choice to decide; nil where all choices are decided, though not all variables.
  func nextFailureDirectedDecision() -> Literal? {
    if failureDirected.choices.isEmpty { makeChoices() }
    guard let decision = failureDirected.take(store) else { return nil }
    statistics.failureDirectedDecisions &+= 1
    return decision
  }

  /// Both values of each Boolean, and for each wider decision variable some bounds in equal steps over its domain.
  private func makeChoices() {
    for variable in 0..<variableCount where activities.isDecision(variable) {
      let x = IntegerVariable(index: Int32(2 * variable))
      let low = Int(store.root[x.index])
      let high = -Int(store.root[x.index ^ 1])
      let steps = min(high - low, Self.mostBoundsAVariable)
      for step in 0..<steps {
        failureDirected.add(Literal(x, atLeast: Int32(low + 1 + step * (high - low) / steps)))
      }
    }
  }

  private static let mostBoundsAVariable = 16

  /// Rates the failure-directed decision whose propagation has come to an end.
  @inline(__always)
  func rateDecision(failed: Bool) {
    if failureDirected.isWaiting {
      failureDirected.note(share: failed ? nil : shareLeft(), depth: store.level)
    }
  }

  /// The search space after the last decision as a share of that before: the product over decision variables of their
  /// domains' sizes.
  private func shareLeft() -> Float {
    var share: Float = 1
    for t in store.start(ofLevel: store.level)..<store.trail.count {
      let entry = store.trail[t]
      if !activities.isDecision(Int(entry.node >> 1)) { continue }
      // The other bound as it is now: right for the last move of the variable, near enough for those before.
      let upper = -store.lower[entry.node ^ 1]
      share *= Float(upper - entry.bound + 1) / Float(upper - entry.previousBound + 1)
      if share < 1e-6 { return 0 }
    }
    return share
  }
}
