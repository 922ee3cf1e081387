import Basics

/// Searches schedules of little weighted tardiness: dispatching, then annealing on critical pairs of late jobs.
///
/// A pair of neighbours on a longest path to a late job changes places; the exact objective and the rule of Metropolis
/// decide. Rounds of cooling grow, each from the best schedule known.
/// - Source: Mati, Dauzère-Pérès, Lahlou 2011, "A general approach for optimizing regular criteria in the job-shop
///   scheduling problem" (the moves: whole paths of every late job).
package struct TardyShopSearch: Sendable {
  /// The shop.
  package let shop: TardyShop
  /// Equal seeds give equal runs, as long as no other search hands in anything.
  package let seed: UInt64

  package init(_ shop: TardyShop, seed: UInt64) {
    self.shop = shop
    self.seed = seed
  }

  /// Runs until stopped or until nothing is late, which it proves; candidates are the starts of the operations.
  package func run(on board: SearchBoard<[Int]>) {
    var state = TardyAnnealing(shop, seed: seed)
    state.run(on: board)
  }
}
