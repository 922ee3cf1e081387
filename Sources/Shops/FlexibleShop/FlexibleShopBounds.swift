import Basics

/// Lower bounds without search: what sets of resources have to do, prices of resources, and horizons refuted by deleting
/// choices that do not fit them.
package struct FlexibleShopBounds: Sendable {
  private let shop: FlexibleShop
  /// Sets of resources, each of which some operation cannot do without, and growing unions of them.
  private let sets: [Set<Int>]
  private static let priceRounds = 200

  package init(_ shop: FlexibleShop) {
    self.shop = shop
    sets = Self.sets(of: shop)
  }

  /// Proves what it can, each better bound at once, and ends by itself.
  package func run(on board: SearchBoard<FlexibleShop.Candidate>) {
    let root = FlexibleShop.Relaxation(shop)
    var bound = root.longestPath
    board.prove(bound)
    for set in sets where !board.shouldStop() { raise(&bound, to: root.bound(of: set), board) }
    if board.shouldStop() { return }
    raise(&bound, to: root.priceBound(rounds: Self.priceRounds), board)
    // Nobody needs a bound above the best solution; without one, doubling steps find what is not refuted.
    var step = 1
    var (refuted, open) = (bound - 1, Int.max)
    while !board.shouldStop() {
      open = min(open, board.best())
      guard open > refuted + 1 else { return }
      let horizon = open == .max ? refuted + step : refuted + (open - refuted) / 2
      guard let isRefuted = refutes(horizon, root, board) else { return }
      if isRefuted {
        refuted = horizon
        step *= 2
        raise(&bound, to: horizon + 1, board)
      } else {
        open = horizon
      }
    }
  }

  private func raise(_ bound: inout Int, to value: Int, _ board: SearchBoard<FlexibleShop.Candidate>) {
    guard value > bound else { return }
    bound = value
    board.prove(bound)
  }

  /// Whether nothing ends by a horizon; nil where it was stopped before it knew.
  private func refutes(
    _ horizon: Int, _ root: FlexibleShop.Relaxation, _ board: SearchBoard<FlexibleShop.Candidate>
  ) -> Bool? {
    var relaxation = root
    guard relaxation.tighten(to: horizon) else { return true }
    for set in sets {
      if board.shouldStop() { return nil }
      if relaxation.bound(of: set) > horizon { return true }
    }
    return relaxation.priceBound(rounds: Self.priceRounds) > horizon
  }

  /// Single resources, what operations choose from, and from each of these the unions with what adds least to them.
  private static func sets(of shop: FlexibleShop) -> [Set<Int>] {
    var eligible: Set<Set<Int>> = []
    for operation in 0..<shop.operationCount {
      for slot in 0..<2 {
        let set = Set(shop.choices(of: operation).map { shop.resources[2 * $0 + slot] })
        if !set.contains(-1) { eligible.insert(set) }
      }
    }
    let ordered = eligible.sorted { ($0.count, $0.sorted()) < ($1.count, $1.sorted()) }
    var sets = Set((0..<shop.resourceCount).map { [$0] as Set<Int> }).union(ordered)
    for start in ordered.prefix(unionStarts) {
      var union = start
      while let least = ordered.filter({ !$0.isSubset(of: union) })
        .min(by: { $0.subtracting(union).count < $1.subtracting(union).count })
      {
        union.formUnion(least)
        sets.insert(union)
      }
    }
    return sets.sorted { ($0.count, $0.sorted()) < ($1.count, $1.sorted()) }
  }

  /// Unions are grown from so many sets at most.
  private static let unionStarts = 32
}

/// Sets come in an order that depends on nothing but themselves.
private func < (one: (Int, [Int]), two: (Int, [Int])) -> Bool {
  one.0 != two.0 ? one.0 < two.0 : one.1.lexicographicallyPrecedes(two.1)
}
