import Race
import Testing

@testable import Scheduling

@Suite struct TardinessExactStrategyTests {
  func solve(_ instance: Tardiness.Instance) -> Scoreboard<Tardiness.Solution> {
    let board = Scoreboard<Tardiness.Solution> { solution throws(CheckFailure) in
      try Tardiness.check(solution, of: instance)
    }
    Tardiness.ExactStrategy(instance).run(on: board)
    #expect(board.rejections == [])
    return board
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func itProvesTheOptimumOfAllSequences(seed: UInt64) {
    let instance = TardinessSamples.random(jobs: 7, seed: seed, isWeighted: seed % 2 == 0)
    let board = solve(instance)
    let optimum = TardinessSamples.optimum(of: instance)
    #expect(board.bestObjective == optimum && board.bestBound == optimum)
  }

  @Test func equalWeightsAreAFactor() {
    let instance = TardinessSamples.instance(
      times: [10, 11, 10, 10, 11, 10], dueDates: [15, 11, 13, 11, 12, 11], weights: [7, 7, 7, 7, 7, 7])
    let board = solve(instance)
    #expect(board.bestObjective == 7 * 141 && board.bestBound == 7 * 141)
    #expect(board.history.allSatisfy { $0.source == "branch and memorize" })
  }

  @Test func withReleaseDatesItSaysNothing() {
    let board = solve(TardinessSamples.random(jobs: 5, seed: 1, hasReleaseDates: true))
    #expect(board.best == nil && board.bound == nil)
  }
}
