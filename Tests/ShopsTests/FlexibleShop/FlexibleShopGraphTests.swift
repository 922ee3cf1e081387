import Basics
import Testing

@testable import Shops

@Suite struct FlexibleShopGraphTests {
  static let everything = FlexibleShop.Features(
    jobs: 2...5, operations: 1...3, machines: 1...3, workers: 2, durations: 0...6, hasHeadsAndTails: true,
    hasFurtherArcs: true, hasSetups: true)

  @Test(arguments: 0..<200)
  func loadedSchedulesAreFeasibleAndAsEarlyAsTheirSequences(_ seed: UInt64) {
    var random = RandomSource(seed: seed)
    var features = Self.everything
    features.durations = 1...6
    let shop = FlexibleShop.random(features, &random)
    var graph = FlexibleShop.Graph(shop)
    var dispatcher = FlexibleShop.Dispatcher(graph.table)
    for rule in FlexibleShop.Rule.allCases {
      dispatcher.build(by: rule, graph.table, &random)
      let isLoaded = graph.load(dispatcher.order, choices: dispatcher.choices)
      #expect(isLoaded)
      let candidate = graph.candidate()
      #expect(shop.isFeasible(candidate))
      #expect(shop.objective(of: candidate) == graph.makespan)
      for operation in 0..<shop.operationCount {
        var earlier = candidate
        earlier.starts[operation] -= 1
        #expect(!shop.isFeasible(earlier))
        // The longest path through an operation is no longer than the longest of all.
        #expect(graph.ends[operation] - graph.durations[operation] + graph.rests[operation] <= graph.makespan)
      }
    }
  }

  @Test(arguments: 0..<100)
  func restsAreEndsReversed(_ seed: UInt64) {
    var random = RandomSource(seed: seed)
    let shop = FlexibleShop.random(Self.everything, &random)
    var graph = FlexibleShop.Graph(shop)
    var dispatcher = FlexibleShop.Dispatcher(graph.table)
    dispatcher.build(by: .random, graph.table, &random)
    var isLoaded = graph.load(dispatcher.order, choices: dispatcher.choices)
    #expect(isLoaded)
    // The mirrored shop, with setups transposed, in the reversed order.
    let setups = shop.setups.map { setups in
      let n = setups.classCount
      return FlexibleShop.Setups(
        classCount: n, classes: setups.classes,
        times: setups.times.map { t in t.isEmpty ? [] : (0..<n * n).map { t[$0 % n * n + $0 / n] } })
    }
    let mirror = FlexibleShop(
      resourceCount: shop.resourceCount, choiceOffsets: shop.choiceOffsets, resources: shop.resources,
      durations: shop.durations, arcs: shop.arcs.map { .init(from: $0.after, to: $0.before, lag: $0.lag) },
      heads: shop.tails, tails: shop.heads, setups: setups)
    var mirrored = FlexibleShop.Graph(mirror)
    isLoaded = mirrored.load(
      Buffer((0..<shop.operationCount).reversed().map { dispatcher.order[$0] }), choices: dispatcher.choices)
    #expect(isLoaded)
    #expect(mirrored.makespan == graph.makespan)
    for operation in 0..<shop.operationCount {
      #expect(graph.rests[operation] == mirrored.ends[operation])
      #expect(graph.ends[operation] == mirrored.rests[operation])
    }
  }

  @Test(arguments: 0..<100)
  func aScheduleLoadsAsItself(_ seed: UInt64) {
    var random = RandomSource(seed: seed)
    var features = Self.everything
    features.durations = 1...6
    let shop = FlexibleShop.random(features, &random)
    var graph = FlexibleShop.Graph(shop)
    var dispatcher = FlexibleShop.Dispatcher(graph.table)
    dispatcher.build(by: .random, graph.table, &random)
    _ = graph.load(dispatcher.order, choices: dispatcher.choices)
    let candidate = graph.candidate()
    let isLoaded = graph.load(candidate)
    #expect(isLoaded && graph.candidate() == candidate)
  }
}
