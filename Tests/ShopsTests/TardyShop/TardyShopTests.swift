import Basics
import Testing

@testable import Shops

/// Earliest starts of orders, relaxed until stable; nothing on a circle.
private func plainStarts(_ shop: TardyShop, _ orders: [[Int]]) -> [Int]? {
  let chains = shop.chains
  var starts = chains.jobs.map { shop.releases[$0] }
  for _ in 0...(chains.operationCount + 1) {
    let old = starts
    for job in 0..<chains.jobCount {
      for operation in chains.operations(of: job).dropFirst() {
        starts[operation] = max(starts[operation], starts[operation - 1] + chains.durations[operation - 1])
      }
    }
    for order in orders {
      for (x, y) in zip(order, order.dropFirst()) { starts[y] = max(starts[y], starts[x] + chains.durations[x]) }
    }
    if starts == old { return starts }
  }
  return nil
}

/// The least objective of all orders.
private func leastTardiness(_ shop: TardyShop) -> Int {
  combinations(shop.chains.operationsByMachine.map(permutations)).compactMap { orders in
    plainStarts(shop, orders).flatMap(shop.tardiness)
  }.min() ?? 0
}

private func randomShop(
  _ random: inout RandomSource, jobs: Int, durations: ClosedRange<Int>, repeats: Bool
) -> TardyShop {
  let chains = randomChains(
    &random, jobs: jobs, machines: 3, lengths: 0...3, durations: durations, repeats: repeats)
  return TardyShop(
    chains, weights: (0..<jobs).map { _ in random.below(5) }, dueDates: (0..<jobs).map { _ in random.below(20) },
    releases: (0..<jobs).map { _ in random.below(6) })
}

@Suite struct TardyShopTests {
  @Test func evaluationIsTheDefinition() {
    var random = RandomSource(seed: 21)
    var feasible = 0
    for round in 0..<300 {
      let shop = randomShop(&random, jobs: 4, durations: (round % 2)...6, repeats: round % 3 == 0)
      let lists = shop.chains.operationsByMachine.map { $0.shuffled(using: &random) }
      let orders = TardyOrders(shop, orders: lists)
      let plain = plainStarts(shop, lists)
      let value = orders.evaluate(limit: .max)
      #expect((value == nil) == (plain == nil))
      guard let value, let plain else { continue }
      feasible += 1
      orders.keep()
      #expect(orders.starts == plain)
      if shop.chains.durations.allSatisfy({ $0 > 0 }) { #expect(shop.tardiness(of: plain) == value) }
      #expect(orders.evaluate(limit: value) == value)
      if value > 0 { #expect(orders.evaluate(limit: value - 1) == nil) }
    }
    #expect(feasible > 50)
  }

  @Test func dispatchingIsASchedule() {
    var random = RandomSource(seed: 22)
    for round in 0..<100 {
      let shop = randomShop(&random, jobs: 5, durations: (round % 2)...9, repeats: round % 3 == 0)
      let orders = TardyDispatch.orders(shop, patience: 2)
      #expect(orders.map { $0.sorted() } == shop.chains.operationsByMachine)
      #expect(TardyOrders(shop, orders: orders).evaluate(limit: .max) != nil)
    }
  }

  @Test func searchFindsTheLeastAndBoundsStayBelow() {
    var random = RandomSource(seed: 23)
    var isPositive = 0
    for round in 0..<60 {
      let shop = randomShop(&random, jobs: 3, durations: (round % 2)...9, repeats: round % 3 == 0)
      guard shop.chains.operationsByMachine.allSatisfy({ $0.count < 5 }) else { continue }
      let least = leastTardiness(shop)
      let found = Collected<[Int]>()
      TardyShopSearch(shop, seed: UInt64(round)).run(on: found.board(looks: 500, target: least))
      #expect(found.best == least)
      #expect(found.candidate.flatMap(shop.tardiness) == least)
      #expect(found.bound <= least)
      let bounded = Collected<[Int]>()
      TardyShopBound(shop, steps: 200).run(on: bounded.board(looks: .max - 1))
      #expect(bounded.bound <= least)
      if bounded.bound > 0 { isPositive += 1 }
    }
    #expect(isPositive > 10)
  }

  /// One machine, equal weights, due dates 0: shortest jobs first, and the relaxation loses nothing.
  @Test func oneMachineIsBoundedTightly() {
    let chains = JobChains(machineCount: 1, offsets: [0, 1, 2, 3], machines: [0, 0, 0], durations: [4, 1, 2])
    let shop = TardyShop(chains, weights: [1, 1, 1], dueDates: [0, 0, 0], releases: [0, 0, 0])
    let bounded = Collected<[Int]>()
    TardyShopBound(shop).run(on: bounded.board(looks: .max - 1))
    #expect(bounded.bound == 11)
    let found = Collected<[Int]>()
    TardyShopSearch(shop, seed: 1).run(on: found.board(looks: 100))
    #expect(found.best == 11)
  }

  /// Where nothing needs to be late the search says so and ends by itself.
  @Test func nothingLateIsProved() {
    let shop = TardyShop(
      ft06, weights: [Int](repeating: 1, count: 6), dueDates: [Int](repeating: 80, count: 6),
      releases: [Int](repeating: 0, count: 6))
    let found = Collected<[Int]>()
    TardyShopSearch(shop, seed: 1).run(on: found.board(looks: 50_000))
    #expect(found.best == 0 && found.bound == 0)
  }

  @Test func oddShopsAreSchedules() {
    let none = JobChains(machineCount: 0, offsets: [0], machines: [], durations: [])
    let empty = JobChains(machineCount: 1, offsets: [0, 0, 1], machines: [0], durations: [0])
    let shops: [(TardyShop, Int)] = [
      (TardyShop(none, weights: [], dueDates: [], releases: []), 0),
      (TardyShop(empty, weights: [2, 3], dueDates: [1, 0], releases: [4, 2]), 12),
    ]
    for (shop, least) in shops {
      let found = Collected<[Int]>()
      TardyShopSearch(shop, seed: 1).run(on: found.board(looks: 50))
      TardyShopBound(shop, steps: 10).run(on: found.board(looks: .max - 1))
      #expect(found.best == least)
      #expect(found.candidate.flatMap(shop.tardiness) == least)
      #expect(found.bound == least)
    }
  }
}
