import Basics
import Testing

@testable import Shops

/// Starts and makespan of orders of a shop with downtimes, unit of time by unit, from the definition: what moves a time is
/// applied until nothing does; nothing on a circle.
func plainTimesWithDowntimes(_ shop: BlockingShop, _ orders: [[Int]]) -> (starts: [Int], makespan: Int)? {
  let chains = shop.chains
  guard plainTimes(BlockingShop(chains, allowsSwap: shop.allowsSwap), orders) != nil else { return nil }
  func isDown(_ machine: Int, _ time: Int) -> Bool { shop.downtimes[machine].contains { $0.contains(time) } }
  func move(_ operation: Int) -> Int { operation + chains.jobs[operation] }
  var times = [Int](repeating: 0, count: chains.operationCount + chains.jobCount)
  var isStable = false
  while !isStable {
    isStable = true
    func raise(_ node: Int, _ time: Int) {
      guard times[node] < time else { return }
      times[node] = time
      isStable = false
    }
    for operation in 0..<chains.operationCount {
      let machine = chains.machines[operation]
      if !shop.isStanding(operation), isDown(machine, times[move(operation)]) {
        raise(move(operation), times[move(operation)] + 1)
      }
      var (time, left) = (times[move(operation)], chains.durations[operation])
      while left > 0 {
        if !isDown(machine, time) { left -= 1 }
        time += 1
      }
      raise(move(operation) + 1, time)
    }
    for order in orders {
      for (index, x) in order.enumerated() {
        for y in order[(index + 1)...] where move(x) + 1 != move(y) { raise(move(y), times[move(x) + 1]) }
      }
    }
  }
  return ((0..<chains.operationCount).map { times[move($0)] }, times.max() ?? 0)
}

/// A few downtimes of each machine.
func randomDowntimes(_ random: inout RandomSource, machines: Int, until end: Int) -> [[Range<Int>]] {
  (0..<machines).map { _ in
    var stretches: [Range<Int>] = []
    var time = random.within(0...6)
    while time < end {
      let until = time + random.within(1...5)
      stretches.append(time..<until)
      time = until + random.within(1...12)
    }
    return stretches
  }
}

@Suite struct BlockingDowntimesTests {
  @Test func timesAreThoseOfTheDefinition() {
    var random = RandomSource(seed: 11)
    var feasible = 0
    for round in 0..<300 {
      let chains = randomChains(
        &random, jobs: 4, machines: 3, lengths: 0...3, durations: round % 2...6, repeats: round % 3 == 0)
      let shop = BlockingShop(
        chains, allowsSwap: round % 4 < 2, downtimes: randomDowntimes(&random, machines: 3, until: 50))
      let lists = chains.operationsByMachine.map { $0.shuffled(using: &random) }
      let orders = BlockingOrders(shop, orders: lists)
      let plain = plainTimesWithDowntimes(shop, lists)
      if let makespan = orders.evaluate(limit: .max) {
        feasible += 1
        #expect(makespan == plain?.makespan)
        #expect(orders.starts == plain?.starts)
        #expect(shop.makespan(of: orders.starts) == makespan)
      } else {
        #expect(plain == nil || (shop.allowsSwap && chains.durations.contains(0)))
      }
    }
    #expect(feasible > 50)
  }

  @Test(arguments: [true, false]) func findsTheLeastMakespanOfSmallShops(swap: Bool) {
    var random = RandomSource(seed: swap ? 12 : 13)
    for round in 0..<12 {
      let chains = randomChains(
        &random, jobs: 3, machines: 3, lengths: 1...3, durations: 1...9, repeats: false)
      let shop = BlockingShop(
        chains, allowsSwap: swap, downtimes: randomDowntimes(&random, machines: 3, until: 40))
      let least = combinations(chains.operationsByMachine.map(permutations)).compactMap {
        plainTimesWithDowntimes(shop, $0)?.makespan
      }.min()
      let found = Collected<[Int]>()
      BlockingShopSearch(shop, seed: UInt64(round)).run(on: found.board(looks: 2_000, target: least ?? 0))
      #expect(found.best == least)
      #expect(found.candidate.flatMap(shop.makespan) == found.best)
    }
  }

  /// Two jobs that exchange their machines when both are up, though each machine alone would be so earlier.
  @Test func aRingMovesWhenAllItsMachinesAreUp() {
    let chains = JobChains(machineCount: 2, offsets: [0, 2, 4], machines: [0, 1, 1, 0], durations: [2, 3, 2, 3])
    for (downtimes, makespan) in [
      ([[2..<4], []], 7), ([[1..<4], []], 8), ([[2..<4], [4..<6]], 9), ([[0..<1], [7..<9]], 6), ([[], [3..<5]], 7),
    ] as [([[Range<Int>]], Int)] {
      let shop = BlockingShop(chains, allowsSwap: true, downtimes: downtimes)
      let orders = BlockingOrders(shop, orders: [[0, 3], [2, 1]])
      #expect(orders.evaluate(limit: .max) == makespan)
    }
  }

  /// What has begun stays first on its machine; of all other orders the search finds the best, nearly always.
  @Test func jobsUnderWayStay() {
    var random = RandomSource(seed: 14)
    var (shops, optima) = (0, 0)
    while shops < 40 {
      let chains = randomChains(
        &random, jobs: 4, machines: 3, lengths: 1...3, durations: 1...9, repeats: false)
      var taken: Set<Int> = []
      let standing = (0..<4).map { job in
        random.chance(60) && taken.insert(chains.machines[chains.offsets[job]]).inserted
      }
      let shop = BlockingShop(
        chains, allowsSwap: true,
        downtimes: (0..<3).map { _ in random.chance(40) ? [0..<random.within(1...9)] : [] }, standing: standing)
      let choices = combinations(chains.operationsByMachine.map(permutations)).filter { orders in
        orders.allSatisfy { $0.dropFirst().allSatisfy { !shop.isStanding($0) } }
      }
      let feasible = choices.filter { plainTimesWithDowntimes(shop, $0) != nil }
      guard let start = feasible.last else { continue }
      shops += 1
      let least = feasible.compactMap { plainTimesWithDowntimes(shop, $0)?.makespan }.min()
      let found = Collected<[Int]>()
      BlockingShopSearch(shop, seed: UInt64(shops), orders: start).run(
        on: found.board(looks: 1_000, target: least ?? 0))
      if found.best == least { optima += 1 }
      #expect(found.best >= least ?? 0 && found.candidate.flatMap(shop.makespan) == found.best)
    }
    #expect(optima >= 38)
  }

  @Test func theDefinitionRefusesStartsInDowntimes() {
    let chains = JobChains(machineCount: 1, offsets: [0, 1, 2], machines: [0, 0], durations: [2, 2])
    let shop = BlockingShop(chains, allowsSwap: true, downtimes: [[1..<3]])
    #expect(shop.makespan(of: [0, 4]) == 6)
    #expect(shop.makespan(of: [0, 3]) == nil)
    #expect(shop.makespan(of: [5, 1]) == nil)
    let begun = BlockingShop(chains, allowsSwap: true, downtimes: [[0..<3]], standing: [true, false])
    #expect(begun.makespan(of: [0, 5]) == 7)
    #expect(begun.makespan(of: [5, 3]) == nil)
  }
}
