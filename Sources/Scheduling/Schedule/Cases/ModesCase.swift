import Projects
import Race
import Solving

/// Projects whose activities choose among modes, under renewable and consumable resources.
struct ModesCase: ScheduleCase {
  private let instance: GeneralSchedule.Instance
  private let project: ModeProject
  private let offsets: [Int]

  init?(_ instance: GeneralSchedule.Instance) {
    let isReservoir = { (resource: GeneralSchedule.Resource) in
      if case .reservoir = resource.kind { true } else { false }
    }
    guard instance.asksForMakespan, instance.hasPlainResources, instance.constraints.isEmpty, instance.setups.isEmpty,
      instance.hasPlainTasks, instance.hasReleasesOnly, !instance.tasks.isEmpty,
      !instance.resources.contains(where: isReservoir), let arcs = instance.plainArcs
    else { return nil }
    // Each resource in the list of its kind.
    var places: [(isConsumable: Bool, place: Int)] = []
    var (renewable, consumable) = ([Int](), [Int]())
    for resource in instance.resources {
      if case .consumable(let capacity) = resource.kind {
        places.append((true, consumable.count))
        consumable.append(capacity)
      } else {
        places.append((false, renewable.count))
        renewable.append(resource.greatestCapacity ?? 0)
      }
    }
    let modes = instance.tasks.flatMap(\.modes)
    var demands = [Int](repeating: 0, count: modes.count * renewable.count)
    var consumptions = [Int](repeating: 0, count: modes.count * consumable.count)
    for (number, mode) in modes.enumerated() {
      for demand in mode.demands {
        let (isConsumable, place) = places[demand.resource]
        if isConsumable {
          consumptions[number * consumable.count + place] = demand.amount
        } else if mode.duration > 0 {
          demands[number * renewable.count + place] = demand.amount
        }
      }
    }
    // Far above what anybody has; sums of products then stay exact.
    guard modes.count < 1 << 18, renewable.allSatisfy({ $0 < 1 << 30 }), instance.horizon < 1 << 30,
      consumptions.allSatisfy({ $0 < 1 << 20 })
    else { return nil }
    self.instance = instance
    offsets = instance.modeOffsets
    project = ModeProject(
      modeOffsets: offsets, durations: modes.map(\.duration), demands: demands, consumptions: consumptions,
      arcs: arcs.map { ModeProject.Arc(before: $0.before, after: $0.after, lag: $0.lag) },
      releases: instance.taskReleases, renewableCapacities: renewable, consumableCapacities: consumable)
  }

  private func schedule(_ candidate: ModeSchedule) -> GeneralSchedule.Solution {
    instance.schedule(modes: zip(candidate.modes, offsets).map { $0 - $1 }, starts: candidate.starts)
  }

  private func candidate(_ solution: GeneralSchedule.Solution) -> ModeSchedule? {
    guard solution.tasks.allSatisfy({ $0 != nil }) else { return nil }
    return ModeSchedule(
      modes: zip(solution.tasks, offsets).map { ($0?.mode ?? 0) + $1 }, starts: solution.tasks.map { $0?.start ?? 0 })
  }

  var methods: CaseMethods {
    CaseMethods(
      schedule: schedule, candidate: candidate,
      search: ("genetic search over modes", { ModeProjectSearch(project, seed: $0).run(on: $1) }),
      proof: ("destructive bounds", { ModeProjectBounds(project).run(on: $0) }))
  }
}

extension GeneralSchedule.Instance {
  /// Whether windows say no more than when tasks may start at the earliest.
  var hasReleasesOnly: Bool {
    jobs.allSatisfy { $0.deadline == nil }
      && tasks.allSatisfy {
        $0.latestStart == nil && $0.earliestEnd == 0 && $0.latestEnd == nil && $0.frozen == nil
      }
  }
}
