import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct InverseTests {
  /// f[i] = j just where g[j] = i, where i and j are places; values outside say nothing.
  private static func isInverse(_ f: [Int32], _ g: [Int32]) -> Bool {
    for i in f.indices {
      for j in g.indices where (f[i] == Int32(j)) != (g[j] == Int32(i)) { return false }
    }
    return true
  }

  @Test func agreesWithBruteForce() {
    ConstraintOracle(solutionLimit: 30).check(seeds: 1...100) { random in
      let (m, n) = (random.within(1...3), random.within(1...3))
      let offset = Int32(random.within(-1...1))
      let domains = (0..<(m + n)).map { _ in random.domain(in: -1...3, width: 3) }
      return PostedCase(domains: domains, limits: domains.map { $0.lowerBound - 1...$0.upperBound + 1 }) { values in
        Self.isInverse(values[..<m].map { $0 + offset }, Array(values[m...]))
      } post: { solver, variables in
        solver.postInverse(
          variables[..<m].map { OffsetVariable($0, plus: offset) }, variables[m...].map { OffsetVariable($0) })
      }
    }
  }

  /// A list that is its own inverse: places are paired.
  @Test func involutionsAgreeWithBruteForce() {
    ConstraintOracle(solutionLimit: 30).check(seeds: 1...60) { random in
      let count = random.within(1...4)
      let domains = (0..<count).map { _ in random.domain(in: -1...4, width: 4) }
      return PostedCase(domains: domains, limits: domains.map { $0.lowerBound - 1...$0.upperBound + 1 }) { values in
        Self.isInverse(values, values)
      } post: { solver, variables in
        let f = variables.map { OffsetVariable($0) }
        solver.postInverse(f, f)
      }
    }
  }
}
