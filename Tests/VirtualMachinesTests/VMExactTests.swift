import Basics
import GLPKSolver
import Modeling
import Race
import Solving
import Testing

@testable import VirtualMachines

@Suite struct VMExactTests {
  typealias Solution = VMRescheduling.Solution

  func board(_ instance: VMRescheduling.Instance, seconds: Double = 20) -> Scoreboard<Solution> {
    Scoreboard(clock: RaceClock(timeLimit: seconds)) { solution throws(CheckFailure) in
      try VMRescheduling.check(solution, of: instance)
    }
  }

  /// The three ways to ask; the rate is one that some migrations are needed for.
  func questions(_ seed: UInt64) throws -> [VMRescheduling.Instance] {
    let plain = try VMSamples.random(seed: seed)
    var machines = plain
    machines.goal = .machines
    var reach = plain
    let loss = plain.loss(of: plain.homes)
    reach.goal = .migrations(rate: Double(max(0, loss - 4)) / Double(plain.measure.denominator))
    return [plain, machines, reach]
  }

  @Test func theEngineAgreesWithEnumerationOnEveryGoal() throws {
    for seed in 1...120 {
      for instance in try questions(UInt64(seed)) {
        let board = board(instance)
        NativeStrategy(.init(seed: 1, conflictLimit: nil)) { _ in try VMRescheduling.ConstraintModel(instance) }
          .run(on: board)
        let truth = VMSamples.optimum(of: instance)
        #expect(board.best?.objective.first == truth, "seed \(seed), \(instance.goal)")
        #expect(truth == nil ? board.isInfeasible : board.bound?.first == truth, "seed \(seed), \(instance.goal)")
        #expect(board.rejections + board.failures == [])
      }
    }
  }

  @Test func glpkAgreesWithEnumerationOnEveryGoal() throws {
    for seed in 1...120 {
      for instance in try questions(UInt64(seed)) {
        let board = board(instance)
        MIPStrategy(solver: GLPKSolver()) { _ in try VMRescheduling.MIPModel(instance) }.run(on: board)
        let truth = VMSamples.optimum(of: instance)
        #expect(board.best?.objective.first == truth, "seed \(seed), \(instance.goal)")
        #expect(truth == nil ? board.isInfeasible : board.bound?.first == truth, "seed \(seed), \(instance.goal)")
        #expect(board.rejections + board.failures == [])
      }
    }
  }

  @Test func columnGenerationNeverBoundsBelowTheOptimumAndMostlyMeetsIt() throws {
    var (met, asked) = (0, 0)
    for seed in 1...300 {
      let instance = try VMSamples.random(seed: UInt64(seed))
      let truth = try #require(VMSamples.optimum(of: instance))
      let board = board(instance)
      VMRescheduling.StayStrategy(instance).run(on: board)
      VMRescheduling.ExchangeStrategy(instance, seed: 1).run(on: board)
      let (best, bound) = (try #require(board.best?.objective.first), try #require(board.bound?.first))
      #expect(bound <= truth && truth <= best, "seed \(seed)")
      #expect(board.rejections == [])
      asked += 1
      if best == bound { met += 1 }
    }
    #expect(met > asked * 3 / 4, "\(met) of \(asked)")
  }

  @Test func theFewestMigrationsAreBoundedByColumnGenerationToo() throws {
    for seed in 1...120 {
      let instance = try questions(UInt64(seed))[2]
      let truth = VMSamples.optimum(of: instance)
      let board = board(instance)
      VMRescheduling.StayStrategy(instance).run(on: board)
      VMRescheduling.ReachStrategy(instance, seed: 1).run(on: board)
      if let truth {
        #expect(!board.isInfeasible && board.bestBound <= truth && board.bestObjective >= truth, "seed \(seed)")
      }
      #expect(board.rejections == [])
    }
  }

  @Test(arguments: [SolveOptions<Solution>.Engine.auto, .native, .glpk])
  func everyEngineProvesTheWorkedExample(engine: SolveOptions<Solution>.Engine) throws {
    let instance = try VMSamples.worked()
    var options = SolveOptions<Solution>()
    options.engine = engine
    options.mipSolver = GLPKSolver()
    let board = board(instance)
    for lane in try VMRescheduling.lanes(for: instance, options) {
      for strategy in lane.strategies { strategy.run(on: board) }
    }
    #expect(board.best?.objective == 20 && board.bound == 20)
  }

  /// Blocks of two kinds at once, one of them on pairs of nodes, and memory beside cores.
  @Test func mixedRatesAreTheEnginesToo() throws {
    for seed in 1...60 {
      let instance = try VMSamples.random(seed: UInt64(seed)).measuring([
        .init(size: 4, weight: 2), .init(size: 6, nodeCount: 2), .init(resource: .memory, size: 3),
      ])
      let truth = try #require(VMSamples.optimum(of: instance))
      let board = board(instance)
      NativeStrategy(.init(seed: 1, conflictLimit: nil)) { _ in try VMRescheduling.ConstraintModel(instance) }
        .run(on: board)
      #expect(board.best?.objective.first == truth && board.bound?.first == truth, "seed \(seed)")
    }
  }
}
