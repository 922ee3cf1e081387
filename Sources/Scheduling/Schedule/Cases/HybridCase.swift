import Race
import Shops
import Solving

/// Jobs that pass the same stages, each on one of the identical machines of the stage.
struct HybridCase: ScheduleCase {
  private let instance: GeneralSchedule.Instance
  private let shop: HybridFlowShop
  /// By job and stage, the task.
  private let chains: [[Int]]

  init?(_ instance: GeneralSchedule.Instance) {
    guard instance.asksForMakespan, instance.hasPlainResources, instance.hasNoWindows, instance.hasPlainTasks,
      instance.hasOnlyMachines, instance.constraints.isEmpty, instance.setups.isEmpty, !instance.tasks.isEmpty,
      instance.lags.allSatisfy({ $0.minimum == 0 && $0.maximum == nil }), let chains = instance.chains,
      let stages = Self.stages(of: instance, chains)
    else { return nil }
    self.instance = instance
    self.chains = chains
    shop = HybridFlowShop(
      jobCount: chains.count, machineCounts: stages.map(\.count),
      durations: chains.flatMap { $0.map { instance.tasks[$0].modes[0].duration } })
  }

  /// By stage its machines, which no other stage has, in the order of modes; nil where there are no stages.
  private static func stages(of instance: GeneralSchedule.Instance, _ chains: [[Int]]) -> [[Int]]? {
    func machines(_ task: Int) -> [Int]? {
      let modes = instance.tasks[task].modes
      guard modes.allSatisfy({ $0.demands.count == 1 && $0.duration == modes[0].duration }) else { return nil }
      return modes.map { $0.demands[0].resource }
    }
    var stages: [[Int]] = []
    for chain in chains {
      var own: [[Int]] = []
      for task in chain {
        guard let found = machines(task) else { return nil }
        own.append(found)
      }
      if stages.isEmpty { stages = own }
      guard stages == own else { return nil }
    }
    // With one machine a stage it is another case.
    let all = stages.flatMap(\.self)
    return Set(all).count == all.count && all.count > stages.count ? stages : nil
  }

  private func schedule(_ candidate: HybridFlowShop.Candidate) -> GeneralSchedule.Solution {
    var placements = [GeneralSchedule.Placement?](repeating: nil, count: instance.tasks.count)
    for (place, task) in chains.joined().enumerated() {
      let start = candidate.starts[place]
      placements[task] = GeneralSchedule.Placement(
        mode: candidate.machines[place], start: start, end: start + shop.durations[place])
    }
    return GeneralSchedule.Solution(placements)
  }

  private func candidate(_ solution: GeneralSchedule.Solution) -> HybridFlowShop.Candidate? {
    let placements = chains.joined().compactMap { solution.tasks[$0] }
    guard placements.count == shop.durations.count else { return nil }
    return HybridFlowShop.Candidate(starts: placements.map(\.start), machines: placements.map(\.mode))
  }

  var methods: CaseMethods {
    CaseMethods(
      schedule: schedule, candidate: candidate,
      search: ("beams and greedy", { HybridFlowShopSearch(shop, seed: $0).run(on: $1) }),
      proof: ("stage bounds", { HybridFlowShopBound(shop).run(on: $0) }))
  }
}
