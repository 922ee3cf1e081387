import Basics

/// Branch and bound on a no-wait shop, which ends with a proof.
///
/// The known differences of starts are a closed matrix of longest paths, with the horizon below the best makespan in
/// it. A difference that falls into a forbidden range moves to its end; a range strictly inside what a pair may still
/// take is the choice to branch on.
/// - Source: the disjunctions of Mascis, Pacciarelli 2002; closing after one arc is textbook.
package struct NoWaitShopProof: Sendable {
  /// The shop.
  package let shop: NoWaitShop

  package init(_ shop: NoWaitShop) {
    self.shop = shop
  }

  /// Runs until stopped or until the best known makespan, its own or that of others, is proved.
  package func run(on board: SearchBoard<[Int]>) {
    var tree = NoWaitTree(shop)
    tree.run(on: board)
  }
}
