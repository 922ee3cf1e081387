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

  /// A candidate with the rate that it had when it was last looked at; later rates are never better.
  private struct Candidate: Comparable {
    let rate: Double
    let entity: Int
    static func < (left: Candidate, right: Candidate) -> Bool {
      (-left.rate, left.entity) < (-right.rate, right.entity)
    }
  }

  /// A team for `task` out of the entities that are free, added to `team`; nil where they cannot cover it.
  ///
  /// - Source: Minoux 1978, "Accelerated greedy algorithms for maximizing submodular set functions", for rates that are
  ///   looked at again only where they may be the best.
  func team(for task: Int, beside team: [Int] = [], isFree: (Int) -> Bool) -> [Int]? {
    let dimensions = table.dimensions
    var missing = (0..<dimensions).map { table.needs(task)[$0] }
    for entity in team {
      for k in 0..<dimensions { missing[k] -= table.gains(task, entity)[k] }
    }
    func rate(_ entity: Int) -> Double {
      var use = 0.0
      for k in 0..<dimensions where missing[k] > 0 {
        use += Double(min(missing[k], table.gains(task, entity)[k])) / Double(table.needs(task)[k])
      }
      // What is free of charge is still no reason to take more of it than is of use.
      return use / (Double(table.cost[entity * table.taskCount + task]) + 1e-3)
    }
    var chosen: [Int] = []
    var open = MinHeap<Candidate>()
    let given = Set(team)
    for entity in table.candidates[task] where isFree(entity) && !given.contains(entity) {
      open.push(Candidate(rate: rate(entity), entity: entity))
    }
    while missing.contains(where: { $0 > 0 }) {
      guard let next = open.pop() else { return nil }
      let now = Candidate(rate: rate(next.entity), entity: next.entity)
      if now.rate <= 0 { continue }
      if now.rate < next.rate {
        open.push(now)
        continue
      }
      chosen.append(now.entity)
      for k in 0..<dimensions { missing[k] -= table.gains(task, now.entity)[k] }
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
    var dropped: Set<Int> = []
    for entity in team.sorted(by: { (cost($0), $0) > (cost($1), $1) }) {
      let gains = table.gains(task, entity)
      guard (0..<dimensions).allSatisfy({ surplus[$0] >= gains[$0] }) else { continue }
      for k in 0..<dimensions { surplus[k] -= gains[k] }
      dropped.insert(entity)
    }
    return team.filter { !dropped.contains($0) }
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
    for task in Set(start.filter { $0 >= 0 }).sorted() where !shouldStop() {
      let given = home.indices.filter { home[$0] == task }
      for entity in given { home[entity] = -1 }
      if let team = team(for: task, beside: given, isFree: { home[$0] < 0 }) {
        let kept = pruned(team, of: task)
        if profit(of: kept, at: task) > 0 { for entity in kept { home[entity] = task } }
      }
    }
    let served = Set(home)
    var open = (0..<table.taskCount).filter { !served.contains($0) && !table.isFree($0) }
    if order == .valuePerNeed {
      open.sort { (-valuePerNeed($0), $0) < (-valuePerNeed($1), $1) }
      for task in open where !shouldStop() {
        guard let offer = offer(for: task, isFree: { home[$0] < 0 }), offer.profit > 0 else { continue }
        for entity in offer.team { home[entity] = task }
      }
      return home
    }
    serveBest(&open, &home, order, shouldStop)
    return home
  }

  /// A task with its greedy team, as long as nobody of those who were looked at for it is taken.
  private struct Offer {
    let picks: [Int]
    let team: [Int]
    let profit: Int
  }

  private func offer(for task: Int, isFree: (Int) -> Bool) -> Offer? {
    team(for: task, isFree: isFree).map { picks in
      let team = pruned(picks, of: task)
      return Offer(picks: picks, team: team, profit: profit(of: team, at: task))
    }
  }

  /// The best offer of all open tasks, again and again. An offer stands until one of its picks is taken: without others
  /// the same ones would be picked.
  private func serveBest(_ open: inout [Int], _ home: inout [Int], _ order: Order, _ shouldStop: () -> Bool) {
    var offers = [Offer?](repeating: nil, count: table.taskCount)
    while !open.isEmpty {
      var best: (place: Int, key: Double)?
      for (place, task) in open.enumerated() {
        if shouldStop() { return }
        if offers[task]?.picks.contains(where: { home[$0] >= 0 }) ?? true {
          offers[task] = offer(for: task) { home[$0] < 0 }
        }
        guard let profit = offers[task]?.profit, profit > 0 else { continue }
        let key = order == .profit ? Double(profit) : Double(profit) / Double(table.value[task])
        if key > best?.key ?? -.infinity { best = (place, key) }
      }
      guard let best else { return }
      let task = open.remove(at: best.place)
      for entity in offers[task]?.team ?? [] { home[entity] = task }
    }
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
