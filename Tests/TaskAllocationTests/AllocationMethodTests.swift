import Basics
import GLPKSolver
import Race
import Solving
import Testing

@testable import TaskAllocation

/// Every method against enumeration, on instances that are small enough for it.
@Suite struct AllocationMethodTests {
  typealias Solution = TaskAllocation.Solution

  /// Runs the lanes one after the other on a board that stops at a proof or after `seconds`.
  func solve(
    _ instance: TaskAllocation.Instance, seconds: Double = 20,
    _ change: (inout SolveOptions<Solution>) -> Void = { _ in }
  ) throws -> Scoreboard<Solution> {
    var options = SolveOptions<Solution>()
    options.mipSolver = GLPKSolver()
    change(&options)
    let board = Scoreboard<Solution>(clock: RaceClock(timeLimit: seconds)) { solution throws(CheckFailure) in
      try TaskAllocation.check(solution, of: instance)
    }
    for lane in try TaskAllocation.lanes(for: instance, options) {
      for strategy in lane.strategies where !board.shouldStop { strategy.run(on: board) }
    }
    #expect(board.rejections == [] && board.failures == [])
    return board
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func smallInstancesAreProvedOptimal(seed: UInt64) throws {
    let instance = AllocationSamples.random(seed: seed)
    let board = try solve(instance)
    let optimum = AllocationSamples.optimum(of: instance)
    #expect(board.best?.objective.first == -optimum && board.bound?.first == -optimum)
  }

  @Test(arguments: [SolveOptions<Solution>.Engine.glpk, .cp, .native])
  func allEnginesProveTheOptimum(engine: SolveOptions<Solution>.Engine) throws {
    for seed in 61...72 as ClosedRange<UInt64> {
      let instance = AllocationSamples.random(seed: seed)
      let board = try solve(instance) { $0.engine = engine }
      let optimum = AllocationSamples.optimum(of: instance)
      #expect(board.best?.objective.first == -optimum && board.bound?.first == -optimum)
    }
  }

  @Test(arguments: TaskAllocation.heuristics.map(\.name))
  func heuristicsGiveValidSolutionsAndBounds(name: String) throws {
    for seed in 1...10 as ClosedRange<UInt64> {
      let instance = AllocationSamples.random(seed: seed)
      let board = try solve(instance, seconds: 0.1) { $0.heuristic = name }
      let optimum = AllocationSamples.optimum(of: instance)
      let best = try #require(board.best)
      let bound = try #require(board.bound)
      #expect(-best.objective.first <= optimum && -bound.first >= optimum)
      #expect(board.history.allSatisfy { $0.kind == .bound || $0.source == name })
    }
  }

  @Test(arguments: 1...100 as ClosedRange<UInt64>)
  func boundsAreNeverBelowTheOptimum(seed: UInt64) throws {
    let instance = AllocationSamples.random(seed: seed)
    let optimum = AllocationSamples.optimum(of: instance)
    let table = AllocationTable(instance)
    let costs = TeamCosts.all(table) { false }
    #expect(TaskAllocation.CoverBoundStrategy.bound(table, costs) >= optimum)
    #expect(try #require(TaskAllocation.trivialBound(of: instance)) <= Objective(-optimum))
    for iterations in [0, 3, 200] {
      let prices = try #require(NeedPrices(table, teamCost: costs.map { $0 ?? 0 }))
      _ = prices.improve(iterations: iterations, target: Double(-optimum)) { false }
      #expect(prices.exactBound() <= -optimum * prices.scale)
    }
  }

  /// The cheapest team of one task, by enumeration.
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func dynamicProgramsFindTheCheapestTeam(seed: UInt64) throws {
    let instance = AllocationSamples.random(seed: seed)
    let table = AllocationTable(instance)
    for task in instance.tasks.indices {
      var least: Int?
      for set in 0..<(1 << instance.entities.count) {
        let team = instance.entities.indices.filter { set >> $0 & 1 == 1 }
        let covers = instance.tasks[task].needs.indices.allSatisfy { k in
          team.reduce(0) { $0 + instance.entities[$1].abilities[k] } >= instance.tasks[task].needs[k]
        }
        let cost = team.reduce(0) { $0 + instance.cost(of: $1, at: task) }
        if covers { least = min(least ?? cost, cost) }
      }
      #expect(TeamCosts.least(table, task) { false } == least)
      guard var knapsack = CoverKnapsack(table, task, limit: 1 << 20) else {
        Issue.record("a small table is affordable")
        continue
      }
      let price = { Int32(instance.cost(of: $0, at: task)) }
      let found = knapsack.team(table.candidates[task], price: price)
      #expect(found?.price == least)
      if let found { #expect(found.team.reduce(0) { $0 + instance.cost(of: $1, at: task) } == least) }
    }
  }

  @Test func theAbilityShopIsWorth35() throws {
    // 3 - 1 for each of eight tasks, and 20 - 1 for the one that needs all abilities.
    let instance = TaskAllocation.Environment.abilityShop.instance(seed: 1)
    let board = try solve(instance)
    #expect(board.best?.objective.first == -35 && board.bound?.first == -35)
  }

  @Test func teamsThatAreGivenComeFirst() throws {
    let instance = AllocationCheckerTests.instance
    let given = Solution([[0, 1], [], []], of: instance)
    let board = try solve(instance) { $0.warmStart = .solution(given) }
    #expect(board.history.first { $0.kind == .solution }?.source == "warm start")
    #expect(board.best?.objective.first == -8)
  }
}
