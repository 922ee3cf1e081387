import Testing

@testable import FlowTime

@Suite struct FlowCheckerTests {
  /// Job 1 is there from 0 on, job 0 from 3 on, job 2 from 20 on.
  let jobs: [(Int, [Int])] = [(3, [2, 2]), (0, [5]), (20, [1])]

  func check(_ segments: [(Int, Int, Int)]) throws -> [Int] {
    var checker = FlowChecker(try FlowSamples.instance(jobs))
    for (job, start, end) in segments { checker.add(FlowSegment(job: job, start: start, end: end)) }
    return try checker.finish()
  }

  @Test func aValidScheduleHasItsCompletions() throws {
    #expect(try check([(1, 0, 4), (0, 4, 8), (1, 8, 9), (2, 20, 21)]) == [8, 9, 21])
  }

  static let broken: [([(Int, Int, Int)], String)] = [
    ([(3, 0, 4)], "no job 3"),
    ([(-1, 0, 4)], "no job -1"),
    ([(1, 0, 0)], "has the machine from 0 to 0"),
    ([(1, 0, 4), (0, 3, 7)], "busy until 4"),
    ([(1, 0, 2), (0, 2, 6)], "before its release at 3"),
    ([(1, 1, 6)], "idle before 1 although"),
    ([(1, 0, 5), (0, 6, 10)], "idle before 6 although"),
    ([(1, 0, 4), (0, 4, 8), (2, 20, 21), (1, 21, 22)], "idle before 20 although"),
    ([(1, 0, 6)], "when 5 units"),
    ([(1, 0, 5), (0, 5, 8)], "left with 1 units"),
    ([(1, 0, 5), (0, 5, 9)], "left with 1 units"),
  ]

  @Test(arguments: broken.indices)
  func eachRuleIsNamed(_ index: Int) {
    let (segments, words) = Self.broken[index]
    let rule = #expect(throws: BrokenRule.self) { try check(segments) }
    #expect(rule?.description.contains(words) == true, "\(rule?.description ?? "none")")
  }
}
