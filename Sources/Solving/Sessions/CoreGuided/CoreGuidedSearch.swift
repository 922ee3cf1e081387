import Kernel
import Lowering
import Statements

/// Raises the lower bound of a sum by cores: assumes that no term costs anything, and where that is refuted, that at
/// least one of few terms costs something, replaces these by their sum.
///
/// Works in the solver of a session, in turns with it: what one learns serves the other, and solutions and bounds go to
/// its delegate. Sums are variables of the solver's own, decided last; they exclude no solution. Dear terms come first
/// (strata), and cores are collected before their sums are made (weight-aware core extraction).
///
/// - Source: Morgado, Dodaro, Marques-Silva 2014, "Core-guided MaxSAT with soft cardinality constraints" (OLL); Gange,
///   Berg, Demirović, Stuckey 2020, "Core-guided and core-boosted search for CP" (integers); Ansótegui, Bonet, Gabàs,
///   Levy 2012, "Improving SAT-based weighted MaxSAT solvers" (strata, hardening); Berg, Järvisalo 2017, "Weight-aware
///   core extraction in SAT-based MaxSAT solving".
package final class CoreGuidedSearch {
  package let session: KernelSession
  var terms: CostTerms
  /// Cores that wait to become sums.
  var waiting: [CostTerms.Sum] = []
  private var isPrepared = false
  /// Conflicts of one question; where they do not do, more is assumed, which makes refutations easier.
  private var budget = 1_000
  /// Conflicts of the session at which the present call ends.
  private(set) var lastConflict = Int.max
  var solver: Solver { session.lowered.solver }

  /// Cores found so far, and their literals.
  package private(set) var coreCount = 0
  package private(set) var coreLiterals = 0

  /// - Returns: nil where the cost is no sum of two terms at least.
  package init?(_ session: KernelSession) {
    guard session.lowered.objective != nil, let terms = session.lowered.costTerms() else { return nil }
    self.session = session
    self.terms = terms
    session.lowered.solver.sealShape()
  }

  /// What is proved about the cost.
  package var bound: Int { terms.bound }

  /// Goes on until the proof or a limit; call again to go on.
  ///
  /// - Throws: `rejectedSolution` when the kernel's solution breaks the model: a defect of the kernel.
  package func run(conflictLimit: Int = .max) throws(ModelError) -> KernelSession.Outcome {
    lastConflict = conflictLimit == .max ? Int.max : session.conflicts + conflictLimit
    while settle() {
      if session.delegate.shouldStop || session.conflicts >= lastConflict { return .limit }
      if !isPrepared {
        isPrepared = true
        replaceExclusiveCosts()
        _ = terms.descend()
        continue
      }
      let assumptions = terms.assumptions(solver.store)
      switch try session.solve(under: assumptions, conflicts: min(budget, lastConflict - session.conflicts)) {
      case .infeasible: return .exhausted
      case .limit: if waiting.isEmpty { if !terms.descend() { budget += budget / 2 } } else { try makeSums() }
      case .solution:
        // The best one that these assumptions allow: the others come in.
        if waiting.isEmpty { _ = terms.descend() } else { try makeSums() }
      case .refutedAssumptions:
        let core = try shrink(solver.core)
        if solver.isInfeasible { return session.exhausted() }
        try relax(core)
      }
    }
    return session.exhausted()
  }

  /// Propagates level 0, takes over news, and says what the terms prove.
  ///
  /// - Returns: false when there is nothing better.
  private func settle() -> Bool {
    guard let objective = session.lowered.objective, solver.propagateRoot() else { return false }
    session.importNews()
    while solver.propagateRoot() {
      terms.raiseFloors(solver.store)
      solver.raiseAtRoot(objective.atLeast(terms.bound), because: .refutedGoal)
      if solver.isInfeasible { return false }
      session.exportBound()
      let limit = objective.cost(at: solver.store.upper(objective.variable))
      let facts = terms.hardened(limit: limit, solver.store)
      if facts.isEmpty { return true }
      for fact in facts where !solver.isInfeasible { solver.raiseAtRoot(fact, because: .objective) }
    }
    return false
  }

  /// Takes a core off the terms.
  private func relax(_ core: [Literal]) throws(ModelError) {
    coreCount += 1
    coreLiterals += core.count
    solver.add(clause: core.map(\.negated))
    if core.count == 1 { return try exhaust(-core[0].variable) }
    waiting.append(terms.relax(core))
  }
}
