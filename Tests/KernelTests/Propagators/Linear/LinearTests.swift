import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct LinearTests {
  /// `sum a_i x_i <= c` on two to five variables, a third of the cases under one or two literals.
  private static func randomCase(_ random: inout RandomSource) -> PostedCase {
    let count = random.within(1...4)
    let enforcementCount = random.chance(35) ? random.within(1...2) : 0
    var domains = (0..<count).map { _ in random.domain(in: -4...4, width: 5) }
    domains += [ClosedRange<Int32>](repeating: 0...1, count: enforcementCount)
    // A variable may occur twice, and a coefficient may be zero.
    let termCount = count + random.below(2)
    let terms = (0..<termCount).map {
      (coefficient: random.within(-4...4), index: $0 < count ? $0 : random.below(count))
    }
    let limit = random.within(-12...12)
    return PostedCase(domains: domains) { values in
      if (count..<values.count).contains(where: { values[$0] == 0 }) { return true }
      return terms.reduce(0) { $0 + $1.coefficient * Int(values[$1.index]) } <= limit
    } post: { solver, variables in
      solver.postLinear(
        terms.map { (coefficient: $0.coefficient, variable: variables[$0.index]) }, atMost: limit,
        if: variables[count...].map { Literal($0, atLeast: 1) })
    }
  }

  @Test func agreesWithBruteForce() {
    ConstraintOracle(isBoundConsistent: true).check(seeds: 1...250, Self.randomCase)
  }

  @Test func twoConstraintsTogetherAgreeWithBruteForce() {
    ConstraintOracle().check(seeds: 1...80) { random in
      let domains = (0..<4).map { _ in random.domain(in: -3...3, width: 4) }
      let rows = (0..<2).map { _ in
        (coefficients: (0..<4).map { _ in random.within(-3...3) }, limit: random.within(-6...6))
      }
      return PostedCase(domains: domains) { values in
        rows.allSatisfy { row in
          zip(row.coefficients, values).reduce(0) { $0 + $1.0 * Int($1.1) } <= row.limit
        }
      } post: { solver, variables in
        for row in rows {
          solver.postLinear(
            zip(row.coefficients, variables).map { (coefficient: $0, variable: $1) }, atMost: row.limit)
        }
      }
    }
  }

  @Test func explainsWithTheSurplusSpentOnTheLatestBound() throws {
    // x + y + z <= 10, all from 0 to 10: with x >= 4 and then y >= 5, z <= 1. For z <= 3 it takes x + y >= 7,
    // so two of y's five are spare: [y >= 3] is enough.
    let solver = Solver()
    let x = solver.makeVariable(lower: 0, upper: 10)
    let y = solver.makeVariable(lower: 0, upper: 10)
    let z = solver.makeVariable(lower: 0, upper: 10)
    solver.postLinear([(1, x), (1, y), (1, z)], atMost: 10)
    #expect(solver.propagateRoot())
    solver.decide(Literal(x, atLeast: 4))
    try solver.propagate()
    solver.decide(Literal(y, atLeast: 5))
    try solver.propagate()
    #expect(solver.store.upper(z) == 1)
    let asked = Literal(z, atMost: 3)
    solver.explain(asked, madeAt: solver.store.maker(of: asked))
    var premises: [Literal] = []
    for i in 0..<solver.store.premises.count { premises.append(solver.store.premises[i]) }
    #expect(Set(premises) == [Literal(x, atLeast: 4), Literal(y, atLeast: 3)])
  }

  @Test func dividesByTheCommonDivisor() {
    // 6x + 4y <= 9 is 3x + 2y <= 4: with y >= 1, x <= 0.
    let solver = Solver()
    let x = solver.makeVariable(lower: 0, upper: 5)
    let y = solver.makeVariable(lower: 1, upper: 5)
    solver.postLinear([(6, x), (4, y)], atMost: 9)
    #expect(solver.propagateRoot())
    #expect(solver.store.upper(x) == 0)
    #expect(solver.store.upper(y) == 2)
  }
}
