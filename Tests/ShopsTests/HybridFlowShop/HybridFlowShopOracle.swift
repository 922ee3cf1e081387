import Basics

@testable import Shops

/// Small shops, and what the tests know of them without the searches.
enum HybridFlowShopOracle {
  static func random(jobs: ClosedRange<Int>, stages: ClosedRange<Int>, _ random: inout RandomSource) -> HybridFlowShop {
    let jobCount = random.within(jobs)
    let stageCount = random.within(stages)
    let longest = random.below(3) == 0 ? 2 : 20
    return HybridFlowShop(
      jobCount: jobCount, machineCounts: (0..<stageCount).map { _ in random.within(1...3) },
      durations: (0..<jobCount * stageCount).map { _ in random.within(0...longest) })
  }

  /// The least makespan: some order of each stage's jobs, each on the machine that is free first, is an optimal schedule.
  static func optimum(of view: HybridFlowShop) -> Int {
    func best(from stage: Int, arrivals: [Int]) -> Int {
      guard stage < view.stageCount else { return arrivals.max() ?? 0 }
      var least = Int.max
      for order in orders(of: view.jobCount) {
        least = min(least, best(from: stage + 1, arrivals: ends(of: order, at: stage, arrivals: arrivals, view)))
      }
      return least
    }
    return best(from: 0, arrivals: [Int](repeating: 0, count: view.jobCount))
  }

  /// The makespan of jobs in an order at the first stage that queue at the later ones.
  static func listMakespan(of order: [Int], _ view: HybridFlowShop) -> Int {
    var order = order
    var arrivals = [Int](repeating: 0, count: view.jobCount)
    for stage in 0..<view.stageCount {
      let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($0.element, $0.offset) })
      order.sort { (arrivals[$0], places[$0] ?? 0) < (arrivals[$1], places[$1] ?? 0) }
      arrivals = ends(of: order, at: stage, arrivals: arrivals, view)
    }
    return arrivals.max() ?? 0
  }

  private static func ends(of order: [Int], at stage: Int, arrivals: [Int], _ view: HybridFlowShop) -> [Int] {
    var free = [Int](repeating: 0, count: view.machineCounts[stage])
    var ends = arrivals
    for job in order {
      let machine = free.firstIndex(of: free.min() ?? 0) ?? 0
      free[machine] = max(free[machine], arrivals[job]) + view.durations[job * view.stageCount + stage]
      ends[job] = free[machine]
    }
    return ends
  }

  private static func orders(of count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    return orders(of: count - 1).flatMap { order in
      (0...order.count).map { place in Array(order[..<place]) + [count - 1] + Array(order[place...]) }
    }
  }
}
