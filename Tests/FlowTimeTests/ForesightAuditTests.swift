import Basics
import Testing

@testable import FlowTime

@Suite struct ForesightAuditTests {
  @Test(arguments: PolicyKind.allCases)
  func noPolicyLooksAhead(_ kind: PolicyKind) throws {
    var random = RandomSource(seed: 21)
    for round in 0..<40 {
      let instance = try FlowSamples.random(
        &random, jobs: 2 + round % 8, operations: 1...5, lengths: 1...9, lastRelease: 40)
      try ForesightAudit.check(instance, times: 20, seed: UInt64(round)) { _ in kind.policy(quantum: 1 + round % 3) }
    }
  }

  /// Takes the job with the least work in all, which it knows because it was made with the instance.
  struct Cheat: FlowPolicy {
    let works: [Int]
    var waiting: [Int] = []

    mutating func arrive(_ job: RevealedJob) { waiting.append(job.number) }
    mutating func comeBack(_ job: RevealedJob, after time: Int) { waiting.append(job.number) }
    mutating func next() -> Turn? {
      guard let best = waiting.min(by: { (works[$0], $0) < (works[$1], $1) }) else { return nil }
      waiting.removeAll { $0 == best }
      return Turn(job: best)
    }
  }

  @Test func aCheatIsCaught() throws {
    let instance = try FlowSamples.instance([(0, [2, 30]), (0, [3]), (0, [4, 1]), (0, [1, 1, 20])])
    #expect(throws: BrokenRule.self) {
      try ForesightAudit.check(instance, times: 50, seed: 1) { played in
        Cheat(works: played.arrivalOrder.map { played.jobs[$0].work })
      }
    }
  }

  @Test func whatIsRevealedStays() throws {
    let instance = try FlowSamples.instance([(5, [1]), (0, [2, 3, 4]), (1, [6])])
    let past = [FlowSegment(job: 1, start: 0, end: 2)]
    var random = RandomSource(seed: 1)
    for _ in 0..<50 {
      let changed = try ForesightAudit.other(instance, after: 2, past, &random)
      // Two of job 1's operations are known at 2, and the one of job 2.
      #expect(changed.jobs[0].operations.prefix(2) == [2, 3] && changed.jobs[0].release == 0)
      #expect(changed.jobs[1].operations.prefix(1) == [6] && changed.jobs[1].release == 1)
      #expect(changed.jobs.dropFirst(2).allSatisfy { $0.release > 2 })
    }
  }
}
