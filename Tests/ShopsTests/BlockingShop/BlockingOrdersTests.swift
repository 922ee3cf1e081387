import Basics
import Testing

@testable import Shops

/// Starts and makespan of orders from the definition: all pairs of a machine, relaxed until stable; a pair (length,
/// hand-overs) as length without swaps, so that a circle of hand-overs is too long; nothing on a circle.
func plainTimes(_ shop: BlockingShop, _ orders: [[Int]]) -> (starts: [Int], makespan: Int)? {
  let chains = shop.chains
  let scale = 1000
  let handOver = shop.allowsSwap ? 0 : 1
  var arcs: [(Int, Int, Int)] = []
  func move(_ operation: Int) -> Int { operation + chains.jobs[operation] }
  for operation in 0..<chains.operationCount {
    arcs.append((move(operation), move(operation) + 1, chains.durations[operation] * scale))
  }
  for order in orders {
    for (index, x) in order.enumerated() {
      for y in order[(index + 1)...] where move(x) + 1 != move(y) { arcs.append((move(x) + 1, move(y), handOver)) }
    }
  }
  let count = chains.operationCount + chains.jobCount
  var times = [Int](repeating: 0, count: count)
  for round in 0...count {
    var isStable = true
    for (from, to, length) in arcs where times[from] + length > times[to] {
      times[to] = times[from] + length
      isStable = false
    }
    if isStable { break }
    if round == count { return nil }
  }
  let starts = (0..<chains.operationCount).map { times[move($0)] / scale }
  return (starts, times.map { $0 / scale }.max() ?? 0)
}

/// The least makespan of all orders.
func leastMakespan(_ shop: BlockingShop) -> Int {
  combinations(shop.chains.operationsByMachine.map(permutations)).compactMap { plainTimes(shop, $0)?.makespan }.min()
    ?? 0
}

@Suite struct BlockingOrdersTests {
  @Test func timesAreThoseOfAllPairs() {
    var random = RandomSource(seed: 1)
    var feasible = 0
    for round in 0..<400 {
      let chains = randomChains(
        &random, jobs: 4, machines: 3, lengths: 0...3, durations: round % 2...6, repeats: round % 3 == 0)
      let shop = BlockingShop(chains, allowsSwap: round % 4 < 2)
      let lists = chains.operationsByMachine.map { $0.shuffled(using: &random) }
      let orders = BlockingOrders(shop, orders: lists)
      let plain = plainTimes(shop, lists)
      let makespan = orders.evaluate(limit: .max)
      if let makespan {
        feasible += 1
        #expect(makespan == plain?.makespan)
        #expect(orders.starts == plain?.starts)
        #expect(makespan == 0 || orders.evaluate(limit: makespan - 1) == nil)
      } else {
        #expect(plain == nil || (shop.allowsSwap && chains.durations.contains(0)))
      }
    }
    #expect(feasible > 50)
  }

  @Test func forcedMovesEndFeasibleAndCanBeTakenBack() {
    var random = RandomSource(seed: 2)
    for round in 0..<150 {
      let chains = randomChains(
        &random, jobs: 5, machines: 4, lengths: 1...4, durations: round % 2...9, repeats: round % 3 == 0)
      let shop = BlockingShop(chains, allowsSwap: round % 4 < 2)
      let orders = BlockingOrders(shop, orders: chains.operationsByMachine)
      #expect(orders.evaluate(limit: .max) != nil)
      for _ in 0..<30 {
        let list = listed(orders)
        let index = random.below(orders.sequence.count)
        let node = Int(orders.sequence[index])
        let previous = Int(orders.before[node])
        guard previous >= 0, orders.jobOf[previous] != orders.jobOf[node] else { continue }
        let ahead = random.chance(50)
        if ahead { orders.moveAhead(node, of: previous) } else { orders.moveBehind(previous, node) }
        #expect(orders.place[node] < orders.place[previous])
        let makespan = orders.evaluate(limit: .max)
        #expect(makespan != nil && makespan == plainTimes(shop, listed(orders))?.makespan)
        if random.chance(30) {
          orders.takeBack()
          #expect(listed(orders) == list)
          #expect(orders.evaluate(limit: .max) == plainTimes(shop, list)?.makespan)
        }
      }
    }
  }

  @Test func aForcedMoveTakesAlongOnlyWhatItMust() {
    var random = RandomSource(seed: 3)
    for round in 0..<60 {
      let chains = randomChains(&random, jobs: 4, machines: 3, lengths: 3...3, durations: 1...5, repeats: false)
      let shop = BlockingShop(chains, allowsSwap: round % 2 == 0)
      let orders = BlockingOrders(shop, orders: chains.operationsByMachine)
      for _ in 0..<6 {
        let node = Int(orders.sequence[random.below(orders.sequence.count)])
        let previous = Int(orders.before[node])
        guard previous >= 0 else { continue }
        let ahead = random.chance(50)
        let job = Int(orders.jobOf[ahead ? node : previous])
        let old = places(of: job, in: listed(orders), chains)
        let others = listed(orders).map { $0.filter { chains.jobs[$0] != job } }
        let moved = ahead ? node - job : previous - job
        let forced = chains.machines[moved]
        let bound = old[forced] + (ahead ? -1 : 1)
        let all = combinations((0..<3).map { machine in Array(0...others[machine].count) }).filter { insertion in
          let fits = (0..<3).allSatisfy { ahead ? insertion[$0] <= old[$0] : insertion[$0] >= old[$0] }
          guard fits, ahead ? insertion[forced] <= bound : insertion[forced] >= bound else { return false }
          var orders = others
          for operation in chains.operations(of: job) {
            orders[chains.machines[operation]].insert(operation, at: insertion[chains.machines[operation]])
          }
          return plainTimes(shop, orders) != nil
        }
        if ahead { orders.moveAhead(node, of: previous) } else { orders.moveBehind(previous, node) }
        let new = places(of: job, in: listed(orders), chains)
        #expect(all.contains(new))
        #expect(
          all.allSatisfy { insertion in
            (0..<3).allSatisfy { ahead ? insertion[$0] <= new[$0] : insertion[$0] >= new[$0] }
          })
      }
    }
  }

  private func listed(_ orders: BlockingOrders) -> [[Int]] {
    (0..<orders.shop.chains.machineCount).map { machine in
      (Int(orders.machineStarts[machine])..<Int(orders.machineStarts[machine + 1])).map { index in
        Int(orders.sequence[index]) - Int(orders.jobOf[orders.sequence[index]])
      }
    }
  }

  private func places(of job: Int, in orders: [[Int]], _ chains: JobChains) -> [Int] {
    orders.map { order in order.firstIndex { chains.jobs[$0] == job } ?? 0 }
  }
}
