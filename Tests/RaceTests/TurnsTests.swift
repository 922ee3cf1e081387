import Testing

@testable import Race

/// Looks at the scoreboard `looks` times and notes each, with pauses that no two runs share.
private struct Walker: Strategy {
  let name: String
  let looks: Int
  let steps: Condition<[String]>

  func run(on scoreboard: Scoreboard<Int>) {
    for _ in 0..<looks where !scoreboard.shouldStop {
      steps.update { $0.append(name) }
    }
  }
}

/// Offers 1,000 and then one less at each tenth look, as long as it is better than what others have.
private struct Descent: Strategy {
  let name: String
  let end: Int

  func run(on scoreboard: Scoreboard<Int>) {
    var looks = 0
    while !scoreboard.shouldStop {
      looks += 1
      guard looks.isMultiple(of: 10) else { continue }
      let next = min(1000, scoreboard.bestObjective) - 1
      if next < end { return }
      scoreboard.offer(next, from: name)
    }
  }
}

@Suite struct TurnsTests {
  private func counted(_ lanes: [Lane<Int>], timeLimit: Double? = nil) -> RaceResult<Int> {
    Race.run(
      lanes,
      on: Scoreboard(clock: .counting(timeLimit: timeLimit)) { (number: Int) throws(CheckFailure) in Objective(number) }
    )
  }

  @Test func countedTimePassesWithLooksOnly() {
    let clock = RaceClock.counting(timeLimit: 0.01)
    #expect(clock.elapsed == 0)
    for _ in 0..<29 { clock.look() }
    #expect(!clock.isPastDeadline)
    #expect(abs(clock.remaining - 1.0 / 3000) < 1e-12)
    clock.look()
    #expect(clock.isPastDeadline)
    #expect(clock.elapsed == 30 / Double(RaceClock.looksPerSecond))
    #expect(RaceClock.counting().remaining == .infinity)
  }

  @Test func oneLaneWorksAtATime() {
    let steps = Condition<[String]>([])
    let lanes = ["a", "b", "c"].map { Lane<Int>([Walker(name: $0, looks: 3000, steps: steps)]) }
    _ = counted(lanes)
    let walked = steps.update { $0 }
    #expect(walked.count == 9000, "every lane gets to its end")
    // 30 looks are the first slice of a hundredth of a second: one before the strategy starts, and the one that ends
    // the slice, pass unseen.
    #expect(walked.prefix(28).allSatisfy { $0 == "a" })
    #expect(walked[28] == "b")
    var changes = 0
    for (one, next) in zip(walked, walked.dropFirst()) where one != next { changes += 1 }
    #expect(changes < 120, "slices grow: \(changes) changes")
  }

  @Test func theSameRaceHasTheSameHistory() {
    let lanes = ["a", "b"].map { Lane<Int>([Descent(name: $0, end: 100)]) }
    let first = counted(lanes)
    #expect(Set(first.history.map(\.source)) == ["a", "b"], "both lanes find something")
    for _ in 0..<3 {
      let again = counted(lanes)
      #expect(again.history.map(\.source) == first.history.map(\.source))
      #expect(again.history.map(\.time) == first.history.map(\.time))
      #expect(again.history.map(\.objective) == first.history.map(\.objective))
      #expect(again.time == first.time)
    }
  }

  @Test func aCountedLimitEndsTheRaceAtTheSameLook() {
    let lanes = ["a", "b"].map { Lane<Int>([Descent(name: $0, end: 0)]) }
    let result = counted(lanes, timeLimit: 0.1)
    #expect(result.ending == .timeLimit)
    #expect(result.objective == counted(lanes, timeLimit: 0.1).objective)
    #expect(result.unfinished.isEmpty)
  }

  @Test(arguments: [0, 1]) func aProofOfOneLaneEndsTheOthersThatWait(prover: Int) {
    let board = numberBoard(timeLimit: 30)
    struct Prover: Strategy {
      let name = "prover"
      func run(on scoreboard: Scoreboard<Int>) {
        for _ in 0..<100_000 where scoreboard.shouldStop { return }
        scoreboard.offer(7, from: name)
        scoreboard.prove(7, by: name)
      }
    }
    struct Endless: Strategy {
      let name = "endless"
      func run(on scoreboard: Scoreboard<Int>) { while !scoreboard.shouldStop {} }
    }
    var lanes = [Lane<Int>([Endless()]), Lane<Int>([Endless()])]
    lanes[prover] = Lane([Prover()])
    var limits = RaceLimits()
    limits.takesTurns = true
    let result = Race.run(lanes, on: board, limits: limits)
    #expect(result.status == .optimal)
    #expect(result.unfinished.isEmpty)
  }
}
