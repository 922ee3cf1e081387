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
      do {
        try checkPropagation(posted, &random)
        if isComplete {
          let solutions = posted.model.enumerate()
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

  /// Posts the constraint in a box around the domains, and decides these first.
  private func checkPropagation(_ posted: PostedCase, _ random: inout RandomSource) throws {
    var boxed = posted
    boxed.model.domains = posted.box(&random)
    let (solver, variables) = boxed.makeSolver()
    let solutions = boxed.model.enumerate()
    let oracle = ExplanationOracle(
      solver: solver, space: try SolutionSpace(of: solver, variables: variables, solutions: solutions))
    if !solver.propagateRoot() {
      if !solutions.isEmpty { throw OracleFailure("infeasible at level 0 with solution \(solutions[0])") }
      return
    }
    try oracle.checkNoSolutionLost()
    try checkSupports(oracle, variables)
    var domainBounds = posted.domainBounds(variables)
    var left = 12
    var previous: Literal?
    while left > 0 {
      var next: Literal?
      if domainBounds.isEmpty {
        left -= 1
        // Often the decision that was just taken back, so that what a propagator remembers of it is put to the test.
        let repeated = previous.flatMap { solver.store.isUnassigned($0) && random.chance(40) ? $0 : nil }
        next = repeated ?? solver.randomDecision(on: variables, &random)
        if next == nil { try checkLeaf(posted, solver, variables) }
      } else {
        let bound = domainBounds.remove(at: random.below(domainBounds.count))
        if !solver.store.isUnassigned(bound) { continue }
        next = bound
      }
      guard let decision = next else {
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
        try checkTwin(boxed, oracle, variables, isConflict: true)
        solver.backtrack(to: random.below(solver.store.level))
        continue
      }
      try oracle.checkNoSolutionLost()
      try oracle.checkExplanations(from: before)
      try checkSupports(oracle, variables)
      try checkTwin(boxed, oracle, variables, isConflict: false)
      if domainBounds.isEmpty, random.chance(25) { solver.backtrack(to: random.below(solver.store.level + 1)) }
    }
  }

  private func checkLeaf(_ posted: PostedCase, _ solver: Solver, _ variables: [IntegerVariable]) throws {
    let values = variables.map { solver.store.lower($0) }
    if isComplete, !posted.model.isSolution(values) { throw OracleFailure("\(values) passes, but is no solution") }
  }

  private func checkSupports(_ oracle: ExplanationOracle, _ variables: [IntegerVariable]) throws {
    if isBoundConsistent { try oracle.checkSupports(of: variables) }
  }

  /// A fresh solver given the same decisions stands where this one does.
  private func checkTwin(
    _ posted: PostedCase, _ oracle: ExplanationOracle, _ variables: [IntegerVariable], isConflict: Bool
  ) throws {
    guard isConfluent else { return }
    let (twin, _) = posted.makeSolver()
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
    let space = try SolutionSpace(of: solver, variables: variables, solutions: solutions)
    let oracle = ExplanationOracle(solver: solver, space: space)
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
      if !space.remove(values, of: variables) { throw OracleFailure("\(values) passes, but is no solution") }
      found += 1
      if found == solutionLimit { return }
      solver.backtrack(to: 0)
      solver.block(values, of: variables)
    }
    if let missed = space.witness([]) { throw OracleFailure("learning search missed solution \(missed)") }
  }

  // MARK: The solver's own search

  private func checkSearch(_ posted: PostedCase, _ solutions: [[Int32]], seed: UInt64) throws {
    var options = options
    options.checksExplanations = true
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
