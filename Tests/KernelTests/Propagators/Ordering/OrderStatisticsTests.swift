import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct OrderStatisticsTests {
  /// Variables: up to three values, one of which may come twice with offsets, and as many sorted ones.
  private static func randomCase(_ random: inout RandomSource) -> PostedCase {
    let count = random.within(1...3)
    let places = (0..<count).map { $0 == 2 && random.chance(30) ? 0 : $0 }
    let offsets = (0..<count).map { _ in Int32(random.within(-1...1)) }
    let own = (places.max() ?? 0) + 1
    let domains = (0..<own + count).map { _ in random.domain(in: -3...3, width: 3) }
    return PostedCase(domains: domains) { values in
      (0..<count).map { values[places[$0]] + offsets[$0] }.sorted() == Array(values[own...])
    } post: { solver, variables in
      solver.postSort(
        (0..<count).map { OffsetVariable(variables[places[$0]], plus: offsets[$0]) },
        sorted: variables[own...].map { OffsetVariable($0) })
    }
  }

  @Test func agreesWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...150) { Self.randomCase(&$0) }
  }

  @Test func boundsAreOrderStatistics() throws {
    let solver = Solver()
    let values = [1...9, 4...6, 2...3].map { solver.makeVariable(lower: $0.lowerBound, upper: $0.upperBound) }
    let sorted = (0..<3).map { _ in solver.makeVariable(lower: -50, upper: 50) }
    solver.postSort(values.map { OffsetVariable($0) }, sorted: sorted.map { OffsetVariable($0) })
    #expect(solver.propagateRoot())
    #expect(sorted.map { solver.store.lower($0) } == [1, 2, 4] && sorted.map { solver.store.upper($0) } == [3, 6, 9])
    // Only one value can be 1, so the least is the first.
    solver.decide(Literal(sorted[0], atMost: 1))
    try solver.propagate()
    #expect(solver.store.upper(values[0]) == 1)
  }
}
