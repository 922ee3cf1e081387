import Basics
import Testing

@testable import Solving

@Suite struct NeighbourhoodBanditTests {
  /// Plays 400 steps in which each kind improves with its own probability.
  private func tries(improving chances: [Double], work: [Int]) -> [Int] {
    var bandit = NeighbourhoodBandit(["a", "b", "c"], movableCount: 100)
    var random = RandomSource(seed: 9)
    for _ in 0..<400 {
      let arm = bandit.choose()
      bandit.note(random.unit() < chances[arm] ? .improved : .completed, of: arm, work: work[arm])
    }
    return bandit.arms.map(\.tries)
  }

  @Test func whatImprovesIsTriedMoreButNothingIsForgotten() {
    let tries = tries(improving: [0.02, 0.4, 0.05], work: [100, 100, 100])
    #expect(tries[1] > tries[0] + 50 && tries[1] > tries[2] + 50)
    #expect(tries.allSatisfy { $0 >= 20 })
  }

  @Test func workCounts() {
    let tries = tries(improving: [0.4, 0.4, 0.4], work: [1000, 10, 1000])
    #expect(tries[1] > tries[0] && tries[1] > tries[2])
  }

  /// A kind that is solved to its end up to a share of 0.3 settles there, at about one half of each.
  @Test func sharesSettleWhereHalfOfTheStepsAreSolved() {
    var bandit = NeighbourhoodBandit(["a"], movableCount: 1000)
    #expect(bandit.arms[0].share == 0.05)
    for _ in 0..<100 { bandit.note(bandit.arms[0].share < 0.3 ? .completed : .limit, of: 0, work: 1) }
    #expect((0.25...0.35).contains(bandit.arms[0].share))
    #expect((35...75).contains(bandit.arms[0].completed))
  }

  @Test func sharesStayBetweenAFewTasksAndAll() {
    var bandit = NeighbourhoodBandit(["a"], movableCount: 40)
    for _ in 0..<100 { bandit.note(.limit, of: 0, work: 1) }
    #expect(bandit.arms[0].share == 0.1)
    for _ in 0..<100 { bandit.note(.completed, of: 0, work: 1) }
    #expect(bandit.arms[0].share == 1)
  }
}
