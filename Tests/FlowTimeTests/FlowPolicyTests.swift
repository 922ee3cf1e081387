import Testing

@testable import FlowTime

/// Schedules worked out by hand.
@Suite struct FlowPolicyTests {
  /// Job 0 is 3, 1 and 4 from time 0 on, job 1 is 5 from time 2 on.
  let jobs: [(Int, [Int])] = [(0, [3, 1, 4]), (2, [5])]

  func flow(_ kind: PolicyKind, quantum: Int = 1, _ jobs: [(Int, [Int])]) throws -> Int {
    try FlowSimulation.run(FlowSamples.instance(jobs), kind.policy(quantum: quantum)).flow
  }

  @Test func operationSRPTLooksAtTheCurrentOperationAlone() throws {
    // At 2, 3 and 4 what is left of job 0's operation (1, 1, 4) is below 5.
    let segments = try FlowSamples.segments(FlowSamples.instance(jobs), PolicyKind.operationSRPT.policy())
    #expect(segments == [[0, 0, 8], [1, 8, 13]])
    #expect(try flow(.operationSRPT, jobs) == 8 + 11)
  }

  @Test func theShortestLowerBoundCountsWhatIsDone() throws {
    // 3, then 4, are below 5; the 8 that are known at 4 are not.
    let segments = try FlowSamples.segments(FlowSamples.instance(jobs), PolicyKind.shortestLowerBound.policy())
    #expect(segments == [[0, 0, 4], [1, 4, 9], [0, 9, 13]])
    #expect(try flow(.shortestLowerBound, jobs) == 13 + 7)
  }

  @Test func leastAttainedServiceCatchesUpAndThenAlternates() throws {
    let segments = try FlowSamples.segments(FlowSamples.instance(jobs), PolicyKind.leastAttained.policy())
    #expect(
      segments == [
        [0, 0, 2], [1, 2, 4], [0, 4, 5], [1, 5, 6], [0, 6, 7], [1, 7, 8], [0, 8, 9], [1, 9, 10], [0, 10, 13],
      ])
    #expect(try flow(.leastAttained, jobs) == 13 + 8)
    // Turns of 2 from 4 on: job 0 to 6, job 1 has 3 left, of which it does 2 to 8; then 2 for job 0, 1 for job 1.
    #expect(try flow(.leastAttained, quantum: 2, jobs) == 13 + 9)
  }

  @Test func roundRobinQueues() throws {
    // Job 1 arrives as a quantum of job 0 ends, and goes first.
    let segments = try FlowSamples.segments(FlowSamples.instance(jobs), PolicyKind.roundRobin.policy())
    #expect(
      segments == [
        [0, 0, 2], [1, 2, 3], [0, 3, 4], [1, 4, 5], [0, 5, 6], [1, 6, 7], [0, 7, 8], [1, 8, 9], [0, 9, 10],
        [1, 10, 11],
        [0, 11, 13],
      ])
    #expect(try flow(.roundRobin, jobs) == 13 + 9)
  }

  @Test func smallQuantaComeCloseToProcessorSharing() throws {
    // Shared equally: job 0 alone to 1, both to 3, when it is done; job 1 alone to 4. In thousandths of that unit.
    let instance = try FlowSamples.instance([(0, [1500, 500]), (1000, [2000])])
    let completions = try FlowSimulation.run(instance, PolicyKind.roundRobin.policy()).completions
    #expect(abs(completions[0] - 3000) <= 1 && completions[1] == 4000)
    // Least attained: job 0 alone to 1, job 1 alone to 2, both to 4.
    let attained = try FlowSimulation.run(instance, PolicyKind.leastAttained.policy()).completions
    #expect(attained.allSatisfy { abs($0 - 4000) <= 1 })
  }

  @Test func aQuantumOutlastsArrivalsAndEndsOfOperations() throws {
    // The quantum of 3 from 0 on is cut neither by the arrival at 1 nor by the end of the operation at 2.
    let segments = try FlowSamples.segments(
      FlowSamples.instance([(0, [2, 4]), (1, [3])]), PolicyKind.roundRobin.policy(quantum: 3))
    #expect(segments == [[0, 0, 3], [1, 3, 6], [0, 6, 9]])
  }

  @Test func chunksGoByThePowerOfTwo() throws {
    // At 2 the classes are 1 and 2; at 3 both are 2, and 1 is left of an operation against 5; at 4 job 0's 8 are class 3.
    let segments = try FlowSamples.segments(FlowSamples.instance(jobs), PolicyKind.geometricChunks.policy())
    #expect(segments == [[0, 0, 4], [1, 4, 9], [0, 9, 13]])
  }

  @Test func theRunningJobKeepsTheMachineWithinItsClass() throws {
    // 6 and 4 are of class 2: operation-srpt would change over at 1, when 5 are left against 4.
    let two: [(Int, [Int])] = [(0, [6]), (1, [4])]
    #expect(
      try FlowSamples.segments(FlowSamples.instance(two), PolicyKind.geometricChunks.policy()) == [
        [0, 0, 6], [1, 6, 10],
      ])
    #expect(
      try FlowSamples.segments(FlowSamples.instance(two), PolicyKind.operationSRPT.policy())
        == [[0, 0, 1], [1, 1, 5], [0, 5, 10]])
    // A job of class 0 takes it, and the one that it was taken from has it back.
    #expect(
      try FlowSamples.segments(FlowSamples.instance(two + [(2, [1])]), PolicyKind.geometricChunks.policy())
        == [[0, 0, 2], [2, 2, 3], [0, 3, 7], [1, 7, 11]])
  }

  @Test func amongEqualsTheEarlierArrivalGoesFirst() throws {
    for kind in PolicyKind.allCases where !kind.hasQuantum {
      let segments = try FlowSamples.segments(FlowSamples.instance([(1, [4]), (0, [2]), (0, [2])]), kind.policy())
      #expect(segments == [[1, 0, 2], [2, 2, 4], [0, 4, 8]], "\(kind)")
    }
  }

  @Test func aViewShowsWhatIsRevealed() {
    var view = RevealedJob(number: 3, release: 7, first: 5)
    #expect(view.remaining == 5 && view.attained == 0 && view.revealedWork == 5)
    view.run(for: 2)
    #expect(view.remaining == 3 && view.attained == 2 && view.revealedWork == 5)
    view.run(for: 3)
    view.reveal(4)
    #expect(view.finished == [5] && view.remaining == 4 && view.attained == 5 && view.revealedWork == 9)
  }
}
