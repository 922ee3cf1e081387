import Race
import Solving

/// An instance that is one of another problem, with fewer words.
enum PlainCase {
  case jobShop(JobShop.Instance, JobShopView)
  case project(ResourceProject.Instance, GeneralSchedule.Instance)

  /// nil where it is none.
  init?(_ instance: GeneralSchedule.Instance) {
    if let view = JobShopView(instance), let shop = view.shop {
      self = .jobShop(shop, view)
    } else if let project = ResourceProject.Instance(plain: instance) {
      self = .project(project, instance)
    } else {
      return nil
    }
  }

  /// The other problem's lanes.
  func lanes(_ options: SolveOptions<GeneralSchedule.Solution>) throws -> [Lane<GeneralSchedule.Solution>] {
    switch self {
    case .jobShop(let shop, let view):
      let race = InnerRace<GeneralSchedule.Solution, JobShop.Solution>(
        check: { (solution) throws(CheckFailure) in try JobShop.check(solution, of: shop) },
        solution: { view.schedule(of: $0) }, innerSolution: { view.solution(of: $0) })
      return race.lanes(try JobShop.lanes(for: shop, options.translated()))
    case .project(let project, let instance):
      let race = InnerRace<GeneralSchedule.Solution, ResourceProject.Solution>(
        check: { (solution) throws(CheckFailure) in try ResourceProject.check(solution, of: project) },
        solution: { instance.schedule(modes: $0.starts.map { _ in 0 }, starts: $0.starts) },
        innerSolution: { ResourceProject.Solution(starts: $0.tasks.map { $0?.start ?? 0 }) })
      return race.lanes(try ResourceProject.lanes(for: project, options.translated()))
    }
  }
}

extension SolveOptions {
  /// The same for another kind of solutions; a solution to start from is offered outside.
  fileprivate func translated<Other>() -> SolveOptions<Other> {
    var other = SolveOptions<Other>()
    other.engine = SolveOptions<Other>.Engine(rawValue: engine.rawValue) ?? .auto
    other.workers = workers
    other.seed = seed
    if case .none = warmStart { other.warmStart = .none }
    other.conflictLimit = conflictLimit
    other.mipSolver = mipSolver
    return other
  }
}

extension ResourceProject.Instance {
  /// Activities in one mode each on renewable resources that never change, one after the other; nil for all else.
  fileprivate init?(plain instance: GeneralSchedule.Instance) {
    guard instance.asksForMakespan, instance.hasPlainResources, instance.hasPlainTasks, instance.hasNoWindows,
      instance.constraints.isEmpty, instance.setups.isEmpty, instance.tasks.allSatisfy({ $0.modes.count == 1 }),
      let arcs = instance.plainArcs, arcs.allSatisfy({ $0.lag == 0 })
    else { return nil }
    var capacities: [Int] = []
    for resource in instance.resources {
      switch resource.kind {
      case .machine: capacities.append(1)
      case .renewable(let capacity): capacities.append(capacity)
      case .consumable, .reservoir: return nil
      }
    }
    var demands = [[Int]](
      repeating: [Int](repeating: 0, count: capacities.count), count: instance.tasks.count)
    for (number, task) in instance.tasks.enumerated() where task.modes[0].duration > 0 {
      for demand in task.modes[0].demands { demands[number][demand.resource] = demand.amount }
    }
    var successors = [[Int]](repeating: [], count: instance.tasks.count)
    for arc in arcs { successors[arc.before].append(arc.after) }
    try? self.init(
      name: instance.name, durations: instance.tasks.map { $0.modes[0].duration }, demands: demands,
      successors: successors, capacities: capacities)
  }
}

/// Chains of operations on one machine each, and the makespan: a job shop.
struct JobShopView: Sendable {
  private let view: ChainView
  let shop: JobShop.Instance?
  private let durations: [Int]

  /// nil where it is no job shop.
  init?(_ instance: GeneralSchedule.Instance) {
    guard instance.asksForMakespan, instance.description.allowsSwaps, instance.hasPlainTasks,
      let view = ChainView(instance, gap: 0...Int.max)
    else { return nil }
    self.view = view
    shop = try? JobShop.Instance(
      name: instance.name, machineCount: instance.resources.count,
      jobs: view.chains.map { chain in
        chain.map { task in
          let mode = instance.tasks[task].modes[0]
          return JobShop.Operation(machine: mode.demands[0].resource, duration: mode.duration)
        }
      })
    durations = instance.tasks.map { $0.modes[0].duration }
  }

  func schedule(of solution: JobShop.Solution) -> GeneralSchedule.Solution {
    var tasks = [GeneralSchedule.Placement?](repeating: nil, count: durations.count)
    for (chain, starts) in zip(view.chains, solution.starts) {
      for (task, start) in zip(chain, starts) {
        tasks[task] = GeneralSchedule.Placement(mode: 0, start: start, end: start + durations[task])
      }
    }
    return GeneralSchedule.Solution(tasks)
  }

  func solution(of schedule: GeneralSchedule.Solution) -> JobShop.Solution? {
    let placements = schedule.tasks
    guard placements.count == durations.count, placements.allSatisfy({ $0 != nil }) else { return nil }
    return JobShop.Solution(
      makespan: placements.reduce(0) { max($0, $1?.end ?? 0) },
      starts: view.chains.map { chain in chain.map { placements[$0]?.start ?? 0 } })
  }
}

extension GeneralSchedule.Instance {
  /// Tasks in chains, where all lags go from the end of a task to the start of another one, each task has one before and
  /// one after it at most, and there is no ring; a chain for each first task. nil elsewhere.
  var chains: [[Int]]? {
    var next = [Int?](repeating: nil, count: tasks.count)
    var hasPrevious = [Bool](repeating: false, count: tasks.count)
    for lag in lags {
      guard lag.before.isEnd, !lag.after.isEnd, next[lag.before.task] == nil, !hasPrevious[lag.after.task] else {
        return nil
      }
      next[lag.before.task] = lag.after.task
      hasPrevious[lag.after.task] = true
    }
    var chains: [[Int]] = []
    var count = 0
    for first in tasks.indices where !hasPrevious[first] {
      var chain = [first]
      while let after = next[chain[chain.count - 1]] { chain.append(after) }
      chains.append(chain)
      count += chain.count
    }
    return count == tasks.count ? chains : nil
  }
}
