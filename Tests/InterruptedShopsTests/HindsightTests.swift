import Basics
import Race
import Scheduling
import Solving
import Testing

@testable import InterruptedShops

/// The problem with all downtimes known, against all orders of small shops.
@Suite struct HindsightTests {
  @Test func theSearchFindsTheLeastMakespan() throws {
    var random = RandomSource(seed: 7)
    for round in 0..<4 {
      let shop = randomShop(&random, jobs: 3, machines: 3)
      let least = leastMakespan(shop)
      let found = shop.hindsight(.looks(2_000), seed: UInt64(round))
      #expect(found.makespan == least)
      #expect(throws: Never.self) { try HistoryChecker.check(found, of: shop) }
      #expect(shop.trivialBound <= least)
    }
  }

  /// `schedule` says the same problem: its constraint model alone, and with the search, proves the least makespan.
  @Test func theScheduleProvesTheLeastMakespan() throws {
    var random = RandomSource(seed: 8)
    for round in 0..<4 {
      let shop = randomShop(&random, jobs: 3, machines: 3)
      let least = leastMakespan(shop)
      for isAlone in [true, false] {
        var solve = ProblemSolve<GeneralSchedule>(try shop.schedule())
        solve.options.workers = 2
        if isAlone { solve.options.engine = .cp }
        let result = solve.race(clock: RaceClock(timeLimit: 20))
        #expect(result.status == .optimal, "round \(round)")
        #expect(result.objective?.levels == [least], "round \(round)")
        #expect(result.rejections.isEmpty && result.failures.isEmpty)
      }
    }
  }
}
