import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct AtMostOneTests {
  /// Three to six literals, of Booleans mostly; two may speak of one variable.
  @Test func agreesWithBruteForce() {
    ConstraintOracle(isConfluent: false).check(seeds: 1...200) { random in
      let count = random.within(3...6)
      let domains = (0..<count).map { _ in random.chance(70) ? 0...1 : random.domain(in: -2...3, width: 4) }
      let literals = (0..<count).map { i in
        let x = random.chance(10) ? random.below(count) : i
        return (variable: x, bound: Int32(random.within(0...1)), isNegated: random.chance(40))
      }
      return PostedCase(domains: domains) { values in
        literals.count { ($0.isNegated ? -values[$0.variable] : values[$0.variable]) >= $0.bound } <= 1
      } post: { solver, variables in
        solver.postAtMostOne(
          literals.map { Literal($0.isNegated ? -variables[$0.variable] : variables[$0.variable], atLeast: $0.bound) })
      }
    }
  }

  @Test func oneLiteralIsTheWholeExplanation() throws {
    let solver = Solver()
    let literals = (0..<40).map { _ in solver.makeBoolean() }
    solver.postAtMostOne(literals)
    #expect(solver.propagateRoot())
    solver.decide(literals[17])
    try solver.propagate()
    for (i, literal) in literals.enumerated() where i != 17 {
      let isFalse = solver.store.isFalse(literal)
      #expect(isFalse)
      solver.explain(literal.negated, madeAt: solver.store.maker(of: literal.negated))
      let premises = (0..<solver.store.premises.count).map { solver.store.premises[$0] }
      #expect(premises == [literals[17]])
      solver.store.premises.removeAll()
    }
    solver.backtrack(to: 0)
    solver.decide(literals[3].negated)
    try solver.propagate()
    let moved = solver.store.trail.count
    #expect(moved == 1)
  }

  /// Rows that say no more are posted as such: 3x + 4y + 5z <= 6, and the same with a domain that does not begin at 0.
  @Test(arguments: [0, 7] as [Int32])
  func rowsThatAreAtMostOnesAreSeen(offset: Int32) {
    let solver = Solver()
    let x = (0..<3).map { _ in solver.makeVariable(lower: offset, upper: offset + 1) }
    solver.postLinear([(3, x[0]), (4, x[1]), (5, x[2])], atMost: 6 + 12 * Int(offset))
    #expect(solver.propagators.last is AtMostOne)
    let weaker = Solver()
    let y = (0..<3).map { _ in weaker.makeVariable(lower: offset, upper: offset + 1) }
    weaker.postLinear([(3, y[0]), (4, y[1]), (5, y[2])], atMost: 7 + 12 * Int(offset))
    #expect(weaker.propagators.last is Linear)
  }
}
