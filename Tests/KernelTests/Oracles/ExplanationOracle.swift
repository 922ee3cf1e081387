import TestSupport

@testable import Kernel

/// Checks what a solver did against the enumerated solutions of its model: no solution lost, every inference implied by
/// its premises, for each weaker bound that might be asked too, and every premise true in time.
///
/// The solutions are those in the solver's bounds of level 0. These are wider than the case's domains, which are decided,
/// so an explanation that leaves one of the domains' bounds out is found out.
struct ExplanationOracle {
  let solver: Solver
  let space: SolutionSpace

  /// The decisions that stand now.
  var decisions: [Literal] {
    var found: [Literal] = []
    for t in 0..<solver.store.trail.count {
      let entry = solver.store.trail[t]
      if entry.level > 0, entry.reason.tag == .none {
        found.append(Literal(IntegerVariable(index: entry.node), atLeast: entry.bound))
      }
    }
    return found
  }

  /// Every solution that agrees with the decisions is still inside the bounds.
  func checkNoSolutionLost() throws {
    let decisions = self.decisions
    for node in 0..<solver.store.nodeCount {
      let bound = Literal(IntegerVariable(index: Int32(node)), atLeast: solver.store.lower[node])
      if let lost = space.witness(decisions + [bound.negated]) {
        throw OracleFailure("solution \(lost) lost under \(decisions)")
      }
    }
  }

  /// Each bound of `variables` has a solution inside the bounds.
  func checkSupports(of variables: [IntegerVariable]) throws {
    let bounds = variables.flatMap { x in
      [Literal(x, atLeast: solver.store.lower(x)), Literal(x, atMost: solver.store.upper(x))]
    }
    for bound in bounds {
      let opposite = Literal(-bound.variable, atLeast: -bound.bound)
      if space.witness(bounds + [opposite]) == nil { throw OracleFailure("\(bound) has no support") }
    }
  }

  /// The entries from `first` on are explained, for every bound that may be asked of them.
  func checkExplanations(from first: Int = 0) throws {
    for t in first..<max(first, solver.store.trail.count) {
      let entry = solver.store.trail[t]
      if entry.reason.tag == .none { continue }
      for bound in (entry.previousBound + 1)...entry.bound {
        let asked = Literal(IntegerVariable(index: entry.node), atLeast: bound)
        try check(asked, entry.reason, before: Int32(t))
      }
    }
  }

  private func check(_ asked: Literal, _ reason: Reason, before position: Int32) throws {
    solver.explain(asked, reason, before: position)
    let premises = takePremises()
    for premise in premises where !solver.store.isTrue(premise, before: position) {
      throw OracleFailure("premise \(premise) of \(asked) is not true before it")
    }
    if let values = space.witness(premises + [asked.negated]) {
      throw OracleFailure("\(premises) do not imply \(asked): \(values)")
    }
    if !solver.follows(asked, from: premises, by: reason) {
      throw OracleFailure("the check of the constraint does not see that \(premises) imply \(asked)")
    }
    // With one premise less the check may accept only what is true all the same.
    for i in premises.indices {
      var fewer = premises
      fewer.remove(at: i)
      if solver.follows(asked, from: fewer, by: reason), let values = space.witness(fewer + [asked.negated]) {
        throw OracleFailure("the check accepts that \(fewer) imply \(asked): \(values)")
      }
    }
  }

  private func takePremises() -> [Literal] {
    var premises: [Literal] = []
    for i in 0..<solver.store.premises.count { premises.append(solver.store.premises[i]) }
    solver.store.premises.removeAll()
    return premises
  }

  /// The conflict that the store holds is one.
  func checkConflict() throws {
    if let (literal, reason) = solver.store.failed {
      let first = solver.store.upper(literal.variable) + 1
      for bound in first...literal.bound {
        try check(Literal(literal.variable, atLeast: bound), reason, before: solver.store.position)
      }
      return
    }
    var conflict: [Literal] = []
    for i in 0..<solver.store.conflict.count { conflict.append(solver.store.conflict[i]) }
    for literal in conflict where !solver.store.isTrue(literal) {
      throw OracleFailure("literal \(literal) of a conflict is not true")
    }
    if let values = space.witness(conflict) { throw OracleFailure("conflict \(conflict) forbids solution \(values)") }
    let source = solver.store.failing
    if !solver.isConflict(conflict, by: source) {
      throw OracleFailure("the check of the constraint does not see the conflict \(conflict)")
    }
    for i in conflict.indices {
      var fewer = conflict
      fewer.remove(at: i)
      if solver.isConflict(fewer, by: source), let values = space.witness(fewer) {
        throw OracleFailure("the check accepts the conflict \(fewer): \(values)")
      }
    }
  }

  /// No solution violates the clause that conflict analysis has just learned.
  func checkLearned() throws {
    var clause: [Literal] = []
    for i in 0..<solver.analysis.learned.count { clause.append(solver.analysis.learned[i]) }
    if let values = space.witness(clause.map(\.negated)) {
      throw OracleFailure("learned clause \(clause) forbids solution \(values)")
    }
  }
}
