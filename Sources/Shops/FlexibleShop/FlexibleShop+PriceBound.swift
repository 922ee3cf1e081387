extension FlexibleShop.Relaxation {
  /// A bound from prices of resources: all operations' cheapest choices cost no more than all that resources have to
  /// sell, each from its least head to its least tail before the end.
  ///
  /// For every price vector, Σ min cost <= Σ price (C - head - tail) gives a bound on C; the best one is the linear
  /// program over shares of choices. Prices rise where the cheapest choices ask for more than there is.
  ///
  /// - Complexity: O(choices) a round.
  func priceBound(rounds: Int) -> Int {
    let ends = resourceEnds()
    var prices = ends.map { $0 == nil ? 0.0 : 1.0 }
    var best = 0
    for round in 0..<rounds {
      let scale = Double(Self.priceLimit) / max(1, prices.reduce(0, +))
      let rounded = prices.map { Int($0 * scale) }
      let total = rounded.reduce(0, +)
      guard total > 0 else { return best }
      var loads = ends.map { $0 ?? 0 }
      var cost = 0
      for operation in 0..<shop.operationCount { cost += buyCheapest(for: operation, at: rounded, &loads) }
      for (resource, end) in ends.enumerated() { cost += rounded[resource] * (end ?? 0) }
      best = max(best, (cost + total - 1) / total)
      let largest = Double(loads.max() ?? 1)
      let step = 0.5 / Double(1 + round / 8)
      for resource in prices.indices where largest > 0 {
        prices[resource] *= 1 + step * (2 * Double(loads[resource]) / largest - 1)
      }
    }
    return best
  }

  /// Prices add up to no more, so that costs, below 2 · 2^20 · 2^40, stay far from overflow.
  private static var priceLimit: Int { 1 << 20 }

  /// By resource: least head and least tail of an operation that may use it; nil where none may. As both are at most
  /// those of one operation, a resource that is not used has no less than nothing to sell either.
  private func resourceEnds() -> [Int?] {
    var leastHeads = Array(repeating: Int.max, count: shop.resourceCount)
    var leastTails = leastHeads
    for operation in 0..<shop.operationCount {
      for choice in shop.choices(of: operation) where isAllowed[choice] {
        for resource in shop.resources[2 * choice...2 * choice + 1] where resource >= 0 {
          leastHeads[resource] = min(leastHeads[resource], heads[operation])
          leastTails[resource] = min(leastTails[resource], tails[operation])
        }
      }
    }
    return zip(leastHeads, leastTails).map { $0 == .max ? nil : $0 + $1 }
  }

  private func buyCheapest(for operation: Int, at prices: [Int], _ loads: inout [Int]) -> Int {
    var (cheapest, chosen) = (Int.max, 0)
    for choice in shop.choices(of: operation) where isAllowed[choice] {
      var price = 0
      for resource in shop.resources[2 * choice...2 * choice + 1] where resource >= 0 { price += prices[resource] }
      if price * shop.durations[choice] < cheapest { (cheapest, chosen) = (price * shop.durations[choice], choice) }
    }
    for resource in shop.resources[2 * chosen...2 * chosen + 1] where resource >= 0 {
      loads[resource] += shop.durations[chosen]
    }
    return cheapest
  }
}
