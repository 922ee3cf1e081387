import Basics

/// Puts jobs into the orders one by one: behind all others first, then ahead along the longest path while it can.
///
/// - Source: Gröflin, Klinkert 2009 (insertion); Pranzo, Pacciarelli 2016, "An iterated greedy metaheuristic for the
///   blocking job shop scheduling problem" (the use of it).
struct BlockingJobInsertion: ~Copyable {
  private let saved: Buffer<Int32>
  private var pairs = Buffer<Int32>(capacity: 64)

  init(_ orders: BlockingOrders) {
    saved = Buffer(repeating: 0, count: orders.sequence.count)
  }

  /// Inserts an active job that stands behind all others; gives the makespan of the active jobs, or nothing where
  /// the search was stopped meanwhile (the orders are feasible nevertheless).
  mutating func insert(
    _ job: Int, into orders: BlockingOrders, random: inout RandomSource, shouldStop: () -> Bool
  ) -> Int? {
    var best = Int.max
    while let makespan = orders.evaluate(limit: .max) {
      if makespan < best {
        best = makespan
        save(orders)
      }
      orders.criticalPairs(into: &pairs)
      var chosen = -1
      var least = Int.max
      var ties = 0
      for index in 0..<pairs.count where Int(orders.jobOf[pairs[index]]) == job {
        if shouldStop() { return nil }
        let node = Int(pairs[index])
        orders.moveAhead(node, of: Int(orders.before[node]))
        let value = orders.evaluate(limit: least) ?? .max
        orders.takeBack()
        guard value <= least, value < .max else { continue }
        ties = value < least ? 1 : ties + 1
        least = value
        if random.below(ties) == 0 { chosen = node }
      }
      guard chosen >= 0 else { break }
      orders.moveAhead(chosen, of: Int(orders.before[chosen]))
    }
    restore(orders)
    return best
  }

  private func save(_ orders: BlockingOrders) {
    saved.pointer.update(from: orders.sequence.pointer, count: saved.count)
  }

  private func restore(_ orders: BlockingOrders) {
    orders.sequence.pointer.update(from: saved.pointer, count: saved.count)
    orders.linkAll()
  }
}
