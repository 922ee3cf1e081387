import Basics
import Shops

@testable import InterruptedShops

/// A small random shop with downtimes: each job visits each machine once.
func randomShop(_ random: inout RandomSource, jobs: Int, machines: Int, least: Int = 1) -> InterruptedShop {
  var offsets = [0]
  var route: [Int] = []
  var durations: [Int] = []
  for _ in 0..<jobs {
    route += Array(0..<machines).shuffled(using: &random)
    durations += (0..<machines).map { _ in random.within(least...9) }
    offsets.append(route.count)
  }
  let chains = JobChains(machineCount: machines, offsets: offsets, machines: route, durations: durations)
  let downtimes = Downtimes.random(
    machineCount: machines, percent: random.within(5...40), meanDuration: 5, horizon: 80, seed: random.next())
  return InterruptedShop(name: "small", chains: chains, downtimes: downtimes)
}

/// The least makespan of all schedules: every order of every machine, its times raised unit by unit until they hold.
func leastMakespan(_ shop: InterruptedShop) -> Int {
  let chains = shop.chains
  func isDown(_ machine: Int, _ time: Int) -> Bool { shop.downtimes.byMachine[machine].contains { $0.contains(time) } }
  var least = Int.max
  func times(_ orders: [[Int]]) {
    var starts = [Int](repeating: 0, count: chains.operationCount)
    var ends = starts
    var isStable = false
    while !isStable {
      isStable = true
      for operation in starts.indices {
        let machine = chains.machines[operation]
        while isDown(machine, starts[operation]) { starts[operation] += 1 }
        var (time, left) = (starts[operation], chains.durations[operation])
        while left > 0 {
          if !isDown(machine, time) { left -= 1 }
          time += 1
        }
        let isLast = operation + 1 == chains.offsets[chains.jobs[operation] + 1]
        if !isLast, starts[operation + 1] < time { (starts[operation + 1], isStable) = (time, false) }
        let end = isLast ? time : starts[operation + 1]
        if ends[operation] != end { (ends[operation], isStable) = (end, false) }
        // A circle: no schedule has these orders, as all work and all downtimes together end before.
        if time > 300 { return }
      }
      for order in orders {
        for (x, y) in zip(order, order.dropFirst()) where starts[y] < ends[x] {
          (starts[y], isStable) = (ends[x], false)
        }
      }
    }
    least = min(least, ends.max() ?? 0)
  }
  var choice: [[Int]] = []
  func choose(_ machine: Int) {
    guard machine < chains.machineCount else { return times(choice) }
    for order in permutations(chains.operationsByMachine[machine]) {
      choice.append(order)
      choose(machine + 1)
      choice.removeLast()
    }
  }
  choose(0)
  return least
}

private func permutations(_ elements: [Int]) -> [[Int]] {
  guard elements.count > 1 else { return [elements] }
  return elements.indices.flatMap { index in
    var rest = elements
    let first = rest.remove(at: index)
    return permutations(rest).map { [first] + $0 }
  }
}

/// Two jobs that meet on two machines from both sides.
func meetingShop(_ downtimes: [(machine: Int, start: Int, end: Int)]) throws -> InterruptedShop {
  let chains = JobChains(machineCount: 2, offsets: [0, 2, 4], machines: [0, 1, 1, 0], durations: [2, 3, 2, 3])
  return InterruptedShop(name: "meeting", chains: chains, downtimes: try Downtimes(machineCount: 2, downtimes))
}

/// All policies, without a look at a clock.
func everyPolicy() -> [any InterruptionPolicy] {
  DispatchingPolicy.allCases
    + [
      PlanPolicy(first: .looks(60), each: .looks(30), seed: 1),
      PlanPolicy(first: .looks(60), each: .looks(30), between: .looks(10), seed: 2),
    ]
}

extension InterruptionPolicy {
  /// What comes of it, from its state now.
  func history(of shop: InterruptedShop) throws -> ShopHistory {
    var policy = self
    return try InterruptionSimulation.run(shop, &policy)
  }
}
