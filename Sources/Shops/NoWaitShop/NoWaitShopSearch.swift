import Basics

/// Searches short schedules of a no-wait shop: annealing on the order of the jobs, which timetabling turns into starts.
///
/// Each round works in one direction of time, forward or reversed: timetabling loses schedules in either, seldom the
/// same ones. - Source: Schuster, Framinan 2003, "Approximative procedures for no-wait job shop scheduling"
/// (timetabling of an order); Zhu, Li, Wang 2009 (timetabling reversed).
package struct NoWaitShopSearch: Sendable {
  /// The shop.
  package let shop: NoWaitShop
  /// Equal seeds give equal runs, as long as no other search hands in anything.
  package let seed: UInt64

  package init(_ shop: NoWaitShop, seed: UInt64) {
    self.shop = shop
    self.seed = seed
  }

  /// Runs until stopped; candidates are the starts of the jobs.
  package func run(on board: SearchBoard<[Int]>) {
    var state = NoWaitAnnealing(shop, seed: seed)
    state.run(on: board)
  }
}
