import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct DisequalityTests {
  /// x ≠ ±y + c under up to two conditions, one of them perhaps negated.
  @Test func agreesWithBruteForce() {
    ConstraintOracle(isBoundConsistent: true, solutionLimit: 40).check(seeds: 1...120) { random in
      let offset = Int32(random.within(-3...3))
      let sign: Int32 = random.chance(30) ? -1 : 1
      let count = random.below(3)
      let wanted = (0..<count).map { _ in Int32(random.below(2)) }
      let domains =
        [random.domain(in: -3...3, width: 3), random.domain(in: -3...3, width: 3)]
        + [ClosedRange<Int32>](repeating: 0...1, count: count)
      return PostedCase(domains: domains) { values in
        wanted.indices.contains { values[2 + $0] != wanted[$0] } || values[0] != sign * values[1] + offset
      } post: { solver, variables in
        let conditions = wanted.indices.map { place in
          let isTrue = Literal(variables[2 + place], atLeast: 1)
          return wanted[place] == 1 ? isTrue : isTrue.negated
        }
        let y = sign > 0 ? variables[1] : -variables[1]
        solver.postDisequality(
          OffsetVariable(variables[0]), OffsetVariable(y, plus: offset), if: conditions)
      }
    }
  }

  @Test func ofOneVariable() {
    let solver = Solver()
    let x = solver.makeVariable(lower: -2, upper: 2)
    let (never, always) = (solver.makeBoolean(), solver.makeBoolean())
    // x ≠ x, x ≠ x + 1, x ≠ -x, x ≠ -x + 1.
    solver.postDisequality(OffsetVariable(x), OffsetVariable(x), if: [never])
    solver.postDisequality(OffsetVariable(x), OffsetVariable(x, plus: 1), if: [always])
    solver.postDisequality(OffsetVariable(x), OffsetVariable(-x))
    solver.postDisequality(OffsetVariable(x), OffsetVariable(-x, plus: 1))
    #expect(solver.propagateRoot())
    #expect(solver.store.isFalse(never) && solver.store.isUnassigned(always))
    var found: Set<Int32> = []
    while solver.search() == .solution, found.insert(solver.value(of: x)).inserted {
      let value = solver.value(of: x)
      solver.add(clause: [Literal(x, atMost: value - 1), Literal(x, atLeast: value + 1)])
    }
    #expect(found == [-2, -1, 1, 2])
  }
}
