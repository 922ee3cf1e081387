import Basics
import Kernel

/// The kernel on a formula of clauses: what it finds, and how fast it propagates on the way.
struct ClauseSearch {
  let outcome: SearchOutcome
  let statistics: SearchStatistics
  /// Processor time of the search, without reading and building.
  let seconds: Double

  /// Searches until the formula is decided or a limit is met.
  init(_ formula: ClauseText, conflicts: Int, seconds limit: Double) {
    let solver = Solver()
    let literals = (0..<formula.variableCount).map { _ in solver.makeBoolean() }
    for clause in formula.clauses {
      solver.add(clause: clause.map { $0 > 0 ? literals[$0 - 1] : literals[-$0 - 1].negated })
    }
    var limits = SearchLimits()
    limits.conflicts = conflicts
    limits.clauseMemory = .max
    let clock = ProcessorClock(limit: limit)
    outcome = solver.search(limits: limits, monitor: clock)
    seconds = clock.seconds
    statistics = solver.statistics
    if case .solution = outcome {
      for clause in formula.clauses {
        precondition(
          clause.contains { solver.value(of: $0 > 0 ? literals[$0 - 1] : literals[-$0 - 1].negated) },
          "a solution satisfies every clause")
      }
    }
  }

  /// As competitions of solvers say it.
  var answer: String {
    switch outcome {
    case .solution: "SATISFIABLE"
    case .infeasible: "UNSATISFIABLE"
    case .refutedAssumptions, .limit: "UNKNOWN"
    }
  }
}

/// Stops a search after so much processor time.
private final class ProcessorClock: SearchMonitor {
  private let start = ProcessorTime.seconds
  private let limit: Double
  private var looks = 0

  init(limit: Double) { self.limit = limit }

  var seconds: Double { ProcessorTime.seconds - start }

  var shouldStop: Bool {
    looks &+= 1
    return looks & 63 == 0 && seconds > limit
  }

  var hasNews: Bool { false }

  func visitRoot(_ solver: Solver) {}
}
