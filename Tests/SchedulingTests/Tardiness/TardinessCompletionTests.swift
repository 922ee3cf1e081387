import Basics
import Solving
import Testing

@testable import Scheduling

@Suite struct TardinessCompletionTests {
  private func completed(_ body: String, _ instance: Tardiness.Instance) throws -> CompletedStart<Tardiness.Solution>? {
    try Tardiness.completed(start: SourceText(name: "s.json", text: "{\"solution\": {\(body)}}"), of: instance)
  }

  /// Due at 1, 20, 3 and 30.
  private let instance = try! Tardiness.Instance(
    name: "hand",
    jobs: [(2, 1), (3, 20), (2, 3), (4, 30)].map { Tardiness.Job(processingTime: $0.0, dueDate: $0.1) })

  @Test func givenJobsKeepTheirOrder() throws {
    let start = try #require(try completed("\"sequence\": [0, 3]", instance))
    #expect(start.report == ["2 of 4 jobs used"])
    // Behind 3, jobs 2 and 1 make 1 + 5; before it 1 + 1.
    #expect(start.solution.sequence == [0, 2, 1, 3] && start.solution.totalTardiness == 2)
    let late = try #require(try completed("\"sequence\": [3, 0]", instance))
    #expect(late.solution.totalTardiness == 10)
  }

  @Test func whatThereIsNotIsTold() throws {
    let start = try #require(try completed("\"sequence\": [2, 2, 9, null]", instance))
    #expect(start.report == ["1 of 4 jobs used", "job 2 is there twice", "there is no job 9"])
    #expect(try Tardiness.check(start.solution, of: instance).first == start.solution.totalTardiness)
  }

  @Test func completionsAloneAreAnOrder() throws {
    let start = try #require(try completed("\"completions\": [9, null, 2, null]", instance))
    #expect(start.used == 2)
    #expect(start.solution.sequence.firstIndex(of: 2)! < start.solution.sequence.firstIndex(of: 0)!)
    #expect(try completed("\"completions\": [2, 5, 7, 11], \"sequence\": [0, 1, 2, 3]", instance) == nil)
  }
}
