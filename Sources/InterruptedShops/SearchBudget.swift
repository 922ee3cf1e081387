import Basics
import Shops

/// How long schedules are looked for.
package enum SearchBudget: Sendable, Equatable {
  /// By the clock.
  case milliseconds(Double)
  /// By the schedules looked at: equal runs on every machine.
  case looks(Int)

  /// The starts of the best schedule found.
  ///
  /// - Parameter orders: the operations of each machine from which it starts; to be given where the shop has begun.
  /// - Returns: nil where these orders cannot be carried out, which operations of no time may bring about.
  func search(_ shop: BlockingShop, from orders: [[Int]]? = nil, seed: UInt64) -> [Int]? {
    var best: (starts: [Int], makespan: Int) = ([], .max)
    var looks = 0
    let begin = ContinuousClock.now
    let board = SearchBoard<[Int]>(
      shouldStop: {
        looks += 1
        switch self {
        case .looks(let limit): return looks > limit
        case .milliseconds(let limit): return ContinuousClock.now - begin >= .microseconds(Int64(limit * 1000))
        }
      }, best: { best.makespan },
      offer: { starts, makespan in if makespan < best.makespan { best = (starts, makespan) } })
    BlockingShopSearch(shop, seed: seed, orders: orders).run(on: board)
    return best.makespan < .max ? best.starts : nil
  }
}

extension InterruptedShop {
  /// The best schedule found by one who knows all downtimes from the beginning.
  package func hindsight(_ budget: SearchBudget, seed: UInt64) -> ShopHistory {
    let shop = known
    guard let starts = budget.search(shop, seed: seed) else { preconditionFailure("every shop has a schedule") }
    return ShopHistory(starts: starts, makespan: shop.makespan(of: starts) ?? .max)
  }
}
