import GLPKSolver
import Race
import Solving
import Testing

@testable import Scheduling

@Suite struct TardinessLanesTests {
  /// Runs the lanes one after the other on a board that stops at a proof or after `seconds`.
  func solve(
    _ instance: Tardiness.Instance, seconds: Double = 20,
    _ change: (inout SolveOptions<Tardiness.Solution>) -> Void = { _ in }
  ) throws -> Scoreboard<Tardiness.Solution> {
    var options = SolveOptions<Tardiness.Solution>()
    change(&options)
    let board = Scoreboard<Tardiness.Solution>(clock: RaceClock(timeLimit: seconds)) { solution throws(CheckFailure) in
      try Tardiness.check(solution, of: instance)
    }
    for lane in try Tardiness.lanes(for: instance, options) {
      for strategy in lane.strategies { strategy.run(on: board) }
    }
    #expect(board.rejections == [])
    return board
  }

  @Test(arguments: Tardiness.heuristics.map(\.name))
  func eachNamedHeuristicRunsAlone(name: String) throws {
    let board = try solve(TardinessSamples.workedExample, seconds: 0.3) { $0.heuristic = name }
    #expect((141...146).contains(try #require(board.best).objective.first))
    #expect(board.history.filter { $0.kind == .solution }.allSatisfy { $0.source == name })
    #expect(board.bound != nil)
  }

  @Test func anUnknownHeuristicIsAUsersMistake() {
    let instance = TardinessSamples.workedExample
    #expect(throws: SolveOptionError.self) { try solve(instance) { $0.heuristic = "magic" } }
    #expect(throws: SolveOptionError.noMIPSolver) { try solve(instance) { $0.engine = .glpk } }
  }

  @Test func glpkProvesTheWorkedExampleOptimalFromAWarmStartAndWithout() throws {
    for isWarm in [true, false] {
      let board = try solve(TardinessSamples.workedExample, seconds: 60) {
        $0.engine = .glpk
        $0.mipSolver = GLPKSolver()
        if !isWarm { $0.warmStart = .none }
      }
      #expect(board.best?.objective == 141 && board.bound == 141)
    }
  }

  @Test(arguments: [SolveOptions<Tardiness.Solution>.Engine.native, .auto])
  func theNativeEngineProvesTheWorkedExampleOptimal(engine: SolveOptions<Tardiness.Solution>.Engine) throws {
    for workers in 1...2 {
      let board = try solve(TardinessSamples.workedExample, seconds: 60) {
        $0.engine = engine
        $0.workers = workers
      }
      #expect(board.best?.objective == 141 && board.bound == 141)
    }
  }

  @Test func releaseDatesAreProvedWithToo() throws {
    let instance = TardinessSamples.random(jobs: 7, seed: 4, isWeighted: true, hasReleaseDates: true, times: 1...9)
    let board = try solve(instance, seconds: 60)
    #expect(board.best?.objective.first == TardinessSamples.optimum(of: instance))
    #expect(board.bound == board.best?.objective)
  }

  /// What is out of the engine's range is proved all the same: no work at all, and times in nanoseconds.
  @Test(arguments: [1, 2], 1...60 as ClosedRange<UInt64>)
  func numbersOfAnySizeAreProvedWith(workers: Int, seed: UInt64) throws {
    let small = TardinessSamples.random(
      jobs: Int(seed % 6) + 1, seed: seed, isWeighted: seed % 3 > 0, hasReleaseDates: seed % 4 > 0)
    let factor = 1_000_000_007
    let long = TardinessSamples.instance(
      times: small.jobs.map { $0.processingTime * factor }, dueDates: small.jobs.map { $0.dueDate * factor },
      weights: small.jobs.map(\.weight), releaseDates: small.jobs.map { $0.releaseDate * factor })
    let instant = TardinessSamples.instance(
      times: small.jobs.map { _ in 0 }, dueDates: small.jobs.map(\.dueDate), weights: small.jobs.map(\.weight),
      releaseDates: small.jobs.map(\.releaseDate))
    for (instance, optimum) in [
      (long, factor * TardinessSamples.optimum(of: small)), (instant, TardinessSamples.optimum(of: instant)),
    ] {
      let board = try solve(instance) { $0.workers = workers }
      #expect(board.best?.objective.first == optimum && board.bound?.first == optimum)
    }
  }

  @Test func aGivenSolutionIsTheFirstOne() throws {
    let instance = TardinessSamples.workedExample
    let given = Tardiness.Solution([0, 1, 2, 3, 4, 5], of: instance)
    let board = try solve(instance, seconds: 0.2) { $0.warmStart = .solution(given) }
    #expect(board.history.first?.source == "warm start")
  }

  @Test func workersHaveLanesOfTheirOwn() throws {
    var options = SolveOptions<Tardiness.Solution>()
    options.workers = 3
    #expect(try Tardiness.lanes(for: TardinessSamples.workedExample, options).count == 3)
  }
}
