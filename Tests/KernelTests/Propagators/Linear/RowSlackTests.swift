import Basics
import TestSupport
import Testing

@testable import Kernel

/// Rows whose slack is kept while bounds move, and taken back by backtracking.
@Suite struct RowSlackTests {
  private static func post(
    _ terms: [(coefficient: Int, variable: IntegerVariable)], atMost limit: Int, if enforcement: [Literal] = [],
    in solver: Solver
  ) {
    let sorted = terms.map { term in
      let range = Int(solver.store.upper(term.variable)) - Int(solver.store.lower(term.variable))
      return (term: term, reach: term.coefficient * range)
    }.sorted { $0.reach > $1.reach }
    solver.post(
      longRow: Linear(sorted.map(\.term), limit: limit, enforcement: enforcement, reaches: sorted.map(\.reach)))
  }

  /// One row or two that share their variables, some under a literal.
  @Test(arguments: [1, 2]) func agreesWithBruteForce(rowCount: Int) {
    ConstraintOracle(isBoundConsistent: rowCount == 1).check(seeds: 1...150) { random in
      let count = random.within(2...4)
      let isEnforced = random.chance(30)
      var domains = (0..<count).map { _ in random.domain(in: -4...4, width: 5) }
      if isEnforced { domains.append(0...1) }
      let rows = (0..<rowCount).map { _ in
        (
          terms: (0..<count).map { _ in (coefficient: random.within(1...5), isNegated: random.chance(40)) },
          limit: random.within(-12...12)
        )
      }
      return PostedCase(domains: domains) { values in
        isEnforced && values[count] == 0
          || rows.allSatisfy { row in
            zip(row.terms, values).reduce(0) { $0 + $1.0.coefficient * Int($1.0.isNegated ? -$1.1 : $1.1) }
              <= row.limit
          }
      } post: { solver, variables in
        for row in rows {
          Self.post(
            zip(row.terms, variables).map { (coefficient: $0.coefficient, variable: $0.isNegated ? -$1 : $1) },
            atMost: row.limit, if: isEnforced ? [Literal(variables[count], atLeast: 1)] : [], in: solver)
        }
      }
    }
  }

  @Test func slacksAreThoseOfTheBounds() throws {
    var random = RandomSource(seed: 3)
    let solver = Solver()
    let x = (0..<15).map { _ in solver.makeVariable(lower: 0, upper: 3) }
    // What is raised before the row is posted, and not propagated yet.
    solver.raiseAtRoot(Literal(x[2], atLeast: 1), because: .definition)
    let terms = x.map { (coefficient: random.within(1...9), variable: $0) }
    solver.postLinear(terms, atMost: 110)
    let rowCount = solver.store.rows.rows.count
    #expect(rowCount == 1)
    #expect(solver.propagateRoot())
    for _ in 0..<500 {
      if let decision = solver.randomDecision(on: x, &random), random.chance(80) {
        solver.decide(decision)
        do { try solver.propagate() } catch { solver.backtrack(to: random.below(solver.store.level)) }
      } else {
        solver.backtrack(to: random.below(solver.store.level + 1))
      }
      let sum = terms.reduce(0) { $0 + $1.coefficient * Int(solver.store.lower($1.variable)) }
      let slack = solver.store.rows.rows[0].slack
      #expect(slack == 110 - sum)
    }
  }

  /// Few moves of a long row run its propagator.
  @Test func aRowWithEnoughSlackIsNotRun() throws {
    let solver = Solver()
    let x = (0..<30).map { _ in solver.makeVariable(lower: 0, upper: 1) }
    solver.postLinear(x.enumerated().map { (coefficient: 2 + $0 % 3, variable: $1) }, atMost: 60)
    #expect(solver.propagateRoot())
    let before = solver.statistics.propagatorRuns
    for variable in x[..<15] {
      solver.decide(Literal(variable, atLeast: 1))
      try solver.propagate()
    }
    #expect(solver.statistics.propagatorRuns == before)
  }
}
