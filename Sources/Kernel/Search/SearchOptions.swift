/// What a search may spend and how it behaves.
package struct SearchOptions: Sendable {
  package var seed: UInt64 = 1
  /// Explanations asked for by minimisation, a conflict.
  package var minimisationBudget = 400
  package var activityDecay = 0.95
  /// Decisions try the incumbent's values first while the search is in stable mode.
  package var followsSolutionWhenStable = true
  /// Also in focused mode.
  package var followsSolutionWhenFocused = false
  /// Decides wide variables at the value they are looked for at, instead of halving their domains, and before there is a
  /// solution after all Booleans. Never times.
  package var decidesTowardsTarget = false
  /// Halves the domains of times towards their upper bounds: starts are decided late, not early.
  package var decidesTimesLate = false
  /// A lowered model decides variables last that only the cost wants small and only other variables push up.
  package var completesImpliedCosts = false
  package var failureDirected = FailureDirectedUse.never
  /// Restarts are rare: for trees that a relaxation guides.
  package var restartsSeldom = false
  /// Takes the time of every run of a propagator, which costs some percent of the whole.
  package var measuresPropagators = false
  /// Checks every explanation, which takes many times as long as the search: see `ExplanationCheck`.
  package var checksExplanations = ExplanationCheck.isOnByDefault
  /// What probing may propagate, as a share of what the search propagates; 0 for no probing.
  package var probingShare = 0.0
  /// Which learned clauses are kept for `Solver.takeShareable`; none where nil.
  package var sharing: SharedFacts.Limits?

  package init() {}
}

/// When decisions look for failures instead of following activity.
package enum FailureDirectedUse: Sendable {
  case never
  /// As a third mode between the two others, once a proof has turned out to be long.
  case alternating
  case always
}

/// When a search gives up.
package struct SearchLimits: Sendable {
  package var conflicts = Int.max
  /// Bytes of clauses and watches that are left after a reduction.
  package var clauseMemory = 256 << 20

  package init() {}
}

/// Counted work of a solver, for logs and tests.
package struct SearchStatistics: Sendable {
  package internal(set) var conflicts = 0
  package internal(set) var decisions = 0
  package internal(set) var failureDirectedDecisions = 0
  package internal(set) var restarts = 0
  package internal(set) var reductions = 0
  /// Bounds raised, by whatever cause.
  package internal(set) var propagations = 0
  package internal(set) var propagatorRuns = 0
  package internal(set) var learnedLiterals = 0
  package internal(set) var minimisedLiterals = 0
  /// Variables that were probed, and facts of level 0 that came of it.
  package internal(set) var probes = 0
  package internal(set) var probedFacts = 0
  package internal(set) var importedBounds = 0
  package internal(set) var importedClauses = 0
}

/// How a search ended.
package enum SearchOutcome: Sendable {
  /// All variables are fixed; `Solver.solution` holds their values.
  case solution
  /// There is none (left).
  case infeasible
  /// There is none under the assumptions.
  case refutedAssumptions
  /// A limit was met, or the monitor asked to stop.
  case limit
}

/// What a running search tells and asks.
package protocol SearchMonitor: AnyObject {
  /// Whether to stop; asked every few milliseconds of search.
  var shouldStop: Bool { get }
  /// Whether something waits to be imported at level 0; asked as often.
  var hasNews: Bool { get }
  /// The solver stands at level 0, propagated: add facts and clauses.
  func visitRoot(_ solver: Solver)
}
