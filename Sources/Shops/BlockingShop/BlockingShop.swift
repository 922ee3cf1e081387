/// A job shop without buffers: an operation keeps its machine from its start until the job's next operation starts,
/// the last one until its end. The makespan is to be least.
///
/// Two operations of a machine are ordered: one leaves before, or at the moment when, the other starts. With swaps,
/// jobs may hand their machines over in a circle at one moment; without, the hand-overs of a moment have an order.
/// - Source: Mascis, Pacciarelli 2002, "Job-shop scheduling with blocking and no-wait constraints".
package struct BlockingShop: Sendable {
  /// The jobs.
  package let chains: JobChains
  /// Whether jobs may exchange machines in a circle at one moment.
  package let allowsSwap: Bool

  package init(_ chains: JobChains, allowsSwap: Bool) {
    self.chains = chains
    self.allowsSwap = allowsSwap
  }

  /// When an operation leaves its machine.
  package func departure(of operation: Int, in starts: [Int]) -> Int {
    let last = operation + 1 == chains.offsets[chains.jobs[operation] + 1]
    return last ? starts[operation] + chains.durations[operation] : starts[operation + 1]
  }

  /// The makespan of these starts, or nothing where they break a rule: straight from the definition, pair by pair.
  ///
  /// - Complexity: quadratic in the operations of a machine.
  package func makespan(of starts: [Int]) -> Int? {
    guard starts.count == chains.operationCount, starts.allSatisfy({ $0 >= 0 && $0 < 4 * JobChains.workLimit }) else {
      return nil
    }
    var makespan = 0
    for operation in 0..<starts.count {
      let end = departure(of: operation, in: starts)
      guard end >= starts[operation] + chains.durations[operation] else { return nil }
      makespan = max(makespan, end)
    }
    let orders = orders(of: starts)
    for order in orders {
      for (x, y) in zip(order, order.dropFirst()) where departure(of: x, in: starts) > starts[y] { return nil }
    }
    if !allowsSwap {
      guard BlockingOrders(self, orders: orders).evaluate(limit: .max) != nil else { return nil }
    }
    return makespan
  }

  /// The operations of each machine in the order in which these starts visit it.
  ///
  /// Operations that start together are ordered by their departure, then by job: an empty stay goes first.
  package func orders(of starts: [Int]) -> [[Int]] {
    var orders = chains.operationsByMachine
    for machine in 0..<orders.count {
      orders[machine].sort { x, y in
        (starts[x], departure(of: x, in: starts), x) < (starts[y], departure(of: y, in: starts), y)
      }
    }
    return orders
  }
}
