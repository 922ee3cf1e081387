import Basics

/// What the cheapest team of each task costs, if all entities are free.
enum TeamCosts {
  /// States times candidates of a dynamic program that is done in some tenths of a second.
  private static let stateLimit = 1 << 28
  /// The same for all tasks together.
  static let totalLimit = 1 << 30

  /// At least what a team of `task` costs: exactly by dynamic programming where that is affordable, else by prices of the
  /// task's needs; nil where no team covers it.
  static func least(
    _ table: AllocationTable, _ task: Int, totalLimit: Int = totalLimit, shouldStop: () -> Bool
  ) -> Int? {
    guard canCover(table, task) else { return nil }
    let limit = min(stateLimit, totalLimit / table.taskCount)
    if var knapsack = CoverKnapsack(table, task, limit: limit) {
      let price = { Int32(table.cost[$0 * table.taskCount + task]) }
      return knapsack.least(table.candidates[task], price: price, shouldStop: shouldStop) ?? 0
    }
    return byPrices(table, task, shouldStop)
  }

  /// For all tasks; those that no team covers have nil.
  ///
  /// - Parameter totalLimit: states times candidates of all tasks together.
  static func all(
    _ table: AllocationTable, totalLimit: Int = totalLimit, shouldStop: () -> Bool
  ) -> [Int?] {
    (0..<table.taskCount).map { task in
      shouldStop() ? 0 : least(table, task, totalLimit: totalLimit, shouldStop: shouldStop)
    }
  }

  private static func canCover(_ table: AllocationTable, _ task: Int) -> Bool {
    (0..<table.dimensions).allSatisfy { k in
      table.candidates[task].reduce(0) { $0 + table.gains(task, $1)[k] } >= table.needs(task)[k]
    }
  }

  private static func byPrices(_ table: AllocationTable, _ task: Int, _ shouldStop: () -> Bool) -> Int {
    guard let prices = NeedPrices(table, onlyFor: task) else { return 0 }
    // The value of the task is paid in any case, and only its cost is asked for.
    let target = Double(GreedyTeams(table).cost(of: task) ?? 1) - Double(table.value[task])
    _ = prices.improve(iterations: 500, target: target, shouldStop: shouldStop)
    return max(0, prices.exactBound().dividedRoundingUp(by: prices.scale) + table.value[task])
  }
}

extension Int {
  /// The quotient by a positive divisor, rounded up.
  func dividedRoundingUp(by divisor: Int) -> Int {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest > 0 ? quotient + 1 : quotient
  }

  /// The quotient by a positive divisor, rounded down.
  func dividedRoundingDown(by divisor: Int) -> Int { -(-self).dividedRoundingUp(by: divisor) }
}
