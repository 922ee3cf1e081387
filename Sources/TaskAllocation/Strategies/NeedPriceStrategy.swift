import Basics
import Race

extension TaskAllocation {
  /// The bounds of prices on the needs and of the cheapest teams, and of both together.
  struct NeedPriceStrategy: Strategy {
    let name = "need prices"
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      let table = AllocationTable(instance)
      // The cheap bound first: those that follow may take tenths of a second.
      let none = [Int](repeating: 0, count: table.taskCount)
      guard let plain = NeedPrices(table, teamCost: none) else {
        proveTeams(table, on: scoreboard)
        return
      }
      improve(plain, on: scoreboard)
      let costs = proveTeams(table, on: scoreboard)
      guard !scoreboard.shouldStop, let prices = NeedPrices(table, teamCost: costs.map { $0 ?? 0 }) else { return }
      for task in costs.indices where costs[task] == nil { prices.served[task] = 0 }
      improve(prices, on: scoreboard)
    }

    private func improve(_ prices: NeedPrices, on scoreboard: Scoreboard<Solution>) {
      let target = scoreboard.bestObjective == .max ? 0 : Double(scoreboard.bestObjective)
      _ = prices.improve(iterations: Self.rootIterations, target: target) { scoreboard.shouldStop }
      let bound = prices.exactBound().dividedRoundingUp(by: prices.scale)
      if bound > scoreboard.bestBound { scoreboard.prove(Objective(bound), by: name) }
    }

    @discardableResult private func proveTeams(
      _ table: AllocationTable, on scoreboard: Scoreboard<Solution>
    ) -> [Int?] {
      let costs = TeamCosts.all(table) { scoreboard.shouldStop }
      let bound = -CoverBoundStrategy.bound(table, costs)
      if bound > scoreboard.bestBound { scoreboard.prove(Objective(bound), by: "cheapest teams") }
      return costs
    }

    private static let rootIterations = 20_000
  }
}
