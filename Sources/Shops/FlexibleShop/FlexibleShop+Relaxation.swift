extension FlexibleShop {
  /// What must hold in every schedule that ends by some horizon: choices that fit, and heads and tails over arcs with the
  /// least durations among these.
  struct Relaxation {
    let shop: FlexibleShop
    private(set) var isAllowed: [Bool]
    private(set) var leastDurations: [Int]
    private(set) var heads: [Int]
    private(set) var tails: [Int]
    private let predecessors: [[Arc]]
    private let successors: [[Arc]]

    init(_ shop: FlexibleShop) {
      self.shop = shop
      isAllowed = Array(repeating: true, count: shop.durations.count)
      leastDurations = (0..<shop.operationCount).map { shop.durations[shop.choices(of: $0)].min() ?? 0 }
      heads = shop.heads
      tails = shop.tails
      var predecessors = Array(repeating: [Arc](), count: shop.operationCount)
      var successors = predecessors
      for arc in shop.arcs {
        predecessors[arc.after].append(arc)
        successors[arc.before].append(arc)
      }
      self.predecessors = predecessors
      self.successors = successors
      propagate()
    }

    /// The longest way over arcs alone.
    var longestPath: Int {
      (0..<shop.operationCount).reduce(0) { max($0, heads[$1] + leastDurations[$1] + tails[$1]) }
    }

    /// Deletes the choices that end too late for a horizon, until none does.
    ///
    /// - Returns: false where an operation has none left, so that nothing ends by the horizon.
    mutating func tighten(to horizon: Int) -> Bool {
      var changes = true
      while changes {
        changes = false
        for operation in 0..<shop.operationCount {
          var least = Int.max
          for choice in shop.choices(of: operation) where isAllowed[choice] {
            if heads[operation] + shop.durations[choice] + tails[operation] > horizon {
              isAllowed[choice] = false
            } else {
              least = min(least, shop.durations[choice])
            }
          }
          guard least < Int.max else { return false }
          if least > leastDurations[operation] {
            leastDurations[operation] = least
            changes = true
          }
        }
        if changes { propagate() }
      }
      return true
    }

    private mutating func propagate() {
      for operation in shop.topologicalOrder {
        for arc in predecessors[operation] {
          heads[operation] = max(heads[operation], heads[arc.before] + leastDurations[arc.before] + arc.lag)
        }
      }
      for operation in shop.topologicalOrder.reversed() {
        for arc in successors[operation] {
          tails[operation] = max(tails[operation], arc.lag + leastDurations[arc.after] + tails[arc.after])
        }
      }
    }

    /// The operations that take one of these resources whatever they choose.
    func users(of resources: Set<Int>) -> [Int] {
      (0..<shop.operationCount).filter { operation in
        shop.choices(of: operation).allSatisfy {
          !isAllowed[$0] || resources.contains(shop.resources[2 * $0]) || resources.contains(shop.resources[2 * $0 + 1])
        }
      }
    }
  }
}
