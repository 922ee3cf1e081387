import Basics

/// Searches short schedules of a blocking shop: simulated annealing on forced reversals along the longest path.
///
/// The first schedule runs the jobs one after another; the second inserts them one by one. Annealing then works in
/// rounds that grow, each from the best schedule known: a pair of neighbours on the longest path is reversed by taking
/// one of the two jobs along (`BlockingOrders`), evaluated exactly, and kept by the rule of Metropolis.
package struct BlockingShopSearch: Sendable {
  /// The shop.
  package let shop: BlockingShop
  /// Equal seeds give equal runs, as long as no other search hands in anything.
  package let seed: UInt64

  package init(_ shop: BlockingShop, seed: UInt64) {
    self.shop = shop
    self.seed = seed
  }

  /// Runs until stopped; candidates are the starts of the operations.
  package func run(on board: SearchBoard<[Int]>) {
    var state = BlockingAnnealing(shop, seed: seed)
    state.run(on: board)
  }
}
