import Testing

@testable import Race

/// Looks at the scoreboard `looks` times and notes each; every `interval` looks it offers a solution that is better by 1.
private struct Worker: Strategy {
  let name: String
  var looks = Int.max
  var interval = Int.max
  let steps: Condition<[String]>

  func run(on scoreboard: Scoreboard<Int>) {
    var count = 0
    while count < looks, !scoreboard.shouldStop {
      count += 1
      steps.update { $0.append(name) }
      if count.isMultiple(of: interval) { scoreboard.offer(min(1000, scoreboard.bestObjective) - 1, from: name) }
    }
  }
}

/// The two sides of a lane take turns by what they give.
@Suite struct ReliefTests {
  private func run(_ lanes: [Lane<Int>], counted seconds: Double) -> RaceResult<Int> {
    let board = Scoreboard(clock: .counting(timeLimit: seconds)) { (number: Int) throws(CheckFailure) in
      Objective(number)
    }
    return Race.run(lanes, on: board)
  }

  /// Names with the seconds that each stayed at work, in order.
  private func stays(_ steps: [String]) -> [(name: String, seconds: Double)] {
    var found: [(name: String, seconds: Double)] = []
    for step in steps {
      if found.last?.name != step { found.append((step, 0)) }
      found[found.count - 1].seconds += 1 / Double(RaceClock.looksPerSecond)
    }
    return found
  }

  @Test func aSideThatGivesNothingIsRelievedAfterItsShareOfTheTime() {
    let steps = Condition<[String]>([])
    var lane = Lane<Int>([Worker(name: "proof", steps: steps)], relief: [Worker(name: "schedules", steps: steps)])
    lane.patience = (0.5, 0.2)
    let result = run([lane], counted: 30)
    let stays = stays(steps.update { $0 })
    #expect(stays.map(\.name).prefix(4) == ["proof", "schedules", "proof", "schedules"])
    // From 0 to 2, to 4 (2 seconds at least), to 8, to 10, to 20, to 25, to 30.
    let expected = [2.0, 2, 4, 2, 10, 5, 5]
    #expect(stays.count == expected.count)
    for (stay, seconds) in zip(stays, expected) { #expect(abs(stay.seconds - seconds) < 0.01) }
    #expect(result.unfinished.isEmpty)
  }

  @Test func whatGivesSomethingStaysAtWork() {
    let steps = Condition<[String]>([])
    let giving = Worker(name: "giving", looks: 30_000, interval: 5000, steps: steps)
    _ = run([Lane([giving], relief: [Worker(name: "relief", steps: steps)])], counted: 11)
    #expect(stays(steps.update { $0 }).map(\.name) == ["giving", "relief"])
  }

  @Test func lanesWithSidesAreRepeatable() {
    func history() -> [String] {
      let steps = Condition<[String]>([])
      let lanes = ["a", "b"].map { name in
        Lane<Int>(
          [Worker(name: "\(name)1", interval: 700, steps: steps)],
          relief: [Worker(name: "\(name)2", interval: 1900, steps: steps)])
      }
      let result = run(lanes, counted: 5)
      return result.history.map { "\($0.source) \($0.time)" } + steps.update { $0 }
    }
    #expect(history() == history())
  }

  /// On the wall clock lanes run at once, and the sides of one still take turns.
  @Test func aProofByTheReliefEndsTheSideThatWaits() {
    struct Prover: Strategy {
      let name = "prover"
      func run(on scoreboard: Scoreboard<Int>) {
        scoreboard.offer(7, from: name)
        scoreboard.prove(7, by: name)
      }
    }
    struct Endless: Strategy {
      let name = "endless"
      func run(on scoreboard: Scoreboard<Int>) { while !scoreboard.shouldStop {} }
    }
    let board = numberBoard(timeLimit: 30)
    let result = Race.run([Lane([Endless()]), Lane([Endless()], relief: [Prover()])], on: board)
    #expect(result.status == .optimal)
    #expect(result.time > 1.9)
    #expect(result.unfinished.isEmpty)
  }
}
