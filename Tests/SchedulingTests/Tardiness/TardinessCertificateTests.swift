import Testing

@testable import Scheduling

@Suite struct TardinessCertificateTests {
  /// What a file says in its last line.
  private func conclusion(_ file: [UInt8]?) -> ArraySlice<UInt8>? { file?.suffix(4) }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func theOptimumOfAllSequencesHasAProofAndNoWorseTotalHas(seed: UInt64) {
    let instance = TardinessSamples.random(jobs: 7, seed: seed, isWeighted: seed % 2 == 0)
    let optimum = TardinessSamples.optimum(of: instance)
    #expect(Tardiness.proofFile(of: instance, objective: optimum) != nil)
    #expect(Tardiness.proofFile(of: instance, objective: optimum + 1) == nil)
  }

  /// The table of the worked example has one set from one start: that of all jobs, of which the fifth is the longest.
  @Test func theTableHasALineASetAndTheConclusionTheWholeObjective() throws {
    let file = try #require(Tardiness.proofFile(of: TardinessSamples.workedExample, objective: 141))
    #expect(file.starts(with: Array("dovetail-proof 1\n".utf8) + [64]))
    #expect(conclusion(file) == [4, 0, 154, 2])
    let heavy = TardinessSamples.instance(
      times: [10, 11, 10, 10, 11, 10], dueDates: [15, 11, 13, 11, 12, 11], weights: [7, 7, 7, 7, 7, 7])
    let other = try #require(Tardiness.proofFile(of: heavy, objective: 7 * 141))
    #expect(other.dropLast(4) == file.dropLast(4))
    #expect(conclusion(other) == [4, 0, 182, 15])
  }

  @Test func withReleaseDatesAndWhenStoppedThereIsNone() {
    let released = TardinessSamples.random(jobs: 5, seed: 1, hasReleaseDates: true)
    #expect(Tardiness.proofFile(of: released, objective: TardinessSamples.optimum(of: released)) == nil)
    let weighted = TardinessSamples.instance(times: [4, 5, 6], dueDates: [1, 1, 1], weights: [1, 2, 3])
    #expect(Tardiness.proofFile(of: weighted, objective: 50, shouldStop: { true }) == nil)
  }
}
