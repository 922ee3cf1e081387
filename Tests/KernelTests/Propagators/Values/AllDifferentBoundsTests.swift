import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct AllDifferentBoundsTests {
  @Test func agreesWithBruteForce() {
    ConstraintOracle(isBoundConsistent: true, solutionLimit: 25).check(seeds: 1...150) { random in
      let count = random.within(1...5)
      let offsets = (0..<count).map { _ in Int32(random.chance(60) ? 0 : random.within(-2...2)) }
      let domains = (0..<count).map { _ in random.domain(in: -2...3, width: 4) }
      return PostedCase(domains: domains, limits: domains.map { $0.lowerBound - 1...$0.upperBound + 1 }) { values in
        Set(values.indices.map { values[$0] + offsets[$0] }).count == count
      } post: { solver, variables in
        solver.postAllDifferent(zip(variables, offsets).map { OffsetVariable($0, plus: $1) })
      }
    }
  }

  /// Terms that share variables, in both signs; then it is not consistent, but nothing may be wrong.
  @Test func termsOfOneVariableAgreeWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...150) { random in
      let count = random.within(2...4)
      let terms = (0..<random.within(3...7)).map { _ in
        (place: random.below(count), sign: Int32(random.chance(30) ? -1 : 1), offset: Int32(random.within(-2...2)))
      }
      let domains = (0..<count).map { _ in random.domain(in: -3...3, width: 4) }
      return PostedCase(domains: domains) { values in
        Set(terms.map { $0.sign * values[$0.place] + $0.offset }).count == terms.count
      } post: { solver, variables in
        solver.postAllDifferent(
          terms.map { OffsetVariable($0.sign > 0 ? variables[$0.place] : -variables[$0.place], plus: $0.offset) })
      }
    }
  }

  /// One run moves x by one term, and with it another term out of the Hall set that pushes the next variable.
  @Test func termsOfOneVariableMoveDuringARun() {
    let solver = Solver()
    let fixed = solver.makeVariable(lower: 0, upper: 9)
    let x = solver.makeVariable(lower: 0, upper: 9)
    let pushed = solver.makeVariable(lower: 0, upper: 9)
    solver.postAllDifferent([
      OffsetVariable(fixed), OffsetVariable(x), OffsetVariable(x, plus: 1), OffsetVariable(pushed),
    ])
    #expect(solver.propagateRoot())
    for bound in [
      Literal(pushed, atLeast: 3), Literal(fixed, atLeast: 4), Literal(fixed, atMost: 4), Literal(x, atLeast: 3),
      Literal(x, atMost: 4),
    ] { solver.decide(bound) }
    // x = 3 and x = 4 are both excluded, but not before the last variable was pushed.
    #expect(throws: Conflict.self) { try solver.propagate() }
    #expect(solver.store.lower(pushed) == 6)
    for t in 0..<solver.store.trail.count where solver.store.trail[t].reason.tag == .lazy {
      let entry = solver.store.trail[t]
      let literal = Literal(IntegerVariable(index: entry.node), atLeast: entry.bound)
      solver.explain(literal, madeAt: Int32(t))
      let premises = (0..<solver.store.premises.count).map { solver.store.premises[$0] }
      solver.store.premises.removeAll()
      #expect(solver.follows(literal, from: premises, by: entry.reason))
    }
  }

  /// The example of the paper's introduction: three variables in 1 ... 3, so the fourth begins after them.
  @Test func hallIntervalsPushBothBounds() throws {
    let solver = Solver()
    let inside = [(1, 2), (1, 3), (2, 3)].map { solver.makeVariable(lower: $0, upper: $1) }
    let (after, before) = (solver.makeVariable(lower: 2, upper: 6), solver.makeVariable(lower: -5, upper: 3))
    solver.postAllDifferent((inside + [after, before]).map { OffsetVariable($0) })
    #expect(solver.propagateRoot())
    #expect(solver.store.lower(after) == 4 && solver.store.upper(before) == 0)
  }

  /// Nine pigeons in eight holes are refused by one run.
  @Test func pigeonsAreRefusedAtOnce() {
    let solver = Solver()
    let pigeons = (0..<9).map { _ in solver.makeVariable(lower: 1, upper: 8) }
    solver.postAllDifferent(pigeons.map { OffsetVariable($0) })
    #expect(!solver.propagateRoot())
    #expect(solver.statistics.conflicts == 0)
  }
}
