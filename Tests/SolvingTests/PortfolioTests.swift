import MIP
import Race
import SolvingSupport
import Testing

@testable import Solving

/// Roles of a problem that is never solved: strategies are told apart by name.
@Suite struct PortfolioTests {
  private struct Named: Strategy {
    let name: String
    func run(on scoreboard: Scoreboard<Toy.Solution>) {}
  }

  private struct NoSolver: MIPSolver {
    let name = "none"
    func solve(_ model: LinearModel, _ options: MIPOptions, monitor: any MIPMonitor) throws(MIPError) -> MIPResult {
      MIPResult(status: .unknown)
    }
  }

  private let portfolio = Portfolio<Toy>(
    heuristics: [
      .once("high", "once") { _, _ in [Named(name: "high")] },
      .search(
        "walk", "everywhere", bounds: { _ in [Named(name: "bound")] }, { Named(name: "walk \($0.smallest) \($1)") }),
    ],
    mip: { _, options, solver in options.start([Named(name: "start")]) + [Named(name: solver.name)] },
    cp: { _, options in options.lanes { [Named(name: "cp \($0)")] } },
    native: { _, options in [Lane([Named(name: options.mipSolver == nil ? "our own" : "everything")])] })

  private func names(_ change: (inout SolveOptions<Toy.Solution>) -> Void) throws -> [[String]] {
    var options = SolveOptions<Toy.Solution>()
    change(&options)
    let lanes = try portfolio.lanes(for: Toy.Instance(smallest: 4), options)
    return lanes.map { $0.strategies.map(\.name) }
  }

  @Test func theEngineChoosesTheRole() throws {
    #expect(try names { _ in } == [["our own"]])
    #expect(try names { $0.mipSolver = NoSolver() } == [["everything"]])
    #expect(
      try names {
        $0.engine = .native
        $0.mipSolver = NoSolver()
      } == [["our own"]])
    #expect(
      try names {
        $0.engine = .cp
        $0.workers = 2
      } == [["cp 0"], ["cp 1"]])
    #expect(
      try names {
        $0.engine = .cp
        $0.workers = 0
      } == [["cp 0"]])
    #expect(SolveOptions<Toy.Solution>.Engine.names == "auto, native, cp or glpk")
  }

  @Test func theSolversLaneStartsAsTheUserWants() throws {
    func lane(_ start: SolveOptions<Toy.Solution>.WarmStart) throws -> [[String]] {
      try names {
        $0.engine = .glpk
        $0.mipSolver = NoSolver()
        $0.warmStart = start
      }
    }
    #expect(try lane(.heuristic) == [["start", "none"]])
    #expect(try lane(.none) == [["none"]])
    #expect(try lane(.solution(Toy.Solution(number: 9))) == [["warm start", "none"]])
    #expect(throws: SolveOptionError.noMIPSolver) { try names { $0.engine = .glpk } }
  }

  @Test func aHeuristicRunsAlone() throws {
    #expect(try names { $0.heuristic = "high" } == [["high"]])
    let lanes = try names {
      $0.heuristic = "walk"
      $0.workers = 2
      $0.seed = 7
    }
    #expect(lanes.count == 2 && lanes[0].first == "bound" && lanes[0].last == "walk 4 7" && lanes[1].count == 1)
    #expect(lanes[1] != ["walk 4 7"], "each worker has a seed of its own")
    #expect(throws: SolveOptionError.unknownHeuristic("luck", problem: "toy", known: ["high", "walk"])) {
      try names { $0.heuristic = "luck" }
    }
  }
}
