import Race
import Solving

/// An instance that is one of another problem, with fewer words.
enum PlainCase {
  case jobShop(JobShop.Instance, JobShopView)

  /// nil where it is none.
  init?(_ instance: GeneralSchedule.Instance) {
    guard let view = JobShopView(instance), let shop = view.shop else { return nil }
    self = .jobShop(shop, view)
  }

  /// The other problem's lanes.
  func lanes(_ options: SolveOptions<GeneralSchedule.Solution>) throws -> [Lane<GeneralSchedule.Solution>] {
    switch self {
    case .jobShop(let shop, let view):
      let race = InnerRace<GeneralSchedule.Solution, JobShop.Solution>(
        check: { (solution) throws(CheckFailure) in try JobShop.check(solution, of: shop) },
        solution: { view.schedule(of: $0) }, innerSolution: { view.solution(of: $0) })
      return race.lanes(try JobShop.lanes(for: shop, options.translated()))
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

/// Chains of operations that have one mode on one machine each: a job shop underneath, whatever is asked of it beside.
struct JobShopView: Sendable {
  /// By job and position, the task.
  let chains: [[Int]]
  /// nil where something of the instance goes beyond a job shop that minimises the makespan.
  let shop: JobShop.Instance?
  private let taskCount: Int

  /// nil where it is no such shop.
  init?(_ instance: GeneralSchedule.Instance) {
    guard instance.resources.allSatisfy(\.isMachine), instance.constraints.isEmpty, instance.setups.isEmpty,
      instance.resources.allSatisfy({ $0.breaks.isEmpty && !$0.isNeverIdle }),
      instance.jobs.allSatisfy({ $0.release == 0 && $0.deadline == nil }),
      instance.tasks.allSatisfy(\.isPlain), !instance.tasks.isEmpty, !instance.resources.isEmpty,
      instance.objective.count == 1, instance.objective[0] == [GeneralSchedule.Term(.makespan)],
      instance.tasks.allSatisfy({ $0.modes.count == 1 && $0.modes[0].demands.count == 1 })
    else { return nil }
    guard let chains = instance.chains else { return nil }
    self.chains = chains
    taskCount = instance.tasks.count
    shop = try? JobShop.Instance(
      name: instance.name, machineCount: instance.resources.count,
      jobs: chains.map { chain in
        chain.map { task in
          let mode = instance.tasks[task].modes[0]
          return JobShop.Operation(machine: mode.demands[0].resource, duration: mode.duration)
        }
      })
    self.durations = instance.tasks.map { $0.modes[0].duration }
  }

  private let durations: [Int]

  func schedule(of solution: JobShop.Solution) -> GeneralSchedule.Solution {
    var tasks = [GeneralSchedule.Placement?](repeating: nil, count: taskCount)
    for (chain, starts) in zip(chains, solution.starts) {
      for (task, start) in zip(chain, starts) {
        tasks[task] = GeneralSchedule.Placement(mode: 0, start: start, end: start + durations[task])
      }
    }
    return GeneralSchedule.Solution(tasks)
  }

  func solution(of schedule: GeneralSchedule.Solution) -> JobShop.Solution? {
    let placements = schedule.tasks
    guard placements.count == taskCount, placements.allSatisfy({ $0 != nil }) else { return nil }
    return JobShop.Solution(
      makespan: placements.reduce(0) { max($0, $1?.end ?? 0) },
      starts: chains.map { chain in chain.map { placements[$0]?.start ?? 0 } })
  }
}

extension GeneralSchedule.Task {
  /// Whether nothing is said of it beyond its job and its modes.
  var isPlain: Bool {
    earliestStart == 0 && latestStart == nil && earliestEnd == 0 && latestEnd == nil && !isOptional && !mayIdle
      && !mayPause && frozen == nil
  }
}

extension GeneralSchedule.Instance {
  /// Tasks in chains, where all lags say that one task starts after the end of another one, each task has one before and
  /// one after it at most, and there is no ring; a chain for each first task. nil elsewhere.
  var chains: [[Int]]? {
    var next = [Int?](repeating: nil, count: tasks.count)
    var hasPrevious = [Bool](repeating: false, count: tasks.count)
    for lag in lags {
      guard lag.before.isEnd, !lag.after.isEnd, lag.minimum == 0, lag.maximum == nil,
        next[lag.before.task] == nil, !hasPrevious[lag.after.task]
      else { return nil }
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
