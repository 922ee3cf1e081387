import Basics
import Race

extension TaskAllocation {
  /// The bound of prices on the entities, over whole teams, and the enumeration of all teams that it leaves possible.
  struct TeamPriceStrategy: Strategy {
    let name = "team prices"
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      let table = AllocationTable(instance)
      guard let prices = EntityPrices(table, price: start(table, scoreboard)),
        var teams = TeamEnumeration(prices, shouldStop: { scoreboard.shouldStop })
      else { return }
      var iterations = Self.firstIterations
      // Each enumeration is of what the bound leaves; where that is too much, prices get better first.
      while !scoreboard.shouldStop, iterations <= Self.lastIterations {
        let known = value(on: scoreboard)
        let before = prices.best.bound
        guard prices.improve(iterations: iterations, goal: known, shouldStop: { scoreboard.shouldStop }) else { return }
        let bound = prices.best.bound.dividedRoundingDown(by: prices.scale)
        prove(bound, scoreboard)
        if enumerate(from: bound, &teams, scoreboard) { return }
        iterations *= prices.best.bound < before ? 2 : 4
      }
    }

    /// Value by value, from the bound down to what is known.
    ///
    /// - Returns: whether nothing better is left.
    private func enumerate(
      from bound: Int, _ teams: inout TeamEnumeration, _ scoreboard: Scoreboard<Solution>
    ) -> Bool {
      var value = min(bound, -scoreboard.bestBound)
      while value > self.value(on: scoreboard) {
        switch teams.search(for: value) {
        case .open: return false
        case .none:
          value -= 1
          prove(value, scoreboard)
        case .found(let home):
          scoreboard.offer(Solution(assignment: home, of: instance), from: "team enumeration")
        }
      }
      return true
    }

    private func prove(_ value: Int, _ scoreboard: Scoreboard<Solution>) {
      if -value > scoreboard.bestBound { scoreboard.prove(Objective(-value), by: name) }
    }

    /// What is to be surpassed. Nobody anywhere is worth 0 at least.
    private func value(on scoreboard: Scoreboard<Solution>) -> Int {
      scoreboard.bestObjective == .max ? -1 : -scoreboard.bestObjective
    }

    /// What the prices of needs pay for each entity beyond its cost.
    private func start(_ table: AllocationTable, _ scoreboard: Scoreboard<Solution>) -> [Double] {
      let none = [Int](repeating: 0, count: table.taskCount)
      guard let prices = NeedPrices(table, teamCost: none) else {
        return [Double](repeating: 0, count: table.entityCount)
      }
      _ = prices.improve(iterations: Self.needIterations, target: -Double(value(on: scoreboard))) {
        scoreboard.shouldStop
      }
      _ = prices.exactBound()
      return (0..<table.entityCount).map { -Double(prices.leastReduced[$0]) / Double(prices.scale) }
    }

    private static let needIterations = 20_000
    private static let firstIterations = 30
    private static let lastIterations = 10_000
  }
}
