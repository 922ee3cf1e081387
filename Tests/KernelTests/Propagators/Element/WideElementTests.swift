import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct WideElementTests {
  @Test func agreesWithBruteForce() {
    ConstraintOracle(solutionLimit: 30).check(seeds: 1...150) { random in
      let values = (0..<random.within(1...9)).map { _ in Int32(random.within(-4...4)) }
      let offset = Int32(random.within(-2...2))
      let x = random.domain(in: 0...(values.count - 1), width: 6)
      let domains = [x.lowerBound - offset...x.upperBound - offset, random.domain(in: -4...4, width: 5)]
      let limits = [-offset...Int32(values.count - 1) - offset, domains[1].lowerBound - 2...domains[1].upperBound + 2]
      return PostedCase(domains: domains, limits: limits) { pair in
        values[Int(pair[0] + offset)] == pair[1]
      } post: { solver, variables in
        solver.postWideElement(values, at: OffsetVariable(variables[0], plus: offset), equals: variables[1])
      }
    }
  }

  /// x = T[x]: a fixed point.
  @Test func ofItsOwnResult() {
    ConstraintOracle().check(seeds: 1...60) { random in
      let count = random.within(1...6)
      let values = (0..<count).map { _ in Int32(random.within(-1...count)) }
      let domain = random.domain(in: 0...(count - 1), width: 5)
      return PostedCase(domains: [domain], limits: [0...Int32(count - 1)]) { pair in
        values[Int(pair[0])] == pair[0]
      } post: { solver, variables in
        solver.postWideElement(values, at: OffsetVariable(variables[0]), equals: variables[0])
      }
    }
  }

  /// Of a long list of squares, those in a range leave their roots.
  @Test func longListsAreCutAtOnce() {
    let solver = Solver()
    let squares = (0..<32_000).map { Int32($0 * $0) }
    let x = solver.makeVariable(lower: 0, upper: Int32(squares.count - 1))
    let y = solver.makeVariable(lower: 1_000_001, upper: 4_000_000)
    solver.postWideElement(squares, at: OffsetVariable(x), equals: y)
    #expect(solver.propagateRoot())
    #expect(solver.store.lower(x) == 1001 && solver.store.upper(x) == 2000)
    #expect(solver.store.lower(y) == 1_002_001 && solver.store.upper(y) == 4_000_000)
  }
}
