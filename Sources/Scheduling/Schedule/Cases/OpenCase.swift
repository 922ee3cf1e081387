import Race
import Shops
import Solving

/// Open shops: each task takes a machine and something that stands for its job, and each two of these meet once.
struct OpenCase: ScheduleCase {
  private let instance: GeneralSchedule.Instance
  private let shop: OpenShop
  /// By job and machine, the task.
  private let tasks: [Int]

  init?(_ instance: GeneralSchedule.Instance) {
    guard instance.asksForMakespan, instance.hasPlainResources, instance.hasNoWindows, instance.hasPlainTasks,
      instance.hasOnlyMachines, instance.constraints.isEmpty, instance.setups.isEmpty, instance.lags.isEmpty,
      !instance.tasks.isEmpty,
      instance.tasks.allSatisfy({ $0.modes.count == 1 && $0.modes[0].demands.count == 2 })
    else { return nil }
    guard let sides = Self.sides(of: instance) else { return nil }
    let (jobs, machines) = (sides.filter { $0.isJob }.count, sides.filter { !$0.isJob }.count)
    guard jobs * machines == instance.tasks.count else { return nil }
    var tasks = [Int?](repeating: nil, count: jobs * machines)
    for (number, task) in instance.tasks.enumerated() {
      let (first, second) = (task.modes[0].demands[0].resource, task.modes[0].demands[1].resource)
      let (job, machine) = sides[first].isJob ? (first, second) : (second, first)
      let place = sides[job].number * machines + sides[machine].number
      guard tasks[place] == nil else { return nil }
      tasks[place] = number
    }
    self.instance = instance
    self.tasks = tasks.compactMap(\.self)
    shop = OpenShop(
      jobCount: jobs, machineCount: machines, durations: self.tasks.map { instance.tasks[$0].modes[0].duration })
  }

  /// Resources in two sides, such that each task takes one of each; which side is called the jobs plays no part.
  private static func sides(of instance: GeneralSchedule.Instance) -> [(isJob: Bool, number: Int)]? {
    var isJob = [Bool?](repeating: nil, count: instance.resources.count)
    var partners = [[Int]](repeating: [], count: instance.resources.count)
    for task in instance.tasks {
      let (first, second) = (task.modes[0].demands[0].resource, task.modes[0].demands[1].resource)
      partners[first].append(second)
      partners[second].append(first)
    }
    isJob[0] = false
    var open = [0]
    while let resource = open.popLast() {
      for partner in partners[resource] {
        if isJob[partner] == nil {
          isJob[partner] = isJob[resource].map { !$0 }
          open.append(partner)
        } else if isJob[partner] == isJob[resource] {
          return nil
        }
      }
    }
    var counts = (jobs: 0, machines: 0)
    var sides: [(isJob: Bool, number: Int)] = []
    for side in isJob {
      guard let side else { return nil }
      sides.append((side, side ? counts.jobs : counts.machines))
      if side { counts.jobs += 1 } else { counts.machines += 1 }
    }
    return sides
  }

  private func schedule(_ candidate: OpenShop.Candidate) -> GeneralSchedule.Solution {
    var placements = [GeneralSchedule.Placement?](repeating: nil, count: tasks.count)
    for (place, task) in tasks.enumerated() {
      let start = candidate.starts[place]
      placements[task] = GeneralSchedule.Placement(mode: 0, start: start, end: start + shop.durations[place])
    }
    return GeneralSchedule.Solution(placements)
  }

  private func candidate(_ solution: GeneralSchedule.Solution) -> OpenShop.Candidate? {
    let starts = tasks.compactMap { solution.tasks[$0]?.start }
    return starts.count == tasks.count ? OpenShop.Candidate(starts: starts) : nil
  }

  var methods: CaseMethods {
    CaseMethods(
      schedule: schedule, candidate: candidate,
      search: ("annealing over lists", { OpenShopSearch(shop, seed: $0).run(on: $1) }),
      proof: ("loads", { OpenShopBound(shop).run(on: $0) }))
  }
}
