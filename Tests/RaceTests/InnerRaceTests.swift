import Race
import Testing

/// A race for strings of so many letters inside a race for their numbers.
@Suite struct InnerRaceTests {
  private struct Step: Strategy {
    let name = "step"
    let work: @Sendable (Scoreboard<String>) -> Void

    func run(on scoreboard: Scoreboard<String>) { work(scoreboard) }
  }

  private func run(
    _ check: @escaping @Sendable (Int) throws(CheckFailure) -> Objective = { Objective(levels: [$0, 0]) },
    _ steps: (@Sendable (Scoreboard<String>) -> Void)...
  ) -> RaceResult<Int> {
    let board = Scoreboard<Int>(clock: RaceClock(timeLimit: 10), check: check)
    let inner = InnerRace<Int, String>(
      check: { (text) throws(CheckFailure) in Objective(text.count) }, solution: { $0.count },
      innerSolution: { String(repeating: "x", count: $0) }, objective: { Objective(levels: [$0.first, 0]) })
    return Race.run(inner.lanes([Lane(steps.map { Step(work: $0) })]), on: board)
  }

  @Test func solutionsAndBoundsReachTheOuterRace() {
    let result = run({ Objective(levels: [$0, 0]) }, { $0.offer("abc", from: "a") }, { $0.prove(3, by: "b") })
    #expect(result.status == .optimal && result.best?.solution == 3 && result.objective == Objective(levels: [3, 0]))
    #expect(result.bound == Objective(levels: [3, 0]))
  }

  @Test func theOuterCheckerHasTheLastWord() {
    let result = run(
      { (number) throws(CheckFailure) in throw CheckFailure("never \(number)") }, { $0.offer("abc", from: "a") })
    #expect(result.best == nil && result.rejections.count == 1)
  }

  @Test func infeasibilityReachesTheOuterRace() {
    let result = run({ Objective(levels: [$0, 0]) }, { $0.proveNothingBetter(than: nil, by: "a") })
    #expect(result.status == .infeasible)
  }

  /// A wrong bound inside is an error outside as well, and nothing stays proved.
  @Test func contradictionsReachTheOuterRace() {
    let result = run({ Objective(levels: [$0, 0]) }, { $0.offer("abc", from: "a") }, { $0.prove(4, by: "b") })
    #expect(result.status == .feasible && !result.rejections.isEmpty)
  }

  @Test func whatIsKnownAtTheBeginningIsTakenIn() {
    let board = Scoreboard<Int>(clock: RaceClock(timeLimit: 10)) { Objective($0) }
    board.offer(5, from: "outside")
    let inner = InnerRace<Int, String>(
      check: { (text) throws(CheckFailure) in Objective(text.count) }, solution: { $0.count },
      innerSolution: { String(repeating: "x", count: $0) })
    let result = Race.run(
      inner.lanes([Lane([Step { $0.prove(Objective($0.best?.solution.count ?? 0), by: "a") }])]), on: board)
    #expect(result.status == .optimal && result.bound == 5)
  }
}
