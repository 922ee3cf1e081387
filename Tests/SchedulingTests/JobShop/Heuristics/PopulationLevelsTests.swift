import Basics
import Testing

@testable import Scheduling

@Suite struct PopulationLevelsTests {
  private static let capacity = 4
  /// Searches without a shorter makespan after which a population has ended.
  private static let patience = 15 * capacity

  @Test func aPopulationThatFindsNothingMakesRoomAndThreeBestBeginTheNextLevel() {
    let instance = JobShopSamples.random(jobs: 6, machines: 5, isGeneral: false, seed: 3)
    let order = Buffer<Int32>(repeating: 0, count: instance.operationCount)
    var random = RandomSource(seed: 3)
    var levels = JobShop.PopulationLevels(capacity: Self.capacity, operationCount: instance.operationCount)
    for round in 1...3 {
      let isEmpty = !levels.combine(into: order, &random)
      #expect(isEmpty, "population \(round) begins with random schedules")
      for graph in 0..<Self.capacity { insert(graph, round, &levels, instance) }
      let isReady = levels.combine(into: order, &random)
      #expect(isReady)
      // The best of the four are there already.
      for _ in 0..<Self.patience { insert(0, round, &levels, instance) }
    }
    let isOfTheNextLevel = levels.combine(into: order, &random)
    #expect(isOfTheNextLevel, "the best of the three before are in it")
    var between = JobShop.DisjunctiveGraph(instance)
    between.load(order)
    let completions = DisjunctiveGraphTests.completions(of: DisjunctiveGraphTests.sequences(between), instance)
    #expect(completions != nil, "feasible without repair")
  }

  @Test func theBestIsThatOfAllPopulations() {
    let instance = JobShopSamples.random(jobs: 6, machines: 5, isGeneral: false, seed: 4)
    var levels = JobShop.PopulationLevels(capacity: Self.capacity, operationCount: instance.operationCount)
    var least = Int32.max
    for round in 1...5 {
      for graph in 0..<3 { least = min(least, insert(graph, round, &levels, instance)) }
      let best = levels.best
      #expect(best == least)
      for _ in 0..<Self.patience { insert(0, round, &levels, instance) }
    }
  }

  /// Adds a random schedule, the same for the same numbers.
  @discardableResult
  private func insert(
    _ number: Int, _ round: Int, _ levels: inout JobShop.PopulationLevels, _ instance: JobShop.Instance
  ) -> Int32 {
    var random = RandomSource(seed: UInt64(100 * round + number))
    var builder = JobShop.GifflerThompson(instance)
    builder.build(by: .random, &random)
    var graph = JobShop.DisjunctiveGraph(instance)
    graph.load(builder.order)
    levels.insert(graph)
    return graph.makespan
  }
}
