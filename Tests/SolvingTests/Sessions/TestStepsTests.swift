import Testing

@testable import Solving

@Suite struct TestStepsTests {
  /// Tests against a search that takes `cost` conflicts to refute a goal and never refutes `optimum`.
  private func climb(
    from bound: Int, to optimum: Int, conflicts limit: Int, _ cost: (Int) -> Int
  ) -> (bound: Int, spent: Int, widest: Int) {
    var steps = TestSteps()
    var (bound, spent, widest) = (bound, 0, 0)
    while bound < optimum, spent < limit {
      steps.spent = spent
      let goal = bound + steps.units - 1
      widest = max(widest, steps.units)
      let isRefuted = goal < optimum && cost(goal) <= steps.budget
      let conflicts = isRefuted ? cost(goal) : steps.budget
      spent += conflicts
      steps.note(isRefuted: isRefuted, conflicts: conflicts, cost: optimum)
      if isRefuted { bound = goal + 1 }
    }
    return (bound, spent, widest)
  }

  /// A factor of two every six units, as on shops.
  private func doubling(_ goal: Int) -> Int { goal < 1_480 ? 1 : 100 << min(40, (goal - 1_480) / 6) }

  @Test func aBoundCostsFewTimesWhatItsRefutationAloneDoes() {
    for limit in [20_000, 100_000, 1_000_000] {
      let end = climb(from: 1_200, to: 1_600, conflicts: limit, doubling)
      #expect(limit < 12 * doubling(end.bound), "\(end)")
    }
  }

  @Test func everyBoundBelowTheOptimumIsReached() {
    for optimum in [1, 2, 3, 7, 50, 1_000, 1_490] {
      #expect(climb(from: 0, to: optimum, conflicts: 100_000_000, doubling).bound == optimum)
    }
  }

  /// Propagation alone takes the bound through a wide range in few tests.
  @Test func easyStepsDouble() {
    let end = climb(from: 0, to: 1 << 40, conflicts: 100) { _ in 1 }
    #expect(end.bound > 1 << 39)
    #expect(climb(from: 0, to: 1 << 50, conflicts: 10_000) { _ in 1 }.widest <= 1 << 40)
  }
}
