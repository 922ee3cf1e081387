import Projects
import Race
import Solving

/// Projects of activities with one mode, with least and greatest lags of any kind and windows, and with reservoirs.
struct LagsCase: ScheduleCase {
  private let instance: GeneralSchedule.Instance
  private let project: LagProject
  /// nil without reservoirs.
  private let stores: ReservoirProject?

  init?(_ instance: GeneralSchedule.Instance) {
    guard instance.asksForMakespan, instance.description.allowsSwaps, instance.constraints.isEmpty,
      instance.setups.isEmpty, instance.hasPlainTasks, !instance.tasks.isEmpty,
      instance.tasks.allSatisfy({ $0.modes.count == 1 }),
      instance.resources.allSatisfy({ $0.breaks.isEmpty && !$0.isNeverIdle })
    else { return nil }
    for resource in instance.resources {
      switch resource.kind {
      case .machine, .renewable, .reservoir: continue
      case .consumable: return nil
      }
    }
    guard let arcs = Self.arcs(of: instance), arcs.reduce(0, { $0 + abs($1.weight) }) < 1 << 39 else { return nil }
    let count = instance.resources.count
    let modes = instance.tasks.map { $0.modes[0] }
    var demands = [Int](repeating: 0, count: modes.count * count)
    // What takes no time takes no resource.
    for (task, mode) in modes.enumerated() where mode.duration > 0 {
      for demand in mode.demands where demand.timing == .whileRunning {
        demands[task * count + demand.resource] = demand.amount
      }
    }
    let changes = modes.reduce(0) { $0 + $1.demands.reduce(0) { $0 + abs($1.amount) } }
    guard changes < 1 << 39 else { return nil }
    self.instance = instance
    project = LagProject(
      durations: modes.map(\.duration), demands: demands, capacities: Self.capacities(of: instance), arcs: arcs)
    let reservoirs = Self.reservoirs(of: instance)
    stores = if let reservoirs { ReservoirProject(project, reservoirs: reservoirs) } else { nil }
  }

  private static func reservoirs(of instance: GeneralSchedule.Instance) -> Reservoirs? {
    var places: [Int: Int] = [:]
    var (initial, minimum, maximum) = ([Int](), [Int](), [Int]())
    for (number, resource) in instance.resources.enumerated() {
      guard case .reservoir(let level, let least, let most) = resource.kind else { continue }
      places[number] = initial.count
      initial.append(level)
      minimum.append(least)
      maximum.append(most ?? Reservoirs.unlimited)
    }
    if places.isEmpty { return nil }
    let count = initial.count
    var starts = [Int](repeating: 0, count: instance.tasks.count * count)
    var ends = starts
    for (task, content) in instance.tasks.enumerated() {
      for demand in content.modes[0].demands {
        guard let place = places[demand.resource] else { continue }
        if demand.timing == .atEnd {
          ends[task * count + place] = demand.amount
        } else {
          starts[task * count + place] = demand.amount
        }
      }
    }
    return Reservoirs(initial: initial, minimum: minimum, maximum: maximum, startChanges: starts, endChanges: ends)
  }

  /// All lags and windows, from start to start; nil where a task's own lag cannot be.
  private static func arcs(of instance: GeneralSchedule.Instance) -> [TemporalArc]? {
    let origin = instance.tasks.count
    let durations = instance.tasks.map { $0.modes[0].duration }
    var arcs: [TemporalArc] = []
    for lag in instance.lags {
      let (first, second) = (lag.before.task, lag.after.task)
      if first == second { return nil }
      // From start to start: what ends does so its duration later.
      let shift = (lag.before.isEnd ? durations[first] : 0) - (lag.after.isEnd ? durations[second] : 0)
      if let minimum = lag.minimum { arcs.append(TemporalArc(from: first, to: second, weight: minimum + shift)) }
      if let maximum = lag.maximum { arcs.append(TemporalArc(from: second, to: first, weight: -maximum - shift)) }
    }
    for (number, task) in instance.tasks.enumerated() {
      let duration = durations[number]
      let job = task.job.map { instance.jobs[$0] }
      let earliest = max(task.earliestStart, job?.release ?? 0, task.earliestEnd - duration, task.frozen?.start ?? 0)
      if earliest > 0 { arcs.append(TemporalArc(from: origin, to: number, weight: earliest)) }
      let ends = [task.latestEnd, job?.deadline].compactMap { $0.map { $0 - duration } }
      let latest = (ends + [task.latestStart, task.frozen?.start].compactMap(\.self)).min()
      if let latest { arcs.append(TemporalArc(from: number, to: origin, weight: -latest)) }
      if let frozen = task.frozen, frozen.end - frozen.start != duration { return nil }
    }
    return arcs
  }

  private static func capacities(of instance: GeneralSchedule.Instance) -> CapacitySteps {
    let times = Set(instance.resources.flatMap { $0.capacities.map(\.time) }).union([0]).sorted()
    let amounts = times.flatMap { time in instance.resources.map { $0.capacity(at: time) } }
    return CapacitySteps(resources: instance.resources.count, times: times, amounts: amounts)
  }

  private func schedule(_ starts: [Int]) -> GeneralSchedule.Solution {
    instance.schedule(modes: starts.map { _ in 0 }, starts: starts)
  }

  private func candidate(_ solution: GeneralSchedule.Solution) -> [Int]? {
    solution.tasks.allSatisfy { $0 != nil } ? solution.tasks.map { $0?.start ?? 0 } : nil
  }

  var methods: CaseMethods {
    if let stores {
      return CaseMethods(
        schedule: schedule, candidate: candidate,
        search: ("generation by levels", { ReservoirProjectSearch(stores, seed: $0).run(on: $1) }),
        proof: ("trees over orders", { ReservoirProjectBounds(stores).run(on: $0) }))
    }
    return CaseMethods(
      schedule: schedule, candidate: candidate,
      search: ("generation with unscheduling", { LagProjectSearch(project, seed: $0).run(on: $1) }),
      proof: ("trees over orders", { LagProjectBounds(project).run(on: $0) }))
  }
}

extension GeneralSchedule.Resource {
  /// What can be held of it at a time, breaks aside.
  func capacity(at time: Int) -> Int {
    switch kind {
    case .machine: 1
    case .renewable(let capacity): capacities.last { $0.time <= time }?.capacity ?? capacity
    case .consumable, .reservoir: 0
    }
  }
}
