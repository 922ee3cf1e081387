import Basics

/// Teams built task by task: an entity at a time, the one that covers most of what is missing for its cost, and then
/// without those that have become superfluous.
///
/// - Source: Dobson 1982, "Worst-case analysis of greedy heuristics for integer programming with nonnegative data".
struct GreedyTeams {
  /// Which task is next.
  enum Order: String, CaseIterable {
    /// Most value for what the needs take of all that there is.
    case valuePerNeed = "greedy-need"
    /// Most value less the cost of its team among the free entities.
    case profit = "greedy-profit"
    /// Least cost of the team, by value.
    case costPerValue = "greedy-cost"
  }

  let table: AllocationTable
  private let total: [Double]

  init(_ table: AllocationTable) {
    self.table = table
    let dimensions = table.dimensions
    var total = [Double](repeating: 1e-9, count: dimensions)
    for task in 0..<table.taskCount {
      for k in 0..<dimensions { total[k] += Double(table.needs(task)[k]) }
    }
    self.total = total
  }

  /// A team for `task` out of the entities that are free, added to `team`; nil where they cannot cover it.
  func team(for task: Int, beside team: [Int] = [], isFree: (Int) -> Bool) -> [Int]? {
    let dimensions = table.dimensions
    var missing = (0..<dimensions).map { table.needs(task)[$0] }
    for entity in team {
      for k in 0..<dimensions { missing[k] -= table.gains(task, entity)[k] }
    }
    var chosen: [Int] = []
    var open = table.candidates[task].filter { isFree($0) && !team.contains($0) }
    while missing.contains(where: { $0 > 0 }) {
      var best: (place: Int, rate: Double)?
      for (place, entity) in open.enumerated() {
        var use = 0.0
        for k in 0..<dimensions where missing[k] > 0 {
          use += Double(min(missing[k], table.gains(task, entity)[k])) / Double(table.needs(task)[k])
        }
        // What is free of charge is still no reason to take more of it than is of use.
        let rate = use / (Double(table.cost[entity * table.taskCount + task]) + 1e-3)
        if use > 0, rate > best?.rate ?? 0 { best = (place, rate) }
      }
      guard let best else { return nil }
      let entity = open.remove(at: best.place)
      chosen.append(entity)
      for k in 0..<dimensions { missing[k] -= table.gains(task, entity)[k] }
    }
    return team + chosen
  }

  /// Without the entities, dearest first, that `task` can do without.
  func pruned(_ team: [Int], of task: Int) -> [Int] {
    let dimensions = table.dimensions
    var surplus = (0..<dimensions).map { -table.needs(task)[$0] }
    for entity in team {
      for k in 0..<dimensions { surplus[k] += table.gains(task, entity)[k] }
    }
    func cost(_ entity: Int) -> Int { table.cost[entity * table.taskCount + task] }
    var kept = team
    for entity in team.sorted(by: { (cost($0), $0) > (cost($1), $1) }) {
      let gains = table.gains(task, entity)
      guard (0..<dimensions).allSatisfy({ surplus[$0] >= gains[$0] }) else { continue }
      for k in 0..<dimensions { surplus[k] -= gains[k] }
      kept.removeAll { $0 == entity }
    }
    return kept
  }

  /// The task of each entity, -1 for none, with tasks served in the given order while they pay.
  func assignment(_ order: Order, shouldStop: () -> Bool = { false }) -> [Int] {
    completed([Int](repeating: -1, count: table.entityCount), order, shouldStop: shouldStop)
  }

  /// What a greedy team of `task` costs where all are free; nil where there is none.
  func cost(of task: Int) -> Int? {
    team(for: task) { _ in true }.map { team in
      pruned(team, of: task).reduce(0) { $0 + table.cost[$1 * table.taskCount + task] }
    }
  }

  /// The same with what is assigned already: teams are completed, or dissolved where that costs more than it pays.
  func completed(
    _ start: [Int], _ order: Order = .profit, shouldStop: () -> Bool = { false }
  ) -> [Int] {
    var home = start
    for task in 0..<table.taskCount {
      let given = home.indices.filter { home[$0] == task }
      if given.isEmpty { continue }
      for entity in given { home[entity] = -1 }
      if let team = team(for: task, beside: given, isFree: { home[$0] < 0 }) {
        let kept = pruned(team, of: task)
        if profit(of: kept, at: task) > 0 { for entity in kept { home[entity] = task } }
      }
    }
    var open = (0..<table.taskCount).filter { !home.contains($0) && !table.isFree($0) }
    if order == .valuePerNeed { open.sort { (-valuePerNeed($0), $0) < (-valuePerNeed($1), $1) } }
    while !open.isEmpty, !shouldStop() {
      var best: (place: Int, key: Double, team: [Int])?
      for (place, task) in open.enumerated() {
        guard let team = team(for: task, isFree: { home[$0] < 0 }).map({ pruned($0, of: task) }) else { continue }
        let profit = profit(of: team, at: task)
        guard profit > 0 else { continue }
        let key: Double =
          switch order {
          case .valuePerNeed: -Double(place)
          case .profit: Double(profit)
          case .costPerValue: Double(profit) / Double(table.value[task])
          }
        if key > best?.key ?? -.infinity { best = (place, key, team) }
        if order == .valuePerNeed { break }
      }
      guard let best else { break }
      let task = open.remove(at: best.place)
      for entity in best.team { home[entity] = task }
      // Those before it could not be served, and will not be with fewer entities.
      if order == .valuePerNeed { open.removeFirst(best.place) }
    }
    return home
  }

  private func profit(of team: [Int], at task: Int) -> Int {
    team.reduce(table.value[task]) { $0 - table.cost[$1 * table.taskCount + task] }
  }

  private func valuePerNeed(_ task: Int) -> Double {
    var share = 1e-9
    for k in 0..<table.dimensions { share += Double(table.needs(task)[k]) / total[k] }
    return Double(table.value[task]) / share
  }
}
