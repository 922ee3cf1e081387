import Basics
import Race
import Testing

@testable import Scheduling

@Suite struct TabuSearchTests {
  func board(_ instance: JobShop.Instance, seconds: Double = 60) -> Scoreboard<JobShop.Solution> {
    Scoreboard(clock: RaceClock(timeLimit: seconds)) { solution throws(CheckFailure) in
      try JobShop.check(solution, of: instance)
    }
  }

  @Test(arguments: [(JobShopFacts.ft06, 55), (JobShopFacts.ft20, 1165)])
  func findsTheOptimaOfTheClassics(text: String, optimum: Int) {
    let instance = JobShopFacts.instance(text, name: "classic")
    let board = board(instance)
    // The known optimum as bound ends the race when it is reached.
    board.prove(Objective(optimum), by: "published")
    JobShop.TabuSearchStrategy(instance, seed: 1, iterationLimit: 400_000).run(on: board)
    #expect(board.best?.objective == Objective(optimum))
    #expect(board.rejections == [])
  }

  @Test func comesWithinOnePercentOfFt10InFewMoves() throws {
    let instance = JobShopFacts.instance(JobShopFacts.ft10, name: "ft10")
    let board = board(instance)
    JobShop.TabuSearchStrategy(instance, seed: 1, iterationLimit: 60_000).run(on: board)
    #expect((930...950).contains(try #require(board.best).objective.first))
  }

  @Test(arguments: [false, true])
  func findsTheOptimumOfTinyInstances(isGeneral: Bool) {
    for seed in 1...20 as ClosedRange<UInt64> {
      let instance = JobShopSamples.random(jobs: 3, machines: 3, isGeneral: isGeneral, seed: seed)
      let board = board(instance)
      JobShop.TabuSearchStrategy(instance, seed: seed, iterationLimit: 1000).run(on: board)
      #expect(board.best?.objective == Objective(JobShopSamples.optimum(of: instance)), "seed \(seed)")
      #expect(board.rejections == [])
    }
  }

  /// So many jobs that orders are tabu instead of sequences; with one machine, a job's operations share their entries.
  @Test(arguments: [(5, 2, false), (5, 1, true)])
  func findsTheOptimumWhereMachinesBoundTheMakespan(jobs: Int, machines: Int, isGeneral: Bool) {
    for seed in 1...20 as ClosedRange<UInt64> {
      let instance = JobShopSamples.random(jobs: jobs, machines: machines, isGeneral: isGeneral, seed: seed)
      #expect(JobShop.isBoundedByMachines(instance))
      let board = board(instance)
      JobShop.TabuSearchStrategy(instance, seed: seed, iterationLimit: 2000).run(on: board)
      #expect(board.best?.objective == Objective(JobShopSamples.optimum(of: instance)), "seed \(seed)")
      #expect(board.rejections == [])
    }
  }

  @Test func theSameSeedGivesTheSameSearch() {
    let instance = JobShop.Generator.random(jobs: 10, machines: 8, seed: 4)
    let runs = (0..<2).map { _ in
      let board = board(instance)
      JobShop.TabuSearchStrategy(instance, seed: 9, iterationLimit: 40_000).run(on: board)
      return board.history.map { $0.objective?.first }
    }
    #expect(runs[0] == runs[1])
  }

  @Test func endsByItselfWhereThereIsNothingToMove() throws {
    let empty = try JobShop.Instance(name: "empty", machineCount: 1, jobs: [[]])
    JobShop.TabuSearchStrategy(empty, seed: 1).run(on: board(empty))
    let single = JobShopSamples.instance(machines: 2, [[(0, 3), (1, 4)]])
    let board = board(single)
    JobShop.TabuSearchStrategy(single, seed: 1).run(on: board)
    #expect(board.best?.objective == 7)
  }

  @Test func aTabuSequenceComesBackAfterItsTime() {
    let tabu = JobShop.TabuList(machineCount: 2)
    tabu.record(5, on: 0, until: 10)
    let back = tabu.forbids(0 &- 5, on: 0, at: 9)
    let late = tabu.forbids(0 &- 5, on: 0, at: 10)
    let elsewhere = tabu.forbids(0 &- 5, on: 1, at: 9)
    let another = tabu.forbids(1, on: 0, at: 9)
    #expect(back && !late && !elsewhere && !another, "only this sequence of this machine, only for its time")
    tabu.clear()
    let cleared = tabu.forbids(0 &- 5, on: 0, at: 9)
    #expect(!cleared)
  }

  @Test func pointsBetweenElitesKeepWhatBothAgreeOn() {
    for seed in 1...20 as ClosedRange<UInt64> {
      let instance = JobShopSamples.random(jobs: 5, machines: 4, isGeneral: seed % 2 == 0, seed: seed)
      var random = RandomSource(seed: seed)
      var builder = JobShop.GifflerThompson(instance)
      var population = JobShop.ElitePopulation(capacity: 2, operationCount: instance.operationCount)
      var members: [[[Int32]]] = []
      for rule in [JobShop.DispatchingRule.mwkr, .random, .random, .random] where !population.isFull {
        builder.build(by: rule, &random)
        var graph = JobShop.DisjunctiveGraph(instance)
        graph.load(builder.order)
        let isNew = population.insert(graph)
        #expect(isNew != members.contains(DisjunctiveGraphTests.sequences(graph)))
        if isNew { members.append(DisjunctiveGraphTests.sequences(graph)) }
      }
      guard population.isFull else { continue }
      let order = Buffer<Int32>(repeating: 0, count: instance.operationCount)
      population.combine(into: order, &random)
      var between = JobShop.DisjunctiveGraph(instance)
      between.load(order)
      let sequences = DisjunctiveGraphTests.sequences(between)
      #expect(DisjunctiveGraphTests.completions(of: sequences, instance) != nil, "feasible without repair")
      for machine in 0..<instance.machineCount {
        let places = members.map { member in
          Dictionary(uniqueKeysWithValues: member[machine].enumerated().map { ($1, $0) })
        }
        for (index, a) in sequences[machine].enumerated() {
          for b in sequences[machine].dropFirst(index + 1) {
            #expect(places.contains { $0[a]! < $0[b]! }, "no pair is in an order that neither member has")
          }
        }
      }
    }
  }
}
