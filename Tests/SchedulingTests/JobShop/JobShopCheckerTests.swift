import Race
import Testing

@testable import Scheduling

@Suite struct JobShopCheckerTests {
  // Two jobs on two machines in opposite orders.
  let instance = JobShopSamples.instance(machines: 2, [[(0, 3), (1, 2)], [(1, 4), (0, 1)]])

  func check(_ starts: [[Int]], makespan: Int) throws -> Objective {
    try JobShop.check(JobShop.Solution(makespan: makespan, starts: starts), of: instance)
  }

  @Test func aValidScheduleHasItsMakespan() throws {
    #expect(try check([[0, 4], [0, 4]], makespan: 6) == 6)
    #expect(try check([[1, 10], [0, 4]], makespan: 12) == 12)
  }

  static let broken: [([[Int]], Int, String)] = [
    ([[0, 4]], 6, "1 job,"),
    ([[0, 4], [0]], 6, "1 start time for 2"),
    ([[0, 4], [0, 4, 5]], 6, "3 start times for 2"),
    ([[-1, 4], [0, 4]], 6, "negative"),
    ([[0, 2], [4, 8]], 9, "before its predecessor ends at 3"),
    ([[0, 3], [0, 4]], 5, "machine 1"),
    ([[3, 6], [0, 4]], 8, "machine 0"),
    ([[0, 4], [0, Int.max]], 6, "out of range"),
    ([[0, 4], [0, 4]], 5, "says makespan 5"),
  ]

  @Test(arguments: broken)
  func eachRuleIsChecked(starts: [[Int]], makespan: Int, mentions: String) {
    let failure = #expect(throws: CheckFailure.self) { try check(starts, makespan: makespan) }
    #expect(failure?.description.contains(mentions) == true, "\(failure?.description ?? "")")
  }

  @Test func anOperationWithoutDurationTakesNoCapacity() throws {
    let instance = JobShopSamples.instance(machines: 1, [[(0, 5)], [(0, 0)]])
    #expect(try JobShop.check(JobShop.Solution(makespan: 5, starts: [[0], [3]]), of: instance) == 5)
  }
}
