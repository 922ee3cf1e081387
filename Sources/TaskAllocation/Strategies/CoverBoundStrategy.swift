import Race

extension TaskAllocation {
  /// The bound of each task alone: its value less its cheapest team, as if entities could be at several tasks.
  struct CoverBoundStrategy: Strategy {
    let name = "cheapest teams"
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      let table = AllocationTable(instance)
      let costs = TeamCosts.all(table) { scoreboard.shouldStop }
      scoreboard.prove(Objective(-Self.bound(table, costs)), by: name)
    }

    /// No allocation is worth more.
    static func bound(_ table: AllocationTable, _ costs: [Int?]) -> Int {
      costs.enumerated().reduce(0) { sum, next in sum + max(0, next.element.map { table.value[next.offset] - $0 } ?? 0)
      }
    }
  }
}
