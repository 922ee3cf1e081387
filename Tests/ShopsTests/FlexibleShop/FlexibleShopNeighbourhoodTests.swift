import Basics
import Testing

@testable import Shops

@Suite struct FlexibleShopNeighbourhoodTests {
  /// The least makespan over all positions of an operation under all choices, the present one left out, each recomputed
  /// in full.
  private func leastByEnumeration(_ operation: Int32, _ graph: inout FlexibleShop.Graph) -> Int {
    let makespan = graph.makespan
    let old = (graph.choices[operation], graph.previous[2 * operation], graph.previous[2 * operation + 1])
    var least = Int.max
    graph.detach(operation)
    for choice in graph.table.choiceOffsets[operation]..<graph.table.choiceOffsets[operation + 1] {
      for first in places(on: graph.table.resources[2 * choice], graph) {
        for second in places(on: graph.table.resources[2 * choice + 1], graph) where (choice, first, second) != old {
          graph.attach(operation, choice: choice, behind: first, second)
          if graph.evaluate() { least = min(least, graph.makespan) }
          graph.detach(operation)
        }
      }
    }
    graph.attach(operation, choice: old.0, behind: old.1, old.2)
    let isBack = graph.evaluate()
    #expect(isBack && graph.makespan == makespan)
    return least
  }

  private func places(on resource: Int32, _ graph: borrowing FlexibleShop.Graph) -> [Int32] {
    var places: [Int32] = [-1]
    guard resource >= 0 else { return places }
    var place = graph.first[resource]
    while place >= 0 {
      places.append(place)
      place = graph.next[place]
    }
    return places
  }

  /// What the best move of an operation says it leads to and what it does, and the best of all its insertions; no worse
  /// than the present makespan, as the search leaves out moves that change nothing.
  private struct Outcome {
    let before: Int
    let makespan: Int
    let reached: Int?
    let least: Int
  }

  /// Explores each operation of a random graph's critical path.
  private func explore(_ features: FlexibleShop.Features, _ seed: UInt64) -> [Outcome] {
    var random = RandomSource(seed: seed)
    let shop = FlexibleShop.random(features, &random)
    var graph = FlexibleShop.Graph(shop)
    var dispatcher = FlexibleShop.Dispatcher(graph.table)
    dispatcher.build(by: .random, graph.table, &random)
    for operation in 0..<shop.operationCount {
      dispatcher.choices[operation] = Int32(random.within(shop.choices(of: operation).asClosed))
    }
    _ = graph.load(dispatcher.order, choices: dispatcher.choices)
    var neighbourhood = FlexibleShop.Neighbourhood(graph.table, seed: seed)
    var path = FlexibleShop.CriticalPath(operationCount: shop.operationCount)
    path.trace(graph, &random)
    return (0..<Int32(shop.operationCount)).filter { path.contains($0) }.compactMap { operation in
      explore(operation, &graph, &neighbourhood)
    }
  }

  private func explore(
    _ operation: Int32, _ graph: inout FlexibleShop.Graph, _ neighbourhood: inout FlexibleShop.Neighbourhood
  ) -> Outcome? {
    neighbourhood.begin(graph, .init(iteration: 1, aspiration: .min))
    let order = (0..<graph.count).map { graph.order[$0] }
    let prefix = order.prefix { $0 != operation }.map { graph.ends[$0] + graph.table.tails[$0] }.max() ?? 0
    let around = neighbourhood.explore(operation, graph, after: prefix)
    let move = neighbourhood.best
    let makespan = graph.makespan
    let least = min(makespan, leastByEnumeration(operation, &graph))
    guard move.operation >= 0 else {
      return Outcome(before: makespan, makespan: makespan, reached: makespan, least: least)
    }
    let old = (graph.choices[operation], graph.previous[2 * operation], graph.previous[2 * operation + 1])
    graph.detach(operation)
    graph.attach(operation, choice: move.choice, behind: move.firstPlace, move.secondPlace)
    let reached = graph.evaluate() ? graph.makespan : nil
    graph.detach(operation)
    graph.attach(operation, choice: old.0, behind: old.1, old.2)
    let isBack = graph.evaluate()
    #expect(isBack && graph.makespan == makespan)
    return Outcome(before: makespan, makespan: max(around.rest, move.through), reached: reached, least: least)
  }

  @Test(arguments: 0..<300)
  func oneResourceGivesTheBestInsertionExactly(_ seed: UInt64) {
    let features = FlexibleShop.Features(
      jobs: 2...5, operations: 1...4, hasHeadsAndTails: true, hasFurtherArcs: seed % 2 == 0)
    for outcome in explore(features, seed) {
      #expect(min(outcome.makespan, outcome.before) == outcome.least)
      #expect(outcome.reached == outcome.makespan)
    }
  }

  @Test(arguments: 0..<300)
  func twoResourcesAndSetupsGiveExactValues(_ seed: UInt64) {
    let features = FlexibleShop.Features(
      jobs: 2...5, operations: 1...3, workers: 2, hasHeadsAndTails: true, hasFurtherArcs: seed % 2 == 0,
      hasSetups: seed % 3 == 0)
    for outcome in explore(features, seed) {
      #expect(outcome.makespan >= outcome.least)
      #expect(outcome.reached == outcome.makespan)
    }
  }

  @Test func twoResourcesMostlyGiveTheBestInsertion() {
    let outcomes = (0..<300).flatMap { seed in
      explore(FlexibleShop.Features(jobs: 2...5, operations: 1...3, workers: 2), UInt64(seed))
    }
    #expect(outcomes.filter { min($0.makespan, $0.before) == $0.least }.count * 100 >= outcomes.count * 95)
  }
}

extension Range<Int> {
  fileprivate var asClosed: ClosedRange<Int> { lowerBound...upperBound - 1 }
}
