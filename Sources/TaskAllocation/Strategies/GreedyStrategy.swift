import Race

extension TaskAllocation {
  /// Greedy teams in one order after another: the first solution in milliseconds.
  struct GreedyStrategy: Strategy {
    static let named: [(GreedyTeams.Order, String)] = [
      (.valuePerNeed, "tasks by value for what they need, teams by what covers most for its cost (Dobson 1982)"),
      (.profit, "the task whose greedy team leaves most next"),
      (.costPerValue, "the task whose greedy team costs least for its value next"),
    ]

    let name: String
    private let instance: Instance
    private let orders: [GreedyTeams.Order]

    init(_ instance: Instance, _ orders: [GreedyTeams.Order]) {
      name = orders.count == 1 ? orders[0].rawValue : "greedy teams"
      self.instance = instance
      self.orders = orders
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      // Nobody anywhere is a solution, before anything is tried.
      offer([Int](repeating: -1, count: instance.entities.count), name, scoreboard)
      let teams = GreedyTeams(AllocationTable(instance))
      for order in orders {
        let assignment = teams.assignment(order) { scoreboard.shouldStop }
        offer(assignment, orders.count == 1 ? name : order.rawValue, scoreboard)
        if scoreboard.shouldStop { return }
      }
    }

    private func offer(_ assignment: [Int], _ source: String, _ scoreboard: Scoreboard<Solution>) {
      let solution = Solution(assignment: assignment, of: instance)
      if -solution.value < scoreboard.bestObjective { scoreboard.offer(solution, from: source) }
    }
  }
}
