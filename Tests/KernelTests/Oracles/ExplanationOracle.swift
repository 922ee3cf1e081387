import Basics
import TestSupport

@testable import Kernel

/// Checks what a solver did against the enumerated solutions of its model: no solution lost, every inference implied by
/// its premises, for each weaker bound that might be asked too, and every premise true in time.
struct ExplanationOracle {
  let solver: Solver
  let variables: [IntegerVariable]
  /// The case's index of each solver variable, -1 for others.
  private let indexOfVariable: [Int]
  /// The solutions that must never be lost.
  var solutions: [[Int32]]

  init(solver: Solver, variables: [IntegerVariable], solutions: [[Int32]]) {
    self.solver = solver
    self.variables = variables
    self.solutions = solutions
    var indices = [Int](repeating: -1, count: solver.variableCount)
    for (i, x) in variables.enumerated() { indices[x.base] = i }
    indexOfVariable = indices
  }

  /// Whether a literal is about a variable that the case does not name, such as an ordering Boolean made on posting:
  /// what a solution says about it is not known, so nothing can be checked.
  private func isHidden(_ literal: Literal) -> Bool {
    indexOfVariable[literal.variable.base] < 0 && !solver.store.isRootTrue(literal)
  }

  func holds(_ literal: Literal, in values: [Int32]) -> Bool {
    let index = indexOfVariable[literal.variable.base]
    if index < 0 { return solver.store.isRootTrue(literal) }
    let value = literal.variable.isNegated ? -values[index] : values[index]
    return value >= literal.bound
  }

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
    for values in solutions where decisions.allSatisfy({ holds($0, in: values) }) {
      if !solver.allows(values, of: variables) {
        throw OracleFailure("solution \(values) lost under \(decisions)")
      }
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
    if isHidden(asked) { return }
    for values in solutions where premises.allSatisfy({ holds($0, in: values) }) && !holds(asked, in: values) {
      throw OracleFailure("\(premises) do not imply \(asked): \(values)")
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
    for values in solutions where conflict.allSatisfy({ holds($0, in: values) }) {
      throw OracleFailure("conflict \(conflict) forbids solution \(values)")
    }
  }

  /// No solution violates the clause that conflict analysis has just learned.
  func checkLearned() throws {
    var clause: [Literal] = []
    for i in 0..<solver.analysis.learned.count { clause.append(solver.analysis.learned[i]) }
    if clause.contains(where: isHidden) { return }
    for values in solutions where !clause.contains(where: { holds($0, in: values) }) {
      throw OracleFailure("learned clause \(clause) forbids solution \(values)")
    }
  }
}
