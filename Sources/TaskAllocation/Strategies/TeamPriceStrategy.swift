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

    /// From the bound down to what is known: each search that finds nothing is followed by one that goes twice as far, since
    /// values may be large.
    ///
    /// - Returns: whether nothing better is left.
    private func enumerate(
      from bound: Int, _ teams: inout TeamEnumeration, _ scoreboard: Scoreboard<Solution>
    ) -> Bool {
      var top = min(bound, -scoreboard.bestBound)
      var step = 1
      while top > value(on: scoreboard) {
        let value = max(value(on: scoreboard) + 1, top - step + 1)
        switch teams.search(for: value) {
        case .open:
          // Less far there are fewer teams.
          if step == 1 || scoreboard.shouldStop { return false }
          step = max(1, step / 8)
        case .none:
          top = value - 1
          prove(top, scoreboard)
          step = step.multipliedReportingOverflow(by: 2).overflow ? step : 2 * step
        case .found(let home):
          scoreboard.offer(Solution(assignment: home, of: instance), from: "team enumeration")
          step = max(1, step / 2)
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
