import Race
import Solving
import Testing

@testable import VirtualMachines

@Suite struct VMHeuristicTests {
  typealias Solution = VMRescheduling.Solution

  func run(
    _ strategy: any Strategy<Solution>, _ instance: VMRescheduling.Instance, seconds: Double = 0.1
  ) -> Scoreboard<Solution> {
    let board = Scoreboard<Solution>(clock: RaceClock(timeLimit: seconds)) { solution throws(CheckFailure) in
      try VMRescheduling.check(solution, of: instance)
    }
    strategy.run(on: board)
    #expect(board.rejections == [])
    return board
  }

  @Test(arguments: VMRescheduling.heuristics.map(\.name))
  func eachNamedHeuristicSolvesTheWorkedExample(name: String) throws {
    let instance = try VMSamples.worked()
    var options = SolveOptions<Solution>()
    options.heuristic = name
    for lane in try VMRescheduling.lanes(for: instance, options) {
      #expect(run(lane.strategies[0], instance).best?.objective == 20)
    }
  }

  @Test func anUnknownHeuristicIsAUsersMistake() throws {
    let instance = try VMSamples.worked()
    var options = SolveOptions<Solution>()
    options.heuristic = "magic"
    #expect(throws: SolveOptionError.self) { try VMRescheduling.lanes(for: instance, options) }
  }

  @Test func stepByStepHeuristicsMakePlansThatCanBeCarriedOut() throws {
    for seed in 1...100 {
      let instance = try VMSamples.random(seed: UInt64(seed))
      let truth = try #require(VMSamples.optimum(of: instance))
      for rule in VMRescheduling.ScoreRule.allCases {
        let best = try #require(run(VMRescheduling.ScoreStrategy(instance, rule), instance).best)
        #expect(best.solution.plan.isComplete && best.objective.first >= truth, "seed \(seed)")
      }
      let beam = run(VMRescheduling.BeamStrategy(instance), instance, seconds: 1)
      #expect(beam.best.map { $0.solution.plan.isComplete && $0.objective.first >= truth } ?? true, "seed \(seed)")
    }
  }

  @Test func localSearchFindsMostOptimaOfTinyInstances() throws {
    var (met, asked) = (0, 0)
    for seed in 1...60 {
      let instance = try VMSamples.random(seed: UInt64(seed))
      let truth = try #require(VMSamples.optimum(of: instance))
      var search = VMRescheduling.ChainSearch(instance, from: instance.homes, seed: 3)
      search.run(chains: 3000, shouldStop: { false }, onBetter: { _, _ in })
      let solution = Solution(search.best.places, of: instance)
      #expect(try VMRescheduling.check(solution, of: instance).first >= truth, "seed \(seed)")
      asked += 1
      if solution.fragment == truth { met += 1 }
    }
    #expect(met > asked * 3 / 4, "\(met) of \(asked)")
  }

  @Test func largeNeighbourhoodsKeepAllRules() throws {
    for seed in 1...20 {
      let instance = try VMSamples.random(seed: UInt64(seed))
      let board = Scoreboard<Solution>(clock: RaceClock(timeLimit: 0.1)) { solution throws(CheckFailure) in
        try VMRescheduling.check(solution, of: instance)
      }
      VMRescheduling.StayStrategy(instance).run(on: board)
      VMRescheduling.MachineNeighbourhood(instance, seed: 1).run(on: board)
      #expect(board.rejections == [])
    }
  }

  @Test func theFreeAmountsAndTheLossAreKeptUpByEveryMove() throws {
    for seed in 1...60 {
      let instance = try VMSamples.random(seed: UInt64(seed))
      let state = VMRescheduling.ChainState(instance, instance.homes)
      for step in 0..<40 {
        let vm = step % instance.virtualMachines.count
        let site =
          state.width(vm) == 2
          ? 2 * instance.machineCount + step % instance.machineCount : (step * 7) % (2 * instance.machineCount)
        state.move(vm, to: site)
        let places = state.places
        #expect(state.loss == instance.loss(of: places) || instance.freeAmounts(places).contains { $0.cpu < 0 })
        #expect(state.moved == places.indices.filter { places[$0] != instance.virtualMachines[$0].home }.count)
      }
    }
  }
}
