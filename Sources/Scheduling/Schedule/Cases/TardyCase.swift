import Race
import Shops
import Solving

/// Job shops whose jobs are late or early by weight: tardiness, or completion times.
struct TardyCase: ScheduleCase {
  private let instance: GeneralSchedule.Instance
  private let view: ChainView
  private let shop: TardyShop

  init?(_ instance: GeneralSchedule.Instance) {
    guard instance.objective.count == 1, instance.objective[0].count == 1, instance.objective[0][0].weight == 1,
      instance.description.allowsSwaps, instance.hasPlainTasks, instance.tasks.allSatisfy({ $0.earliestStart == 0 }),
      let view = ChainView(instance, gap: 0...Int.max, allowsReleases: true), let jobs = Self.jobs(of: instance, view)
    else { return nil }
    let measure = instance.objective[0][0].measure
    var (weights, dueDates) = ([Int](), [Int]())
    for job in jobs {
      switch measure {
      case .tardiness:
        guard job.due ?? 0 >= 0 else { return nil }
        weights.append(job.due == nil ? 0 : job.weight)
        dueDates.append(job.due ?? 0)
      case .totalCompletion:
        weights.append(job.weight)
        dueDates.append(0)
      default: return nil
      }
    }
    guard weights.reduce(0, { min($0 + $1, TardyShop.weightLimit) }) < TardyShop.weightLimit else { return nil }
    self.instance = instance
    self.view = view
    shop = TardyShop(view.jobs, weights: weights, dueDates: dueDates, releases: jobs.map(\.release))
  }

  /// By chain, the job that it is the whole of; nil where chains and jobs are not the same.
  private static func jobs(of instance: GeneralSchedule.Instance, _ view: ChainView) -> [GeneralSchedule.Job]? {
    var owners: [Int] = []
    for chain in view.chains {
      guard let owner = instance.tasks[chain[0]].job, chain.allSatisfy({ instance.tasks[$0].job == owner }) else {
        return nil
      }
      owners.append(owner)
    }
    return Set(owners).count == owners.count ? owners.map { instance.jobs[$0] } : nil
  }

  private func schedule(_ starts: [Int]) -> GeneralSchedule.Solution {
    var byTask = [Int](repeating: 0, count: instance.tasks.count)
    for (operation, task) in view.tasks.enumerated() { byTask[task] = starts[operation] }
    return instance.schedule(modes: byTask.map { _ in 0 }, starts: byTask)
  }

  private func candidate(_ solution: GeneralSchedule.Solution) -> [Int]? {
    let starts = view.tasks.compactMap { solution.tasks[$0]?.start }
    return starts.count == view.tasks.count ? starts : nil
  }

  var methods: CaseMethods {
    CaseMethods(
      schedule: schedule, candidate: candidate,
      search: ("annealing on late jobs", { TardyShopSearch(shop, seed: $0).run(on: $1) }),
      proof: ("split weights", { TardyShopBound(shop).run(on: $0) }))
  }
}
