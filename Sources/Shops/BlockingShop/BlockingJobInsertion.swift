import Basics

/// Puts one job into the orders: at one end of all others first, then along the longest path while it can.
///
/// The way from end to end passes every time at which the job may run; the best orders on it stay.
/// - Source: Gröflin, Klinkert 2009 (insertion); Pranzo, Pacciarelli 2016, "An iterated greedy metaheuristic for the
///   blocking job shop scheduling problem" (the use of it).
struct BlockingJobInsertion: ~Copyable {
  private let saved: Buffer<Int32>
  private var pairs = Buffer<Int32>(capacity: 64)

  init(_ orders: BlockingOrders) {
    saved = Buffer(repeating: 0, count: orders.sequence.count)
  }

  /// Inserts an active job that stands behind all other active ones, from there or from ahead of them; false if stopped
  /// meanwhile (the orders are feasible nevertheless).
  mutating func insert(
    _ job: Int, _ fromEnd: Bool, into orders: BlockingOrders, random: inout RandomSource, shouldStop: () -> Bool
  ) -> Bool {
    if !fromEnd { orders.moveToStart(job) }
    saved.pointer.update(from: orders.sequence.pointer, count: saved.count)
    var best = Int.max
    while let makespan = orders.evaluate(limit: .max) {
      if makespan < best {
        best = makespan
        saved.pointer.update(from: orders.sequence.pointer, count: saved.count)
      }
      orders.criticalPairs(into: &pairs)
      var chosen = -1
      var least = Int.max
      var ties = 0
      for index in 0..<pairs.count {
        let later = Int(pairs[index])
        guard Int(orders.jobOf[fromEnd ? later : Int(orders.before[later])]) == job else { continue }
        if shouldStop() { return false }
        guard reverse(later, fromEnd, orders) else { continue }
        let value = orders.evaluate(limit: least) ?? .max
        orders.takeBack()
        guard value <= least, value < .max else { continue }
        ties = value < least ? 1 : ties + 1
        least = value
        if random.below(ties) == 0 { chosen = later }
      }
      guard chosen >= 0 else { break }
      _ = reverse(chosen, fromEnd, orders)
    }
    orders.take(saved)
    return true
  }

  /// Reverses a node and the one before it: the job that is on its way goes on; false where that cannot be.
  private func reverse(_ later: Int, _ fromEnd: Bool, _ orders: BlockingOrders) -> Bool {
    let earlier = Int(orders.before[later])
    return fromEnd ? orders.moveAhead(later, of: earlier) : orders.moveBehind(earlier, later)
  }
}
