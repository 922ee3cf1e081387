import Basics
import TestSupport
import Testing

@testable import Kernel

/// Derives combinations of two rows, of random multipliers, whenever it runs.
private final class Deriver: Propagator {
  private let rows: [[Int]]
  private let limits: [Int]
  private let variables: [IntegerVariable]
  private let derived: DerivedRows
  private var random: RandomSource
  private var id = PropagatorID(index: -1)

  init(_ rows: [[Int]], _ limits: [Int], _ variables: [IntegerVariable], _ derived: DerivedRows, seed: UInt64) {
    (self.rows, self.limits, self.variables, self.derived) = (rows, limits, variables, derived)
    random = RandomSource(seed: seed)
  }

  var priority: Priority { .relaxation }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    return variables + variables.map { -$0 }
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    for _ in 0..<3 {
      let multipliers = rows.map { _ in random.within(0...3) }
      var terms: [(coefficient: Int, variable: IntegerVariable)] = []
      for (column, x) in variables.enumerated() {
        let sum = zip(multipliers, rows).reduce(0) { $0 + $1.0 * $1.1[column] }
        if sum != 0 { terms.append(sum > 0 ? (sum, x) : (-sum, -x)) }
      }
      let limit = zip(multipliers, limits).reduce(0) { $0 + $1.0 * $1.1 }
      _ = try derived.apply(DerivedRow(terms, limit: limit), by: id, &store)
    }
  }

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    derived.explain(literal, payload: payload, before: position, &store)
  }

  func refutes(_ bounds: CheckedBounds) -> Bool { derived.refutes(bounds) }
}

@Suite struct DerivedRowsTests {
  /// Two rows that nothing else propagates: what is inferred, learned and explained must follow from them.
  @Test func inferencesFollowFromTheRows() {
    var oracle = ConstraintOracle()
    oracle.isConfluent = false
    oracle.isComplete = false
    oracle.check(seeds: 1...200) { random in
      let domains = (0..<4).map { _ in random.domain(in: -3...3, width: 4) }
      let rows = (0..<2).map { _ in (0..<4).map { _ in random.within(-3...3) } }
      let limits = rows.map { _ in random.within(-5...5) }
      let seed = random.next()
      return PostedCase(domains: domains) { values in
        zip(rows, limits).allSatisfy { row, limit in
          zip(row, values).reduce(0) { $0 + $1.0 * Int($1.1) } <= limit
        }
      } post: { solver, variables in
        let derived = solver.makeDerivedRows(termCount: 4)
        solver.post(Deriver(rows, limits, variables, derived, seed: seed))
      }
    }
  }

  /// The same beside the rows themselves, in whole searches that learn from the derived rows.
  @Test func searchesFindAllSolutions() {
    var oracle = ConstraintOracle()
    oracle.isConfluent = false
    oracle.options.checksExplanations = true
    oracle.check(seeds: 1...60) { random in
      let domains = (0..<4).map { _ in random.domain(in: -3...3, width: 3) }
      let rows = (0..<2).map { _ in (0..<4).map { _ in random.within(-3...3) } }
      let limits = rows.map { _ in random.within(-4...6) }
      let seed = random.next()
      return PostedCase(domains: domains) { values in
        zip(rows, limits).allSatisfy { row, limit in
          zip(row, values).reduce(0) { $0 + $1.0 * Int($1.1) } <= limit
        }
      } post: { solver, variables in
        for (row, limit) in zip(rows, limits) {
          solver.postLinear(zip(row, variables).map { (coefficient: $0, variable: $1) }, atMost: limit)
        }
        let derived = solver.makeDerivedRows(termCount: 4)
        solver.post(Deriver(rows, limits, variables, derived, seed: seed))
      }
    }
  }

  /// x + y + z <= 4 within 0 ... 3: x >= 2 leaves 2 for the others, and the reason is that bound alone.
  @Test func explainsByTheBoundsThatItTakes() throws {
    let solver = Solver()
    let x = (0..<3).map { _ in solver.makeVariable(lower: 0, upper: 3) }
    let derived = solver.makeDerivedRows(termCount: 3)
    solver.post(Deriver([[1, 1, 1]], [4], x, derived, seed: 4))
    #expect(solver.propagateRoot())
    solver.decide(Literal(x[0], atLeast: 2))
    try solver.propagate()
    #expect(solver.store.upper(x[1]) == 2)
    let asked = Literal(x[1], atMost: 2)
    solver.explain(asked, madeAt: solver.store.maker(of: asked))
    #expect(solver.store.premises.count == 1 && solver.store.premises[0] == Literal(x[0], atLeast: 2))
  }
}
