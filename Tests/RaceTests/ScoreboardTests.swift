import Testing

@testable import Race

/// Solutions are numbers; negative ones break the only rule. The objective is the number itself.
func numberBoard(
  timeLimit: Double? = nil, gapLimit: Double = 0, objectiveLimit: Objective? = nil, gathersReports: Bool = false,
  onEvent: @escaping @Sendable (Scoreboard<Int>.Event) -> Void = { _ in }
) -> Scoreboard<Int> {
  Scoreboard(
    clock: RaceClock(timeLimit: timeLimit), gapLimit: gapLimit, objectiveLimit: objectiveLimit,
    gathersReports: gathersReports,
    check: { (number: Int) throws(CheckFailure) in
      guard number >= 0 else { throw CheckFailure("\(number) is negative") }
      return Objective(number)
    }, onEvent: onEvent)
}

@Suite struct ScoreboardTests {
  @Test func onlyBetterCheckedSolutionsEnter() {
    let board = numberBoard()
    #expect(board.offer(10, from: "a"))
    #expect(!board.offer(10, from: "b"))
    #expect(!board.offer(12, from: "b"))
    #expect(!board.offer(-1, from: "liar"))
    #expect(board.offer(9, from: "c"))
    #expect(board.best?.solution == 9)
    #expect(board.history.map(\.source) == ["a", "c"])
    #expect(board.rejections == ["liar made a solution that breaks a rule: -1 is negative"])
  }

  @Test func aSolutionAsGoodAsTheLimitEndsTheRace() {
    let board = numberBoard(objectiveLimit: 8)
    board.prove(3, by: "a")
    board.offer(9, from: "a")
    #expect(board.ending == nil)
    board.offer(8, from: "a")
    #expect(board.ending == .objectiveLimit)
    let proved = numberBoard(objectiveLimit: 8)
    proved.prove(5, by: "a")
    proved.offer(5, from: "a")
    #expect(proved.ending == .proof, "what is proved says so, whatever was asked for")
  }

  @Test func aLimitMayNameTheFirstLevelsOnly() {
    func ending(_ limit: [Int], _ levels: [Int]) -> RaceEnding? {
      let board = Scoreboard<[Int]>(objectiveLimit: Objective(levels: limit), check: { Objective(levels: $0) })
      board.offer(levels, from: "a")
      return board.ending
    }
    #expect(ending([0], [0, 7]) == .objectiveLimit)
    #expect(ending([0, 7], [0, 7]) == .objectiveLimit)
    #expect(ending([0, 6], [0, 7]) == nil)
    #expect(ending([1, 6], [0, 7]) == .objectiveLimit)
    #expect(ending([0], [1, 0]) == nil)
  }

  @Test func theBestFewCheckedSolutionsAreElites() {
    let board = numberBoard()
    #expect(board.elites.isEmpty)
    let version = board.eliteVersion
    for number in [30, 34, 32, 31, 37, 36, 35, 33] { board.offer(number, from: "a") }
    board.offer(-1, from: "liar")
    #expect(board.elites.map(\.solution) == [30, 31, 32, 33, 34, 35])
    #expect(board.best?.solution == 30)
    #expect(board.eliteVersion != version)
    let full = board.eliteVersion
    board.offer(40, from: "a")
    #expect(board.eliteVersion == full)
  }

  /// A descent leaves only its end behind; what another strategy improves on stays.
  @Test func stepsOfOneSearchOnItsWayAreNoElites() {
    let board = numberBoard()
    for number in [30, 25, 20] { board.offer(number, from: "a") }
    #expect(board.elites.map(\.solution) == [20])
    board.offer(19, from: "b")
    board.offer(18, from: "b")
    #expect(board.elites.map(\.solution) == [18, 20])
  }

  @Test func theRaceEndsWhenTheBoundMeetsTheSolution() {
    let board = numberBoard()
    board.offer(10, from: "a")
    board.prove(8, by: "b")
    #expect(!board.shouldStop)
    #expect(board.result().status == .feasible)
    #expect(board.result().gap == 0.2)
    board.prove(10, by: "b")
    #expect(board.shouldStop)
    #expect(board.result().status == .optimal)
    #expect(board.result().ending == .proof)
  }

  @Test func reportsAreGatheredWhereAskedFor() {
    for isAsked in [false, true] {
      let board = numberBoard(gathersReports: isAsked)
      board.tell(WorkReport(source: "a", counts: ["moves": 3]))
      board.close()
      board.tell(WorkReport(source: "late", counts: [:]))
      #expect(board.result().reports.map(\.source) == (isAsked ? ["a"] : []))
    }
  }

  @Test func weakerBoundsAreNoEvents() {
    let board = numberBoard()
    board.prove(5, by: "a")
    board.prove(5, by: "b")
    board.prove(3, by: "c")
    #expect(board.history.map(\.bound) == [5])
    #expect(board.bestBound == 5)
  }

  @Test func aGapLimitEndsTheRaceWithoutAProof() {
    let board = numberBoard(gapLimit: 0.1)
    board.prove(95, by: "a")
    board.offer(120, from: "a")
    #expect(!board.shouldStop)
    board.offer(100, from: "a")
    #expect(board.shouldStop)
    #expect(board.result().status == .feasible)
    #expect(board.result().ending == .gapLimit)
  }

  @Test func infeasibilityIsAProofOnlyWithoutASolution() {
    let board = numberBoard()
    board.proveNothingBetter(than: nil, by: "kernel")
    #expect(board.result().status == .infeasible)
    #expect(board.shouldStop)
    #expect(board.result().objective == nil)
  }

  @Test func exhaustingTheSearchBelowAnObjectiveProvesIt() {
    let board = numberBoard()
    board.offer(7, from: "a")
    board.proveNothingBetter(than: 7, by: "kernel")
    #expect(board.result().status == .optimal)
  }

  @Test func lexicographicObjectivesAreComparedFromTheMostImportantLevel() {
    #expect(Objective(levels: [1, 9]) < Objective(levels: [2, 0]))
    #expect(Objective(levels: [2, 8]).gap(to: Objective(levels: [2, 4])) == 0.5)
    #expect(Objective(0).gap(to: 0) == 0)
    #expect(Objective(0).gap(to: -3) == 3)
    #expect(Objective(.max).gap(to: Objective(.max - 1)) > 0)
    #expect(Objective(.max).gap(to: Objective(.min)) == 2)
  }
}

/// Whatever contradicts a checked solution shows that some proof is wrong: then nothing is called proved any more.
@Suite struct ContradictionTests {
  @Test func aSolutionBelowTheBoundRefutesIt() {
    let board = numberBoard()
    board.prove(10, by: "wrong")
    board.offer(9, from: "right")
    board.prove(9, by: "wrong")
    let result = board.result()
    #expect(result.status == .feasible)
    #expect(result.bound == nil && result.gap == nil)
    #expect(result.rejections == ["solution 9 of right contradicts the bound 10"])
  }

  @Test func aBoundAboveTheSolutionIsRefuted() {
    let board = numberBoard()
    board.offer(9, from: "right")
    board.prove(5, by: "right")
    board.prove(10, by: "wrong")
    board.prove(9, by: "wrong")
    let result = board.result()
    #expect(result.status == .feasible)
    #expect(result.bound == nil)
    #expect(result.rejections.count == 1)
    #expect(board.bestBound == Int.min)
  }

  @Test func aClaimOfInfeasibilityFallsWithASolution() {
    let after = numberBoard()
    after.proveNothingBetter(than: nil, by: "wrong")
    after.offer(3, from: "right")
    #expect(after.result().status == .feasible)
    #expect(after.rejections.count == 1)

    let before = numberBoard()
    before.offer(3, from: "right")
    before.proveNothingBetter(than: nil, by: "wrong")
    #expect(before.result().status == .feasible)
    #expect(before.rejections.count == 1)
  }
}
