import MIP
import Race
import Testing

@testable import LinearPrograms

@Suite("MIP solvers on programs with fractions") struct ContinuousStrategyTests {
  /// A solver that says what it is told to say.
  private struct Fake: MIPSolver {
    let name = "fake"
    let result: MIPResult

    func solve(
      _ model: LinearModel, _ options: MIPOptions, monitor: any MIPMonitor
    ) throws(MIPError) -> MIPResult { result }
  }

  /// x and y are integers, and 0.1 x + 0.2 y is 0.3 at least.
  private static let text =
    "min 10 x + 20 y + z\nst\nr: 0.1 x + 0.2 y >= 0.3\nbounds\nz <= 9\nx <= 9\ny <= 9\ngen\nx y\nend\n"

  private func run(_ result: MIPResult, from start: [Double]? = nil) throws -> Scoreboard<MixedIntegerProgram.Solution>
  {
    let instance = try LinearProgramCheckerTests.instance(Self.text)
    let board = Scoreboard<MixedIntegerProgram.Solution> { (solution) throws(CheckFailure) in
      try MixedIntegerProgram.check(solution, of: instance)
    }
    if let start { board.offer(.init(columns: ["x", "y", "z"], values: start), from: "start") }
    MixedIntegerProgram.ContinuousStrategy(instance, Fake(result: result)).run(on: board)
    #expect(board.rejections == [])
    return board
  }

  @Test func aProofToTolerancesClosesTheGap() throws {
    let values = [3.0000001, 0, 0]
    let board = try run(MIPResult(status: .optimal, objective: 30, values: values, bound: 30 - 1e-8))
    #expect(board.bound == board.best?.objective && board.best?.objective == 30_000_000)
    #expect(board.best?.solution.values == [3, 0, 0])
  }

  /// Within GLPK's tolerances, but not a solution: x = 3 less a little, and a row of integers that is missed.
  @Test func whatExactRowsRefuseProvesNothingOfOtherSolutions() throws {
    let refused = [2.0, 0, 0]
    let board = try run(
      MIPResult(status: .optimal, objective: 20, values: refused, bound: 20), from: [3, 0, 0])
    #expect(board.best?.objective == 30_000_000 && board.best?.source == "start")
    #expect((board.bound?.first ?? 0) <= 20_000_000)
    let near = try run(MIPResult(status: .optimal, objective: 29.9, values: refused, bound: 29.9), from: [3, 0, 0])
    #expect((near.bound?.first ?? 0) <= 29_900_000)
  }

  @Test func aBoundAboveASolutionByToleranceIsNoContradiction() throws {
    let board = try run(
      MIPResult(status: .optimal, objective: 30, values: [3, 0, 0], bound: 30.000002), from: [3, 0, 0])
    #expect(board.bound == 30_000_000)
    #expect(try run(MIPResult(status: .infeasible)).isInfeasible)
    #expect(try run(MIPResult(status: .unbounded)).failures.count == 1)
  }

  /// Continuous values lose the solver's last digits; what is left passes the checker.
  @Test func valuesAreAsShortAsTheyAre() throws {
    typealias Model = MixedIntegerProgram.ScaledModel
    #expect(Model.shortened(6.687500000000001) == 6.6875 && Model.shortened(-2.1640624999999987) == -2.1640625)
    #expect(Model.shortened(1e-12) == 0 && Model.shortened(3) == 3 && Model.shortened(1e15 + 0.5) == 1e15 + 0.5)
    #expect(Model.shortened(0.1) == 0.1 && Model.shortened(10.0 / 3) == 3.33333333333)
    let board = try run(MIPResult(status: .feasible, objective: 33, values: [3, 0, 2.0000000000000004]))
    #expect(board.best?.solution.values == [3, 0, 2])
    let steep = try LinearProgramCheckerTests.instance("min x\nst\nr: 10000000 x + y = 33333333.3333333\nend\n")
    let values = [3.33333333333333, 0]
    let solution = try #require(Model.solution(values, of: steep))
    #expect(throws: Never.self) { try MixedIntegerProgram.check(solution, of: steep) }
  }
}
