import Basics

/// Searches short schedules of a blocking shop: iterated greedy on its jobs.
///
/// The first schedule runs the jobs one after another, the second inserts them one by one. Then a few random jobs leave
/// and are inserted again, exactly evaluated, and the rule of Metropolis at a constant temperature decides; rounds that
/// grow start from the best schedule known.
/// - Source: Pranzo, Pacciarelli 2016, "An iterated greedy metaheuristic for the blocking job shop scheduling problem".
package struct BlockingShopSearch: Sendable {
  /// The shop.
  package let shop: BlockingShop
  /// Equal seeds give equal runs, as long as no other search hands in anything.
  package let seed: UInt64
  /// The operations of each machine, all of them, from which it starts instead of making a first schedule; feasible, and
  /// with the operations that are under way first. Nothing else can be the start where jobs stand on machines.
  package let orders: [[Int]]?

  package init(_ shop: BlockingShop, seed: UInt64, orders: [[Int]]? = nil) {
    precondition(orders != nil || !shop.standing.contains(true), "no orders of a shop that has begun")
    self.shop = shop
    self.seed = seed
    self.orders = orders
  }

  /// Runs until stopped; candidates are the starts of the operations.
  package func run(on board: SearchBoard<[Int]>) {
    var state = BlockingIteratedGreedy(shop, seed: seed, orders: orders)
    state.run(on: board)
  }
}
