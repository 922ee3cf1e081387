import Race
import Testing

@testable import Scheduling

@Suite struct TardinessCheckerTests {
  /// Two jobs with weights and a release date: 0 runs in 0 ..< 3, 1 in 5 ..< 9, late by 2 at weight 4.
  let instance = TardinessSamples.instance(times: [3, 4], dueDates: [5, 7], weights: [1, 4], releaseDates: [0, 5])

  func solution(_ total: Int, _ sequence: [Int], _ completions: [Int]) -> Tardiness.Solution {
    Tardiness.Solution(totalTardiness: total, sequence: sequence, completions: completions)
  }

  @Test func aValidSequenceHasItsWeightedSum() throws {
    #expect(try Tardiness.check(solution(8, [0, 1], [3, 9]), of: instance) == 8)
    #expect(Tardiness.Solution([0, 1], of: instance) == solution(8, [0, 1], [3, 9]))
  }

  @Test func idlingIsAllowedAndPaidFor() throws {
    #expect(try Tardiness.check(solution(12, [0, 1], [4, 10]), of: instance) == 12)
  }

  static let broken: [(total: Int, sequence: [Int], completions: [Int], mentions: String)] = [
    (8, [0], [3, 9], "1 job,"),
    (8, [0, 1], [3], "1 completion time for 2"),
    (8, [0, 0], [3, 9], "twice"),
    (8, [0, 2], [3, 9], "no job 2"),
    (8, [0, -1], [3, 9], "no job -1"),
    (0, [0, 1], [2, 9], "completes at 2"),
    (4, [0, 1], [3, 8], "before its release"),
    (8, [0, 1], [7, 9], "before job 0 completes"),
    (8, [1, 0], [3, 9], "before job 1 completes"),
    (7, [0, 1], [3, 9], "but it is 8"),
    (8, [0, 1], [3, Int.max], "out of range"),
    (8, [0, 1], [Int.min, 9], "before it could"),
  ]

  @Test(arguments: broken)
  func aBrokenRuleIsNamed(total: Int, sequence: [Int], completions: [Int], mentions: String) {
    let error = #expect(throws: CheckFailure.self) {
      try Tardiness.check(solution(total, sequence, completions), of: instance)
    }
    #expect(error.map { "\($0)".contains(mentions) } == true, "\(String(describing: error))")
  }
}
