import Basics

/// Bounds on the objective of a flow shop, and the searches that find an optimum and know it.
package struct FlowShopProof: Sendable {
  package let shop: FlowShop

  package init(_ shop: FlowShop) { self.shop = shop }

  package func run(on board: SearchBoard<FlowShop.Order>) {
    board.prove(shop.machineBound())
    guard shop.objective == .makespan && shop.factories == 1 && !board.shouldStop() else { return }
    board.prove(shop.johnsonBound(shouldStop: board.shouldStop))
    if board.shouldStop() { return }
    if shop.kind == .permutation && shop.setups.isEmpty && shop.jobs <= FlowShopBranching.jobLimit {
      FlowShopBranching(shop, board).run()
    }
    if shop.kind == .noWait && shop.jobs <= AssignmentBranching.jobLimit {
      AssignmentBranching(shop, board).run()
    }
  }
}
