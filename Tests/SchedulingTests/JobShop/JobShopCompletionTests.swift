import Basics
import Solving
import Testing

@testable import Scheduling

@Suite struct JobShopCompletionTests {
  private func completed(_ starts: String, _ instance: JobShop.Instance, makespan: String = "") throws
    -> CompletedStart<JobShop.Solution>?
  {
    let text = "{\"problem\": \"jobshop\", \"solution\": {\(makespan)\"starts\": \(starts)}}"
    return try JobShop.completed(start: SourceText(name: "s.json", text: text), of: instance)
  }

  /// Both jobs go from machine 0 to machine 1.
  private let instance = try! JobShop.parse(SourceText(name: "two", text: "2 2\n0 3 1 4\n0 2 1 5\n"))

  @Test func givenStartsAreAnOrder() throws {
    let start = try #require(try completed("[[7, null], [0]]", instance))
    #expect(start.solution.starts == [[2, 7], [0, 2]] && start.solution.makespan == 11)
    #expect(start.report == ["2 of 4 operations used"])
    let other = try #require(try completed("[null, [1, -5]]", instance))
    #expect(other.solution.starts == [[0, 3], [3, 7]])
    #expect(other.report == ["1 of 4 operations used", "operation 1 of job 1 cannot start at -5"])
  }

  @Test func wholeOnesAreNoParts() throws {
    #expect(try completed("[[0, 3], [0, 7]]", instance, makespan: "\"makespan\": 12, ") == nil)
    #expect(try completed("[[0, 3], [0, 7], []]", instance) == nil)
    #expect(try completed("[[0, 3], [0, 7, 9]]", instance) == nil)
  }

  @Test func anyPartBecomesASolution() throws {
    var random = RandomSource(seed: 8)
    for seed in 1...60 as ClosedRange<UInt64> {
      let instance = JobShopSamples.random(jobs: 3, machines: 3, isGeneral: seed % 2 == 0, seed: seed)
      let rows = instance.jobs.map { job in
        "[" + job.map { _ in random.below(2) == 0 ? "null" : "\(random.below(20))" }.joined(separator: ",") + "]"
      }
      let start = try #require(try completed("[\(rows.dropLast().joined(separator: ","))]", instance))
      #expect(try JobShop.check(start.solution, of: instance).first == start.solution.makespan)
    }
  }
}
