import Basics

/// Which tasks a search should serve: those that pay at the prices of the needs, with changes of chance that their bound
/// leaves worth a try.
struct TaskChoice {
  private let table: AllocationTable
  private let paying: [Int]
  private let prices: NeedPrices?
  private var random: RandomSource
  private static let tries = 10
  private static let iterations = 60

  init(_ table: AllocationTable, _ paying: [Int], seed: UInt64) {
    self.table = table
    self.paying = paying
    prices = NeedPrices(table, teamCost: [Int](repeating: 0, count: table.taskCount))
    random = RandomSource(seed: seed)
  }

  /// - Parameters:
  ///   - isPlain: without changes.
  ///   - value: what is to be surpassed.
  mutating func next(isPlain: Bool, above value: Int, shouldStop: () -> Bool) -> [Int] {
    if isPlain { return paying }
    for _ in 0..<Self.tries where !shouldStop() {
      var chosen = Set(paying)
      for _ in 0..<random.within(1...2) {
        let task = random.below(table.taskCount)
        if table.isFree(task) { continue }
        if chosen.remove(task) == nil { chosen.insert(task) }
      }
      guard let prices else { return chosen.sorted() }
      for task in 0..<table.taskCount { prices.served[task] = chosen.contains(task) || table.isFree(task) ? 1 : 0 }
      _ = prices.improve(iterations: Self.iterations, target: -Double(value), shouldStop: shouldStop)
      if prices.exactBound() <= -prices.scale * (value + 1) { return chosen.sorted() }
    }
    return paying
  }
}
