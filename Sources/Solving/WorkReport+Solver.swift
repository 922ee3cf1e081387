import Basics
import Kernel
import Race

extension WorkReport {
  /// What the clause-learning engine did.
  package init(of solver: Solver, source: String) {
    let statistics = solver.statistics
    let learned = solver.learnedClauseCounts
    self.init(
      source: source,
      counts: [
        "conflicts": statistics.conflicts, "decisions": statistics.decisions, "propagations": statistics.propagations,
        "propagator runs": statistics.propagatorRuns, "restarts": statistics.restarts,
        "core clauses": learned.core, "mid clauses": learned.mid, "local clauses": learned.local,
        "learned literals": statistics.learnedLiterals, "minimised literals": statistics.minimisedLiterals,
        "failure-directed decisions": statistics.failureDirectedDecisions, "probes": statistics.probes,
        "probed facts": statistics.probedFacts,
        "imported bounds": statistics.importedBounds, "imported clauses": statistics.importedClauses,
      ],
      parts: solver.workByKind.map { kind, work in
        Part(name: kind, runs: work.runs, yields: work.yields, seconds: work.time.inSeconds)
      })
  }
}
