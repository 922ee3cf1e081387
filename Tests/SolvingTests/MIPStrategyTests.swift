import MIP
import Race
import Testing

@testable import Solving

/// The bridge between a MIP solver and the race, with a scripted solver in place of a real one.
@Suite struct MIPStrategyTests {
  /// A number from 0 to 10 that is to be small; the model's one column is the number.
  struct Number: LinearFormulation {
    var model: LinearModel {
      var model = LinearModel(name: "number")
      model.addColumn("x", .integer, from: 0, to: 10, cost: 1)
      model.isObjectiveIntegral = true
      return model
    }
    func decode(_ values: [Double]) -> Int? { Int(values[0].rounded()) }
    func encode(_ solution: Int) -> [Double]? { [Double(solution)] }
  }

  /// Does what its script says and gives back its result.
  struct ScriptedSolver: MIPSolver {
    let name = "scripted"
    let result: MIPResult
    let script: @Sendable (any MIPMonitor) -> Void

    func solve(_ model: LinearModel, _ options: MIPOptions, monitor: any MIPMonitor) throws(MIPError) -> MIPResult {
      script(monitor)
      return result
    }
  }

  func board() -> Scoreboard<Int> {
    Scoreboard { number throws(CheckFailure) in
      guard (2...10).contains(number) else { throw CheckFailure("\(number) is not from 2 to 10") }
      return Objective(number)
    }
  }

  func strategy(_ result: MIPResult, _ script: @escaping @Sendable (any MIPMonitor) -> Void) -> MIPStrategy<Int> {
    MIPStrategy(solver: ScriptedSolver(result: result, script: script)) { _ in Number() }
  }

  @Test func incumbentsAndBoundsReachTheScoreboard() {
    let scoreboard = board()
    strategy(MIPResult(status: .optimal, objective: 3, values: [3.0000001], bound: 3)) { monitor in
      monitor.found(objective: 7, values: [6.9999])
      monitor.proved(bound: 2.2)
    }.run(on: scoreboard)
    #expect(scoreboard.history.map(\.objective) == [7, 7, 3])
    #expect(scoreboard.history.map(\.bound) == [nil, 3, 3], "2.2 proves 3")
    #expect(scoreboard.best?.solution == 3)
    #expect(scoreboard.shouldStop, "bound and solution meet")
  }

  @Test func aSolutionOnTheBoardIsOfferedOnce() {
    let scoreboard = board()
    scoreboard.offer(5, from: "elsewhere")
    strategy(MIPResult(status: .unknown)) { monitor in
      #expect(monitor.offer(betterThan: .infinity) == [5])
      #expect(monitor.offer(betterThan: .infinity) == nil)
      #expect(monitor.offer(betterThan: 5) == nil)
    }.run(on: scoreboard)
  }

  @Test func aWrongIncumbentIsTurnedDownByTheChecker() {
    let scoreboard = board()
    strategy(MIPResult(status: .feasible, objective: 1, values: [1])) { _ in }.run(on: scoreboard)
    #expect(scoreboard.best == nil)
    #expect(scoreboard.rejections.count == 1)
  }

  @Test func infeasibilityIsAProofOnlyWithoutASolution() {
    let empty = board()
    strategy(MIPResult(status: .infeasible)) { _ in }.run(on: empty)
    #expect(empty.isInfeasible)
    let solved = board()
    solved.offer(5, from: "elsewhere")
    strategy(MIPResult(status: .infeasible)) { _ in }.run(on: solved)
    #expect(!solved.isInfeasible && solved.best?.objective == 5)
  }

  @Test func boundsAreRoundedUpOnlyForIntegralObjectivesAndPastTheTolerance() {
    #expect(integerBound(54.2, isObjectiveIntegral: true) == 55)
    #expect(integerBound(54.000001, isObjectiveIntegral: true) == 54)
    #expect(integerBound(54.9, isObjectiveIntegral: false) == 54)
    #expect(integerBound(-3.5, isObjectiveIntegral: true) == -3)
    #expect(integerBound(.infinity, isObjectiveIntegral: true) == nil)
  }
}
