import Shops

/// Jobs as chains of operations on one machine each.
struct ChainView: Sendable {
  /// The operations of all jobs.
  let jobs: JobChains
  /// By operation, its task.
  let tasks: [Int]
  /// By job, its tasks.
  let chains: [[Int]]

  /// nil where there is more than chains on machines, or where the time from the end of a task to the start of the next one
  /// may be another than in `gap`; releases are for those who ask for them, and so are breaks, in which tasks then pause.
  init?(
    _ instance: GeneralSchedule.Instance, gap: ClosedRange<Int>, allowsReleases: Bool = false,
    allowsBreaks: Bool = false
  ) {
    guard instance.hasOnlyMachines, instance.constraints.isEmpty, instance.setups.isEmpty,
      allowsReleases ? instance.hasReleasesOnly : instance.hasNoWindows,
      instance.resources.allSatisfy({ (allowsBreaks || $0.breaks.isEmpty) && !$0.isNeverIdle }),
      !instance.tasks.isEmpty,
      instance.tasks.allSatisfy({ task in
        guard !task.isOptional, task.modes.count == 1, task.modes[0].demands.count == 1 else { return false }
        let hasBreaks = !instance.resources[task.modes[0].demands[0].resource].breaks.isEmpty
        return allowsBreaks ? task.mayPause || !hasBreaks : !task.mayPause
      })
    else { return nil }
    let isOpen = gap.upperBound == .max
    guard
      instance.lags.allSatisfy({ $0.minimum == gap.lowerBound && $0.maximum == (isOpen ? nil : gap.upperBound) }),
      let chains = instance.chains
    else { return nil }
    var offsets = [0]
    for chain in chains { offsets.append(offsets[offsets.count - 1] + chain.count) }
    let tasks = chains.flatMap(\.self)
    let modes = tasks.map { instance.tasks[$0].modes[0] }
    jobs = JobChains(
      machineCount: instance.resources.count, offsets: offsets, machines: modes.map { $0.demands[0].resource },
      durations: modes.map(\.duration))
    self.tasks = tasks
    self.chains = chains
  }
}
