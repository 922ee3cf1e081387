import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct MaximumTests {
  @Test func maximumAgreesWithBruteForce() {
    ConstraintOracle(isBoundConsistent: true, solutionLimit: 25).check(seeds: 1...120) { random in
      let count = random.within(1...3)
      let offsets = (0..<count).map { _ in Int32(random.within(-2...2)) }
      let domains = (0...count).map { _ in random.domain(in: -3...4, width: 5) }
      return PostedCase(domains: domains) { values in
        values[0] == zip(values.dropFirst(), offsets).map { $0 + $1 }.max()
      } post: { solver, variables in
        solver.postMaximum(
          OffsetVariable(variables[0]), of: zip(variables.dropFirst(), offsets).map { OffsetVariable($0, plus: $1) })
      }
    }
  }

  @Test func minimumAgreesWithBruteForce() {
    ConstraintOracle(isBoundConsistent: true, solutionLimit: 25).check(seeds: 1...60) { random in
      let count = random.within(1...3)
      let domains = (0...count).map { _ in random.domain(in: -3...4, width: 5) }
      return PostedCase(domains: domains) { values in
        values[0] == values.dropFirst().min()
      } post: { solver, variables in
        solver.postMaximum(-variables[0], of: variables.dropFirst().map { -$0 })
      }
    }
  }

  @Test func theOnlyTermThatReachesTheMaximumIsRaised() {
    let solver = Solver()
    let y = solver.makeVariable(lower: 6, upper: 9)
    let low = solver.makeVariable(lower: 0, upper: 5)
    let high = solver.makeVariable(lower: 0, upper: 8)
    solver.postMaximum(y, of: [low, high])
    #expect(solver.propagateRoot())
    #expect(solver.store.lower(high) == 6)
    #expect(solver.store.upper(y) == 8)
  }
}
