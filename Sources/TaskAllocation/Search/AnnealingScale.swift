import Basics

/// What annealing measures by: what a missing unit of a need costs, what a change of temperature 1 is, and which tasks
/// seem to pay.
struct AnnealingScale {
  /// By task and ability.
  var penalties: [Double]
  /// The cost that temperature 1 stands for.
  let unit: Double
  /// Tasks that the prices of their needs leave a profit.
  let paying: [Int]

  private static let iterations = 3000
  /// Penalties are a multiple of prices, so that what lacks little is worth completing.
  private static let factor = 2.0

  /// - Parameter start: a valid assignment, which says how good prices can be.
  init(_ table: AllocationTable, _ start: [Int], shouldStop: () -> Bool) {
    var sum = 0.0
    for entity in 0..<table.entityCount {
      for task in 0..<table.taskCount { sum += Double(table.cost[entity * table.taskCount + task]) }
    }
    let mean = sum / Double(table.entityCount * table.taskCount)
    unit = mean > 0 ? mean / 5 : 1
    // By prices where there are some, else as if all needs of a task were half of its value.
    let prices = NeedPrices(table, teamCost: [Int](repeating: 0, count: table.taskCount))
    _ = prices?.improve(
      iterations: Self.iterations, target: -Double(table.worth(of: start)), shouldStop: shouldStop)
    var penalties: [Double] = []
    var paying: [Int] = []
    for task in 0..<table.taskCount {
      var term = -Double(table.value[task])
      let whole = (0..<table.dimensions).reduce(0) { $0 + table.needs(task)[$1] }
      for k in 0..<table.dimensions {
        let need = Double(table.needs(task)[k])
        let even = Double(max(1, table.value[task])) / 2 / Double(max(1, whole))
        let price = prices.map { $0.price[task * $0.width + k] } ?? even
        term += price * need
        penalties.append(Self.factor * max(price, even / 8))
      }
      if term < 0 || prices == nil, !table.isFree(task) { paying.append(task) }
    }
    self.penalties = penalties
    self.paying = paying
  }
}
