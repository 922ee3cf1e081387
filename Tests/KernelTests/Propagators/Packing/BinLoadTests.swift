import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct BinLoadTests {
  @Test func agreesWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...120) { random in
      let count = random.within(2...5)
      let sizes = (0..<count).map { _ in random.within(1...6) }
      var domains: [ClosedRange<Int32>] = [random.domain(in: 0...15, width: 5)]
      for _ in 0..<count { domains.append(random.chance(20) ? 1...1 : 0...1) }
      return PostedCase(domains: domains) { values in
        (0..<count).reduce(0) { $0 + (values[$1 + 1] == 1 ? sizes[$1] : 0) } == Int(values[0])
      } post: { solver, x in
        let terms = (0..<count).map { (coefficient: sizes[$0], variable: x[$0 + 1]) }
        solver.postLinear(terms + [(-1, x[0])], atMost: 0)
        solver.postLinear(terms.map { (-$0.coefficient, $0.variable) } + [(1, x[0])], atMost: 0)
        solver.postBinLoad(
          OffsetVariable(x[0]), items: (0..<count).map { (sizes[$0], Literal(x[$0 + 1], atLeast: 1)) })
      }
    }
  }

  @Test func aLoadBetweenTheSumsIsNone() throws {
    let solver = Solver()
    let items = (0..<3).map { _ in solver.makeBoolean() }
    let load = solver.makeVariable(lower: 5, upper: 20)
    solver.postBinLoad(OffsetVariable(load), items: [(4, items[0]), (7, items[1]), (9, items[2])])
    #expect(solver.propagateRoot())
    // 4, 7, 9, 11, 13, 16, 20.
    #expect(solver.store.lower(load) == 7)
    solver.decide(Literal(load, atMost: 15))
    try solver.propagate()
    #expect(solver.store.upper(load) == 13)
    solver.decide(items[0].negated)
    try solver.propagate()
    #expect(solver.store.upper(load) == 9)
  }
}
