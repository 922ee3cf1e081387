/// What no policy returns more than: of each task its value less its cheapest team, at the age at which that is most, as
/// if everybody were everywhere at any time.
public enum MissionBound {
  /// In thousandths; nil where the dynamic programs would be too large.
  public static func total(_ mission: Mission) -> Int? {
    let table = AllocationTable(mission.instance)
    var total = 0
    for task in mission.instance.tasks.indices {
      guard let profit = profit(task, mission, table) else { return nil }
      total += profit
    }
    return total
  }

  private static let stateLimit = 1 << 28

  private static func profit(_ task: Int, _ mission: Mission, _ table: AllocationTable) -> Int? {
    guard var knapsack = CoverKnapsack(table, task, limit: stateLimit) else { return nil }
    let price = { Int32(table.cost[$0 * table.taskCount + task]) }
    _ = knapsack.least(table.candidates[task], price: price)
    var (value, needs) = mission.decayed(task, times: 0)
    var best = 0
    for step in 0..<mission.rules.steps {
      if let cost = knapsack.least(covering: needs.map { $0.dividedRoundingUp(by: Mission.unit) }) {
        best = max(best, value - cost * Mission.unit)
      }
      if mission.rules.decayPercent == 0 { break }
      if step >= mission.rules.decayAfter { mission.decay(&value, &needs) }
    }
    return best
  }
}
