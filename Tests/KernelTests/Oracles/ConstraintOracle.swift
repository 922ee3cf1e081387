import Basics
import TestSupport
import Testing

@testable import Kernel

/// Everything a constraint must stand: a test gives random small cases, this compares the solver with brute force.
struct ConstraintOracle {
  /// Whether propagation reaches the same fixpoint whatever the order of events.
  var isConfluent = true
  /// Whether each bound of a fixpoint has a solution of the case: bound consistency.
  var isBoundConsistent = false
  /// Whether propagation refuses every non-solution once all variables are fixed. Without it, as for one filtering rule
  /// by itself, only its inferences are checked and not what a search finds.
  var isComplete = true
  /// How the solver's own search behaves.
  var options = SearchOptions()
  /// At most so many solutions are enumerated by search; each costs a blocking clause.
  var solutionLimit = 60

  /// Runs all checks on a case a seed; stops at the first seed that fails.
  func check(
    seeds: ClosedRange<UInt64>, sourceLocation: SourceLocation = #_sourceLocation,
    _ makeCase: (inout RandomSource) -> PostedCase
  ) {
    for seed in seeds {
      var random = RandomSource(seed: seed)
      let posted = makeCase(&random)
      let solutions = posted.model.enumerate()
      do {
        try checkPropagation(posted, solutions, &random)
        if isComplete {
          try checkLearning(posted, solutions, &random)
          try checkSearch(posted, solutions, seed: seed)
        }
      } catch {
        Issue.record("seed \(seed): \(error); domains \(posted.model.domains)", sourceLocation: sourceLocation)
        return
      }
    }
  }

  // MARK: Propagation under random decisions, back and forth, without learning

  private func checkPropagation(_ posted: PostedCase, _ solutions: [[Int32]], _ random: inout RandomSource) throws {
    let (solver, variables) = posted.makeSolver()
    let oracle = ExplanationOracle(solver: solver, variables: variables, solutions: solutions)
    if !solver.propagateRoot() {
      if !solutions.isEmpty { throw OracleFailure("infeasible at level 0 with solution \(solutions[0])") }
      return
    }
    try oracle.checkNoSolutionLost()
    try checkSupports(oracle)
    var previous: Literal?
    for _ in 0..<12 {
      // Often the decision that was just taken back, so that what a propagator remembers of it is put to the test.
      let repeated = previous.flatMap { solver.store.isUnassigned($0) && random.chance(40) ? $0 : nil }
      guard let decision = repeated ?? solver.randomDecision(on: variables, &random) else {
        try checkLeaf(oracle)
        solver.backtrack(to: random.below(solver.store.level + 1))
        continue
      }
      let before = solver.store.trail.count
      previous = decision
      solver.decide(decision)
      do {
        try solver.propagate()
      } catch {
        try oracle.checkConflict()
        try oracle.checkNoSolutionLost()
        try checkTwin(posted, oracle, isConflict: true)
        solver.backtrack(to: random.below(solver.store.level))
        continue
      }
      try oracle.checkNoSolutionLost()
      try oracle.checkExplanations(from: before)
      try checkSupports(oracle)
      try checkTwin(posted, oracle, isConflict: false)
      if random.chance(25) { solver.backtrack(to: random.below(solver.store.level + 1)) }
    }
  }

  private func checkLeaf(_ oracle: ExplanationOracle) throws {
    let values = oracle.variables.map { oracle.solver.store.lower($0) }
    if isComplete, !oracle.solutions.contains(values) { throw OracleFailure("\(values) passes, but is no solution") }
  }

  private func checkSupports(_ oracle: ExplanationOracle) throws {
    guard isBoundConsistent else { return }
    let inside = oracle.solutions.filter { oracle.solver.allows($0, of: oracle.variables) }
    for (i, x) in oracle.variables.enumerated() {
      let values = inside.map { $0[i] }
      if values.min() != oracle.solver.store.lower(x) || values.max() != oracle.solver.store.upper(x) {
        throw OracleFailure("bounds of x\(i) have no support")
      }
    }
  }

  /// A fresh solver given the same decisions stands where this one does.
  private func checkTwin(_ posted: PostedCase, _ oracle: ExplanationOracle, isConflict: Bool) throws {
    guard isConfluent else { return }
    let (twin, variables) = posted.makeSolver()
    var failed = !twin.propagateRoot()
    for decision in oracle.decisions where !failed {
      if twin.store.isFalse(decision) { failed = true }
      if failed || twin.store.isTrue(decision) { continue }
      twin.decide(decision)
      do { try twin.propagate() } catch { failed = true }
    }
    if failed != isConflict { throw OracleFailure("conflict \(isConflict), from scratch \(failed)") }
    if failed { return }
    for x in variables
    where twin.store.lower(x) != oracle.solver.store.lower(x)
      || twin.store.upper(x) != oracle.solver.store.upper(x)
    {
      throw OracleFailure("bounds of \(x) differ from those found from scratch under \(oracle.decisions)")
    }
  }

  // MARK: Random decisions with clause learning

  private func checkLearning(_ posted: PostedCase, _ solutions: [[Int32]], _ random: inout RandomSource) throws {
    let (solver, variables) = posted.makeSolver()
    var oracle = ExplanationOracle(solver: solver, variables: variables, solutions: solutions)
    var found = 0
    while true {
      if solver.store.level == 0, !solver.propagateRoot() { break }
      do {
        try solver.propagate()
      } catch {
        try oracle.checkConflict()
        guard let jump = solver.analyse() else { break }
        try oracle.checkLearned()
        solver.measureLearned()
        solver.backtrack(to: jump)
        solver.learn()
        continue
      }
      try oracle.checkNoSolutionLost()
      if let decision = solver.randomDecision(on: variables, &random) {
        solver.decide(decision)
        continue
      }
      let values = variables.map { solver.store.lower($0) }
      guard let index = oracle.solutions.firstIndex(of: values) else {
        throw OracleFailure("\(values) passes, but is no solution")
      }
      found += 1
      if found == solutionLimit { return }
      oracle.solutions.remove(at: index)
      solver.backtrack(to: 0)
      solver.block(values, of: variables)
    }
    if let missed = oracle.solutions.first { throw OracleFailure("learning search missed solution \(missed)") }
  }

  // MARK: The solver's own search

  private func checkSearch(_ posted: PostedCase, _ solutions: [[Int32]], seed: UInt64) throws {
    let (solver, variables) = posted.makeSolver(seed: seed, options)
    var missing = solutions
    for _ in 0..<solutionLimit {
      switch solver.search() {
      case .solution:
        let values = variables.map { solver.value(of: $0) }
        guard let index = missing.firstIndex(of: values) else {
          throw OracleFailure("search found \(values), which is no solution or not a new one")
        }
        missing.remove(at: index)
        solver.block(values, of: variables)
      case .infeasible:
        if let missed = missing.first { throw OracleFailure("search missed solution \(missed)") }
        return
      default: throw OracleFailure("search stopped without a limit")
      }
    }
  }
}
