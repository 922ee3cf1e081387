import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct ProbingTests {
  /// Probed until nothing more comes of it, a small resource has kept its solutions, and no value that could have been
  /// tried fails any more.
  @Test func probingLosesNoSolutionAndLeavesNothingThatFails() {
    var facts = 0
    for seed in 1...1000 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let posted =
        seed.isMultiple(of: 2)
        ? DisjunctiveCase(tasks: 4...4, width: 6, horizon: 9).make(&random)
        : CumulativeCase(CumulativeCase.Features(taskCount: 4...4, lastStart: 5), &random).posted()
      let solutions = posted.model.enumerate()
      let (solver, variables) = posted.makeSolver()
      guard solver.propagateRoot() else { continue }
      while solver.probe(budget: 1_000_000) {}
      facts += solver.statistics.probedFacts
      #expect(!solver.isInfeasible || solutions.isEmpty, "seed \(seed)")
      if solver.isInfeasible { continue }
      for solution in solutions { #expect(solver.allows(solution, of: variables), "seed \(seed)") }
      for literal in Self.ends(of: solver) { #expect(!Self.fails(literal, solver), "seed \(seed): \(literal)") }
    }
    #expect(facts >= 10)
  }

  /// Whichever of two tasks of three units comes first, the later one ends at 6: neither the arcs nor the makespan's own
  /// bounds see that.
  @Test func whatBothOrdersImplyIsTrue() {
    let solver = Solver()
    let starts = (0..<2).map { _ in solver.makeVariable(lower: 0, upper: 20) }
    let makespan = solver.makeVariable(lower: 0, upper: 30)
    solver.postDisjunctive(starts.map { solver.makeTask(start: $0, duration: 3) })
    for start in starts { solver.addPrecedence(from: start, to: makespan, weight: 3) }
    #expect(solver.propagateRoot())
    #expect(solver.store.lower(makespan) == 3)
    #expect(solver.probe(budget: 100_000))
    #expect(solver.store.lower(makespan) == 6)
  }

  @Test func theBudgetEndsARoundWhichGoesOnLater() {
    let solver = Solver()
    let starts = (0..<12).map { _ in solver.makeVariable(lower: 0, upper: 60) }
    solver.postDisjunctive(starts.map { solver.makeTask(start: $0, duration: 5) })
    #expect(solver.propagateRoot())
    solver.probe(budget: 1)
    let first = solver.statistics.probes
    #expect(first > 0 && first < 66)
    solver.probe(budget: 1_000_000)
    #expect(solver.statistics.probes > first)
  }

  @Test func searchesThatProbeAgreeWithBruteForce() {
    var oracle = ConstraintOracle(solutionLimit: 30)
    oracle.options.probingShare = 10
    oracle.check(seeds: 1...60, DisjunctiveCase(tasks: 4...5, width: 4).make)
  }

  /// The least and the largest value of each open variable.
  private static func ends(of solver: Solver) -> [Literal] {
    (0..<solver.variableCount).map { IntegerVariable(index: Int32(2 * $0)) }.filter { !solver.store.isFixed($0) }
      .flatMap { x in
        [Literal(x, atMost: solver.store.lower(x)), Literal(x, atLeast: solver.store.upper(x))]
      }
  }

  private static func fails(_ literal: Literal, _ solver: Solver) -> Bool {
    solver.decide(literal)
    defer { solver.backtrack(to: 0) }
    do { try solver.propagate() } catch { return true }
    return false
  }
}
