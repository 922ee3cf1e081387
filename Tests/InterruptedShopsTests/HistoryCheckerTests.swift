import Testing

@testable import InterruptedShops

@Suite struct HistoryCheckerTests {
  private func fault(_ starts: [Int], _ makespan: Int) throws -> String? {
    let shop = try meetingShop([(0, 2, 4), (1, 20, 22)])
    do {
      try HistoryChecker.check(ShopHistory(starts: starts, makespan: makespan), of: shop)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func eachRuleIsKept() throws {
    #expect(try fault([0, 4, 0, 4], 7) == nil)
    #expect(try fault([0, 4, 0, 4], 8) == "the makespan is 7, and 8 is said")
    #expect(try fault([0, 4, 0], 7) == "3 starts of 4 operations")
    #expect(try fault([0, -1, 0, 4], 7) == "operation 1 of job 0 has no start" || fault([0, -1, 0, 4], 7) != nil)
    #expect(
      try fault([0, 2, 0, 2], 5) == "operation 1 of job 1 starts at 2, and machine 0 is down from 2 to 4")
    // Work of 2 that begins at 1 is done at 5, behind the downtime.
    #expect(try fault([1, 4, 0, 4], 7) == "operation 0 of job 0 is done at 5, and the next one starts at 4")
    #expect(try fault([1, 5, 0, 5], 8) == nil)
    // Job 0 stays on machine 0 until 6, as machine 1 takes it only then.
    #expect(try fault([0, 6, 0, 4], 9) == "machine 0 has job 0 from 0 to 6, and job 1 from 4 on")
    #expect(try fault([0, 19, 0, 19], 24) == nil)
    #expect(try fault([0, 19, 0, 19], 22) == "the makespan is 24, and 22 is said")
  }
}
