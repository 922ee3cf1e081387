import Shops

/// An instance as a shop whose machines all take the jobs in one order, in one or more factories.
struct FlowView: Sendable {
  let shop: FlowShop
  /// By job and machine, the task.
  let tasks: [[Int]]
  /// Whether orders are permutations for sure: operations without duration are in no order, so that with these there may be
  /// schedules beyond.
  let isExact: Bool
  private let taskCount: Int

  init?(_ instance: GeneralSchedule.Instance) {
    guard instance.hasOnlyMachines, instance.description.allowsSwaps, instance.hasNoWindows,
      instance.resources.allSatisfy(\.breaks.isEmpty), instance.objective.count == 1,
      instance.objective[0].count == 1, instance.objective[0][0].weight == 1, !instance.tasks.isEmpty,
      instance.tasks.allSatisfy({ !$0.isOptional && !$0.mayPause }), let chains = instance.chains,
      let grid = MachineGrid(instance, chains), grid.isInOneOrder(instance, chains),
      let kind = Self.kind(of: instance, chains),
      let setups = Self.setups(of: instance, chains, grid)
    else { return nil }
    guard let goal = Self.goal(of: instance, chains) else { return nil }
    let durations = chains.flatMap { $0.map { instance.tasks[$0].modes[0].duration } }
    // What takes no time stands between no neighbours, so that the setup between these is another one.
    guard setups.isEmpty || !durations.contains(0) else { return nil }
    shop = FlowShop(
      jobs: chains.count, machines: grid.machines[0].count, durations: durations, setups: setups,
      weights: goal.weights, dueDates: goal.dueDates, factories: grid.machines.count, kind: kind,
      objective: goal.objective)
    tasks = chains
    isExact = !durations.contains(0)
    taskCount = instance.tasks.count
  }

  private static func kind(of instance: GeneralSchedule.Instance, _ chains: [[Int]]) -> FlowShop.Kind? {
    let lasts = Set(chains.map { $0[$0.count - 1] })
    let areIdle = instance.tasks.indices.filter { instance.tasks[$0].mayIdle }
    let areNeverIdle = instance.resources.filter(\.isNeverIdle).count
    if instance.lags.allSatisfy({ $0.minimum == 0 && $0.maximum == nil }), areIdle.isEmpty {
      if areNeverIdle == 0 { return .permutation }
      return areNeverIdle == instance.resources.count && instance.setups.isEmpty ? .noIdle : nil
    }
    guard areNeverIdle == 0, instance.lags.allSatisfy({ $0.minimum == 0 && $0.maximum == 0 }) else { return nil }
    if areIdle.isEmpty { return .noWait }
    return areIdle.count + lasts.count == instance.tasks.count && areIdle.allSatisfy { !lasts.contains($0) }
      ? .blocking : nil
  }

  private static func setups(
    of instance: GeneralSchedule.Instance, _ chains: [[Int]], _ grid: MachineGrid
  ) -> [Int]? {
    if instance.setups.isEmpty { return [] }
    guard grid.machines.count == 1, instance.setups.allSatisfy(\.isOfNeighbours) else { return nil }
    let count = chains.count
    guard grid.machines[0].count * count * count < 1 << 26 else { return nil }
    var times = [Int](repeating: 0, count: grid.machines[0].count * count * count)
    for setups in instance.setups {
      for machine in setups.machines {
        guard let place = grid.machines[0].firstIndex(of: machine) else { return nil }
        for (job, chain) in chains.enumerated() {
          for (next, other) in chains.enumerated() where job != next {
            guard let from = setups.kinds[chain[place]], let to = setups.kinds[other[place]] else { continue }
            guard let time = setups.times[from][to] else { return nil }
            times[(place * count + job) * count + next] = time
          }
        }
      }
    }
    return times
  }

  private struct Goal {
    var objective: FlowShop.Objective
    var weights: [Int] = []
    var dueDates: [Int] = []
  }

  /// Of chains that are one job each, unless the makespan is all that counts.
  private static func goal(of instance: GeneralSchedule.Instance, _ chains: [[Int]]) -> Goal? {
    let measure = instance.objective[0][0].measure
    if measure == .makespan { return Goal(objective: .makespan) }
    let owners = chains.map { instance.tasks[$0[0]].job }
    guard Set(owners).count == chains.count, chains.count == instance.jobs.count else { return nil }
    for (chain, owner) in zip(chains, owners) {
      guard owner != nil, chain.allSatisfy({ instance.tasks[$0].job == owner }) else { return nil }
    }
    let jobs = owners.compactMap { $0.map { instance.jobs[$0] } }
    let weights = jobs.map(\.weight)
    guard weights.reduce(0, { min($0 + $1, 1 << 30) }) < 1 << 20 else { return nil }
    switch measure {
    case .totalCompletion, .totalFlow: return Goal(objective: .totalCompletion, weights: weights)
    case .tardiness:
      let dueDates = jobs.compactMap(\.due)
      guard dueDates.count == jobs.count else { return nil }
      return Goal(objective: .totalTardiness, weights: weights, dueDates: dueDates)
    default: return nil
    }
  }

  // MARK: Solutions

  func schedule(of order: FlowShop.Order) -> GeneralSchedule.Solution {
    let starts = shop.startTimes(of: order)
    var placements = [GeneralSchedule.Placement?](repeating: nil, count: taskCount)
    for (factory, line) in order.enumerated() {
      for job in line {
        for machine in 0..<shop.machines {
          let index = job * shop.machines + machine
          let leaves = shop.kind == .blocking && machine + 1 < shop.machines
          let end = leaves ? starts[index + 1] : starts[index] + shop.durations[index]
          placements[tasks[job][machine]] = GeneralSchedule.Placement(mode: factory, start: starts[index], end: end)
        }
      }
    }
    return GeneralSchedule.Solution(placements)
  }

  func order(of schedule: GeneralSchedule.Solution) -> FlowShop.Order? {
    var order = FlowShop.Order(repeating: [], count: shop.factories)
    for (job, chain) in tasks.enumerated() {
      guard let first = schedule.tasks[chain[0]], first.mode < shop.factories else { return nil }
      order[first.mode].append(job)
    }
    func starts(_ job: Int) -> [Int] { tasks[job].map { schedule.tasks[$0]?.start ?? 0 } }
    return order.map { line in
      line.map { (starts: starts($0), job: $0) }.sorted { left, right in
        left.starts == right.starts ? left.job < right.job : left.starts.lexicographicallyPrecedes(right.starts)
      }.map(\.job)
    }
  }
}

/// Machines by factory and place in the jobs' way, where all jobs have the same.
struct MachineGrid {
  /// By factory and place.
  private(set) var machines: [[Int]] = []

  init?(_ instance: GeneralSchedule.Instance, _ chains: [[Int]]) {
    let width = chains[0].count
    let factories = instance.tasks[chains[0][0]].modes.count
    guard chains.allSatisfy({ $0.count == width }) else { return nil }
    for chain in chains {
      let own = chain.map { instance.tasks[$0].modes }
      guard
        own.allSatisfy({ modes in
          modes.count == factories && modes.allSatisfy { $0.demands.count == 1 && $0.duration == modes[0].duration }
        })
      else { return nil }
      let found = (0..<factories).map { factory in own.map { $0[factory].demands[0].resource } }
      if machines.isEmpty { machines = found }
      guard machines == found else { return nil }
    }
    guard Set(machines.joined()).count == factories * width else { return nil }
  }

  /// Whether jobs keep to their factories, and machines of a factory take them in one order, and nothing else is asked.
  func isInOneOrder(_ instance: GeneralSchedule.Instance, _ chains: [[Int]]) -> Bool {
    var places: [Int: (factory: Int, place: Int)] = [:]
    for (factory, row) in machines.enumerated() {
      for (place, machine) in row.enumerated() { places[machine] = (factory, place) }
    }
    // By factory and place, a place with the same order.
    var roots = machines.map { Array($0.indices) }
    var ties = Set<[Int]>()
    for constraint in instance.constraints {
      switch constraint {
      case .sameSequence(let pair, let pairs):
        guard let first = places[pair.0], let second = places[pair.1], first.factory == second.factory,
          pairs.count == chains.count,
          Set(pairs.map { [$0.0, $0.1] }) == Set(chains.map { [$0[first.place], $0[second.place]] })
        else { return false }
        let (from, to) = (roots[first.factory][first.place], roots[first.factory][second.place])
        for place in roots[first.factory].indices where roots[first.factory][place] == from {
          roots[first.factory][place] = to
        }
      case .modeDependency(let task, let mode, let other, let modes):
        guard modes == [mode] else { return false }
        ties.insert([task, other, mode])
      default: return false
      }
    }
    // With one machine, or one job, there is one order anyway.
    guard chains.count == 1 || roots.allSatisfy({ Set($0).count == 1 }) else { return false }
    if machines.count == 1 { return true }
    for chain in chains {
      for (before, after) in zip(chain, chain.dropFirst()) {
        for factory in machines.indices where !ties.contains([before, after, factory]) { return false }
      }
    }
    return ties.count == chains.reduce(0) { $0 + ($1.count - 1) * machines.count }
  }
}
