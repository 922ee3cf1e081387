/// A project without the modes and resources that cannot matter.
///
/// Until nothing changes: out go modes whose demand is above a capacity, or whose consumption, with the least of all
/// others, is; modes that another one of their activity is at least as good as in everything; consumable resources that
/// no choice of modes uses up, and renewable ones that suffice for all activities at once. At last each activity's
/// least consumption is taken off modes and capacities.
/// - Source: Sprecher, Hartmann, Drexl 1997, "An exact algorithm for project scheduling with multiple modes".
package struct ModePreprocessing: Sendable {
  /// The activities are those of the original; nil where no choice of modes is feasible for a reason seen here.
  package let project: ModeProject?
  /// The original row of each remaining mode.
  package let originalModes: [Int]
  /// The remaining mode that stands for each original one; nil for impossible ones.
  private let standIns: [Int?]

  package init(_ original: ModeProject) {
    var reduction = Reduction(original)
    reduction.run()
    project = reduction.reducedProject()
    originalModes = original.durations.indices.filter { reduction.isKept[$0] }
    var rows: [Int: Int] = [:]
    for (row, mode) in originalModes.enumerated() { rows[mode] = row }
    let isFeasible = project != nil
    standIns = original.durations.indices.map { isFeasible ? rows[reduction.representative(of: $0)] : nil }
  }

  /// A schedule of the reduced project in the original's modes.
  package func original(_ schedule: ModeSchedule) -> ModeSchedule {
    ModeSchedule(modes: schedule.modes.map { originalModes[$0] }, starts: schedule.starts)
  }

  /// A schedule of the original in the reduced project's modes, with the same starts; nil where one is impossible.
  package func reduced(_ schedule: ModeSchedule) -> ModeSchedule? {
    let modes = schedule.modes.compactMap { standIns.indices.contains($0) ? standIns[$0] : nil }
    return modes.count == schedule.modes.count ? ModeSchedule(modes: modes, starts: schedule.starts) : nil
  }
}

/// The state of the preprocessing: which modes and resources are still there.
private struct Reduction {
  let project: ModeProject
  var isKept: [Bool]
  var dominators: [Int]
  var renewables, consumables: [Int]
  var isInfeasible = false

  init(_ project: ModeProject) {
    self.project = project
    isKept = Array(repeating: true, count: project.modeCount)
    dominators = Array(project.durations.indices)
    renewables = Array(0..<project.renewableCount)
    consumables = Array(0..<project.consumableCount)
  }

  mutating func run() {
    while true {
      let before = (isKept.filter(\.self).count, renewables.count, consumables.count)
      removeImpossibleModes()
      if isInfeasible { return }
      removeDominatedModes()
      removeRedundantResources()
      if before == (isKept.filter(\.self).count, renewables.count, consumables.count) { return }
    }
  }

  func representative(of mode: Int) -> Int {
    var mode = mode
    while dominators[mode] != mode { mode = dominators[mode] }
    return mode
  }

  private func modes(of activity: Int) -> [Int] {
    (project.modeOffsets[activity]..<project.modeOffsets[activity + 1]).filter { isKept[$0] }
  }

  private func demand(_ mode: Int, _ resource: Int) -> Int { project.demands[mode * project.renewableCount + resource] }

  private func consumption(_ mode: Int, _ resource: Int) -> Int {
    project.consumptions[mode * project.consumableCount + resource]
  }

  /// The least consumption of each activity.
  private func leastConsumptions(_ resource: Int) -> [Int] {
    (0..<project.activityCount).map { modes(of: $0).map { consumption($0, resource) }.min() ?? 0 }
  }

  private mutating func removeImpossibleModes() {
    for mode in isKept.indices where isKept[mode] {
      isKept[mode] = renewables.allSatisfy { demand(mode, $0) <= project.renewableCapacities[$0] }
    }
    for resource in consumables {
      let least = leastConsumptions(resource)
      let slack = project.consumableCapacities[resource] - least.reduce(0, +)
      for activity in 0..<project.activityCount {
        for mode in modes(of: activity) where consumption(mode, resource) - least[activity] > slack {
          isKept[mode] = false
        }
      }
    }
    isInfeasible = (0..<project.activityCount).contains { modes(of: $0).isEmpty }
  }

  private mutating func removeDominatedModes() {
    for activity in 0..<project.activityCount {
      for mode in modes(of: activity) {
        for other in modes(of: activity) where other != mode && dominates(other, mode) {
          isKept[mode] = false
          dominators[mode] = other
          break
        }
      }
    }
  }

  private func dominates(_ mode: Int, _ other: Int) -> Bool {
    project.durations[mode] <= project.durations[other]
      && renewables.allSatisfy { demand(mode, $0) <= demand(other, $0) }
      && consumables.allSatisfy { consumption(mode, $0) <= consumption(other, $0) }
  }

  private mutating func removeRedundantResources() {
    func total(_ largest: (Int) -> Int) -> Int {
      (0..<project.activityCount).reduce(0) { $0 + (modes(of: $1).map(largest).max() ?? 0) }
    }
    consumables = consumables.filter { resource in
      total { consumption($0, resource) } > project.consumableCapacities[resource]
    }
    // Demands may be large each, so their sum is cut off at the capacity.
    renewables = renewables.filter { resource in
      var free = project.renewableCapacities[resource]
      for activity in 0..<project.activityCount where free >= 0 {
        free -= modes(of: activity).map { demand($0, resource) }.max() ?? 0
      }
      return free < 0
    }
  }

  func reducedProject() -> ModeProject? {
    if isInfeasible { return nil }
    let kept = isKept.indices.filter { isKept[$0] }
    var offsets = [0]
    for activity in 0..<project.activityCount { offsets.append(offsets[activity] + modes(of: activity).count) }
    let least = consumables.map { leastConsumptions($0) }
    var consumptions: [Int] = []
    for activity in 0..<project.activityCount {
      for mode in modes(of: activity) {
        for (index, resource) in consumables.enumerated() {
          consumptions.append(consumption(mode, resource) - least[index][activity])
        }
      }
    }
    return ModeProject(
      modeOffsets: offsets, durations: kept.map { project.durations[$0] },
      demands: kept.flatMap { mode in renewables.map { demand(mode, $0) } }, consumptions: consumptions,
      arcs: project.arcs, releases: project.releases, tails: project.tails,
      renewableCapacities: renewables.map { project.renewableCapacities[$0] },
      consumableCapacities: consumables.indices.map { index in
        project.consumableCapacities[consumables[index]] - least[index].reduce(0, +)
      })
  }
}
