import Testing

@testable import Scheduling

@Suite struct TardinessBoundsTests {
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func noSequenceIsBelowTheBound(seed: UInt64) {
    let instance = TardinessSamples.random(
      jobs: 6, seed: seed, isWeighted: seed % 2 == 0, hasReleaseDates: seed % 3 == 0)
    #expect(Tardiness.lowerBound(of: instance) <= TardinessSamples.optimum(of: instance))
  }

  @Test func itIsExactWhereShortJobsAreDueFirst() {
    // Completions 2, 5, 9, 14 against 1, 3, 9, 10.
    let instance = TardinessSamples.instance(times: [2, 3, 4, 5], dueDates: [1, 3, 9, 10])
    #expect(Tardiness.lowerBound(of: instance) == 1 + 2 + 0 + 4)
  }

  @Test func preemptionIsCountedFrom() {
    // The long job starts at 0 and is cut at 1 by the short one: completions 3 and 7 against 2 and 6.
    let instance = TardinessSamples.instance(times: [5, 2], dueDates: [6, 2], releaseDates: [0, 1])
    #expect(Tardiness.lowerBound(of: instance) == 1 + 1)
  }

  @Test func noJobCompletesBeforeItsReleaseAndItsTime() throws {
    let instance = try Tardiness.Instance(
      name: "late",
      jobs: [.init(processingTime: 0, dueDate: 13, releaseDate: 19), .init(processingTime: 9, dueDate: 40)])
    #expect(Tardiness.lowerBound(of: instance) == 6)
  }
}
