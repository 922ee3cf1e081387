import Basics

/// A price for each entity, and what no allocation is better than at these prices: each task pays at most its value less
/// the least price and cost of a team, whoever else has these entities.
///
/// It is the relaxation over whole teams, and so at least as strong as prices of needs. Steps are in floating point, the
/// bound is of prices rounded to integers, exactly.
/// - Source: Dantzig, Wolfe 1960, "Decomposition principle for linear programs", in the dual form of Held, Karp 1971.
final class EntityPrices {
  let table: AllocationTable
  /// Whole prices are of 1 / scale.
  let scale: Int
  /// By entity.
  var price: [Double]
  private(set) var best: (bound: Int, whole: [Int32])
  /// By task, the least price and cost of a team at the best prices, in whole units; nil where no team covers it.
  private(set) var least: [Int?]

  /// States times candidates of a task's dynamic program.
  private static let stateLimit = 1 << 27

  /// - Parameter price: where to start, by entity.
  /// - Returns: nil where some task has too many states, or costs are too large.
  init?(_ table: AllocationTable, price: [Double]) {
    self.table = table
    self.price = price
    var total = 1
    for entity in 0..<table.entityCount {
      total += (0..<table.taskCount).reduce(0) { max($0, table.cost[entity * table.taskCount + $1]) }
    }
    for task in 0..<table.taskCount { total += table.value[task] }
    var scale = 1 << 16
    while scale > 16, total > Int(CoverKnapsack.none) / 4 / scale { scale >>= 1 }
    guard scale > 16 else { return nil }
    self.scale = scale
    for task in 0..<table.taskCount {
      let count = max(1, table.candidates[task].count)
      guard CoverKnapsack.stateCount(table, task, limit: Self.stateLimit / count) != nil else { return nil }
    }
    best = (.max, [])
    least = []
  }

  /// Steps from the present prices on.
  ///
  /// - Parameters:
  ///   - goal: a value of which the bound shall get below the next integer.
  ///   - deadline: whether it is time to end.
  /// - Returns: false where a step was not completed.
  func improve(iterations: Int, goal: Int, shouldStop: () -> Bool) -> Bool {
    var factor = 1.0
    var idle = 0
    var direction = [Double](repeating: 0, count: price.count)
    for _ in 0..<iterations {
      let whole = price.map { Int32(max(0, min(Double(CoverKnapsack.none) / 256, ($0 * Double(scale)).rounded()))) }
      guard let (bound, least, slope) = evaluate(whole, shouldStop) else { return false }
      if bound < best.bound {
        idle = 0
        best = (bound, whole)
        self.least = least
        if bound < (goal + 1) * scale { return true }
      } else {
        idle += 1
        if idle == 4 {
          factor /= 2
          idle = 0
          if factor < 0.02 { break }
          price = best.whole.map { Double($0) / Double(scale) }
          direction = direction.map { _ in 0 }
          continue
        }
      }
      var norm = 0.0
      for entity in price.indices {
        direction[entity] = 0.5 * direction[entity] + Double(slope[entity])
        if price[entity] <= 0, direction[entity] < 0 { direction[entity] = 0 }
        norm += direction[entity] * direction[entity]
      }
      if norm == 0 { break }
      let step = factor * (Double(bound) / Double(scale) - Double(goal)) / norm
      for entity in price.indices { price[entity] = max(0, price[entity] + step * direction[entity]) }
    }
    return true
  }

  /// The bound, the least of each task, and how many teams more than one want each entity.
  private func evaluate(_ whole: [Int32], _ shouldStop: () -> Bool) -> (Int, [Int?], [Int])? {
    var bound = whole.reduce(0) { $0 + Int($1) }
    var least: [Int?] = []
    var slope = [Int](repeating: -1, count: whole.count)
    for task in 0..<table.taskCount {
      guard var knapsack = CoverKnapsack(table, task, limit: Self.stateLimit) else { return nil }
      let found = knapsack.team(
        table.candidates[task], price: { self.price(of: $0, at: task, whole) }, shouldStop: shouldStop)
      if shouldStop() { return nil }
      least.append(found?.price)
      guard let found else { continue }
      let profit = scale * table.value[task] - found.price
      if profit > 0 {
        bound += profit
        for entity in found.team { slope[entity] += 1 }
      }
    }
    return (bound, least, slope)
  }

  /// Price and cost together.
  @inline(__always) func price(of entity: Int, at task: Int, _ whole: [Int32]) -> Int32 {
    Int32(scale * table.cost[entity * table.taskCount + task]) + whole[entity]
  }
}
