import Basics
import Testing

@testable import Shops

@Suite struct FlexibleShopNeighbourhoodTests {
  /// The least makespan over all positions of all critical operations under all choices, the present one left out, each
  /// recomputed in full.
  private func leastByEnumeration(_ graph: inout FlexibleShop.Graph) -> Int {
    let makespan = graph.makespan
    let critical = (0..<Int32(graph.count)).filter {
      graph.ends[$0] - graph.durations[$0] + graph.rests[$0] == makespan
    }
    var least = Int.max
    for operation in critical {
      let old = (graph.choices[operation], graph.previous[2 * operation], graph.previous[2 * operation + 1])
      graph.detach(operation)
      for choice in graph.table.choiceOffsets[operation]..<graph.table.choiceOffsets[operation + 1] {
        for first in places(on: graph.table.resources[2 * choice], graph) {
          for second in places(on: graph.table.resources[2 * choice + 1], graph)
          where (choice, first, second) != old {
            graph.attach(operation, choice: choice, behind: first, second)
            if graph.evaluate() { least = min(least, graph.makespan) }
            graph.detach(operation)
          }
        }
      }
      graph.attach(operation, choice: old.0, behind: old.1, old.2)
    }
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

  /// Explores a random graph, and makes the move.
  ///
  /// - Returns: what the move says it leads to and what it does, the best of all insertions, and where it came from.
  private func explore(
    _ features: FlexibleShop.Features, _ seed: UInt64
  ) -> (value: Int, reached: Int?, least: Int, makespan: Int)? {
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
    _ = neighbourhood.explore(graph, at: 1, aspiration: .min)
    let makespan = graph.makespan
    let least = leastByEnumeration(&graph)
    let move = neighbourhood.best
    guard move.operation >= 0 else { return nil }
    graph.detach(move.operation)
    graph.attach(move.operation, choice: move.choice, behind: move.firstPlace, move.secondPlace)
    let isAcyclic = graph.evaluate()
    return (move.value, isAcyclic ? graph.makespan : nil, least, makespan)
  }

  @Test(arguments: 0..<400)
  func oneResourceGivesTheBestInsertionExactly(_ seed: UInt64) {
    let features = FlexibleShop.Features(
      jobs: 2...5, operations: 1...4, hasHeadsAndTails: true, hasFurtherArcs: seed % 2 == 0)
    guard let outcome = explore(features, seed) else { return }
    // Where the present position is the best of its machine, the others there may all be outside the window.
    #expect(min(outcome.value, outcome.makespan) == min(outcome.least, outcome.makespan))
    #expect(outcome.reached == outcome.value)
  }

  @Test(arguments: 0..<400)
  func twoResourcesAndSetupsGiveExactValues(_ seed: UInt64) {
    let features = FlexibleShop.Features(
      jobs: 2...5, operations: 1...3, workers: 2, hasHeadsAndTails: true, hasFurtherArcs: seed % 2 == 0,
      hasSetups: seed % 3 == 0)
    guard let outcome = explore(features, seed) else { return }
    #expect(outcome.value >= outcome.least)
    #expect(outcome.reached == outcome.value)
  }

  @Test func twoResourcesMostlyGiveTheBestInsertion() {
    let outcomes = (0..<300).compactMap { seed in
      explore(FlexibleShop.Features(jobs: 2...5, operations: 1...3, workers: 2), UInt64(seed))
    }
    #expect(
      outcomes.filter { min($0.value, $0.makespan) == min($0.least, $0.makespan) }.count * 10 >= outcomes.count * 9)
  }
}

extension Range<Int> {
  fileprivate var asClosed: ClosedRange<Int> { lowerBound...upperBound - 1 }
}
