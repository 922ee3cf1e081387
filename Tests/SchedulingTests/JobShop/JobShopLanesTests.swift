import GLPKSolver
import Race
import Solving
import Testing

@testable import Scheduling

@Suite struct JobShopLanesTests {
  let ft06 = JobShopFacts.instance(JobShopFacts.ft06, name: "ft06")

  /// Runs the lanes side by side on a board that stops at a proof or after `seconds`.
  func solve(
    _ instance: JobShop.Instance, seconds: Double = 20, takesTurns: Bool = false,
    _ change: (inout SolveOptions<JobShop.Solution>) -> Void = { _ in }
  ) throws -> Scoreboard<JobShop.Solution> {
    var options = SolveOptions<JobShop.Solution>()
    change(&options)
    let board = Scoreboard<JobShop.Solution>(clock: RaceClock(timeLimit: seconds)) { solution throws(CheckFailure) in
      try JobShop.check(solution, of: instance)
    }
    var limits = RaceLimits()
    limits.takesTurns = takesTurns
    let result = Race.run(try JobShop.lanes(for: instance, options), on: board, limits: limits)
    #expect(result.rejections == [] && result.unfinished == [])
    return board
  }

  @Test(arguments: JobShop.heuristics.map(\.name))
  func eachNamedHeuristicRunsAlone(name: String) throws {
    let board = try solve(ft06, seconds: 0.3) { $0.heuristic = name }
    let best = try #require(board.best)
    #expect((55...100).contains(best.objective.first))
    #expect(board.history.filter { $0.kind == .solution }.allSatisfy { $0.source.contains(name) })
  }

  /// No job has an operation: the empty schedule is there for everybody, and it is the optimum.
  @Test(arguments: JobShop.heuristics.map(\.name) + ["auto", "native", "glpk"])
  func aShopWithoutOperationsIsSolved(way: String) throws {
    let empty = try JobShop.Instance(name: "empty", machineCount: 3, jobs: [[], []])
    for isWarm in [true, false] {
      let board = try solve(empty) {
        if let engine = SolveOptions<JobShop.Solution>.Engine(rawValue: way) {
          $0.engine = engine
        } else {
          $0.heuristic = way
        }
        $0.mipSolver = GLPKSolver()
        if !isWarm { $0.warmStart = .none }
      }
      #expect(board.best?.objective == 0 && board.bound == 0)
      #expect(board.best?.solution == JobShop.Solution(makespan: 0, starts: [[], []]))
    }
  }

  @Test func anUnknownHeuristicIsAUsersMistake() {
    #expect(throws: SolveOptionError.self) { try solve(ft06) { $0.heuristic = "magic" } }
    #expect(throws: SolveOptionError.noMIPSolver) { try solve(ft06) { $0.engine = .glpk } }
  }

  /// 2 machines with 700 operations each: 489,300 pairs.
  @Test func whatIsTooLargeForOrdersIsRefused() throws {
    let jobs = (0..<700).map { _ in [JobShop.Operation(machine: 0, duration: 1), .init(machine: 1, duration: 1)] }
    let wide = try JobShop.Instance(name: "wide", machineCount: 2, jobs: jobs)
    #expect(throws: SolveOptionError.self) { try solve(wide, seconds: 0.1) { $0.heuristic = "lns" } }
  }

  @Test func glpkProvesFt06OptimalFromAWarmStartAndWithout() throws {
    for isWarm in [true, false] {
      let board = try solve(ft06, seconds: 60) {
        $0.engine = .glpk
        $0.mipSolver = GLPKSolver()
        if !isWarm { $0.warmStart = .none }
      }
      #expect(board.best?.objective == 55 && board.bound == 55)
    }
  }

  /// With one worker, whose lanes take turns; side by side, another lane may be faster.
  @Test func aGivenSolutionIsTheFirstOneAndIsChecked() throws {
    let starts = JobShop.leftShifted(ft06.jobs.map { $0.map { _ in 0 } }, ft06)
    let board = try solve(ft06, seconds: 0.2, takesTurns: true) { $0.warmStart = .solution(starts) }
    #expect(board.history.first?.source == "warm start")
  }

  @Test func workersHaveLanesOfTheirOwn() throws {
    var options = SolveOptions<JobShop.Solution>()
    options.workers = 3
    #expect(try JobShop.lanes(for: ft06, options).count == 3)
  }

  private func names(_ strategies: [any Strategy<JobShop.Solution>]) -> Set<String> { Set(strategies.map(\.name)) }

  /// ft06 has as many jobs as machines: one worker looks for schedules, the others for proofs, and they swap roles.
  @Test func eachRoleIsRelievedByTheOther() throws {
    var options = SolveOptions<JobShop.Solution>()
    options.workers = 2
    let lanes = try JobShop.lanes(for: ft06, options)
    #expect(lanes.map { names($0.strategies).contains("tabu search") } == [true, false])
    #expect(lanes.map { names($0.relief) } == [["clause learning"], ["tabu search"]])
    options.warmStart = .none
    #expect(try JobShop.lanes(for: ft06, options).allSatisfy { $0.relief.isEmpty }, "no heuristics are wanted")
  }

  @Test func wideShopsSoonLookForSchedulesOnAllWorkers() throws {
    let wide = try JobShop.Instance(
      name: "wide", machineCount: 2,
      jobs: Array(
        repeating: ft06.jobs[0].prefix(2).map {
          JobShop.Operation(machine: $0.machine % 2, duration: $0.duration)
        }, count: 5))
    var options = SolveOptions<JobShop.Solution>()
    options.workers = 2
    let lanes = try JobShop.lanes(for: wide, options)
    #expect(names(lanes[1].strategies) == ["clause learning"] && names(lanes[1].relief) == ["tabu search"])
    let stays = [try JobShop.lanes(for: ft06, options)[1], lanes[1]].map(\.leastStay)
    #expect(stays[1] < stays[0], "where a machine decides the bound, proofs give way sooner")
  }
}
