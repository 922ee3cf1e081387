import Race

extension GeneralSchedule {
  /// By level, what windows, chains of tasks and the work of machines leave at least; nil beyond 64 bits.
  public static func trivialBound(of instance: Instance) -> Objective? { TrivialBound(instance).objective }
}

/// The earliest end of each task that always takes place, and what follows from these.
private struct TrivialBound {
  private let instance: GeneralSchedule.Instance
  /// By task; nil where it may be left out.
  private var starts: [Int?]
  private var ends: [Int?]

  /// Rounds through all lags; chains that are listed in their order need one.
  private static let rounds = 32

  init(_ instance: GeneralSchedule.Instance) {
    self.instance = instance
    starts = instance.tasks.map { task in
      if task.isOptional, task.frozen == nil { return nil }
      let release = task.job.map { instance.jobs[$0].release } ?? task.earliestStart
      return max(task.earliestStart, release, task.frozen?.start ?? task.earliestStart)
    }
    ends = starts
    for (task, start) in starts.enumerated() {
      if let start { raise(task, start: start, end: instance.tasks[task].earliestEnd) }
    }
    var round = 0
    while round < Self.rounds, followLags() { round += 1 }
  }

  private mutating func raise(_ task: Int, start: Int, end: Int) {
    guard let knownStart = starts[task], let knownEnd = ends[task] else { return }
    let start = max(start, knownStart)
    starts[task] = start
    ends[task] = max(end, knownEnd, start + instance.tasks[task].leastDuration)
  }

  /// - Returns: whether anything is later than before.
  private mutating func followLags() -> Bool {
    var isLater = false
    for lag in instance.lags {
      let (before, after) = (lag.before, lag.after)
      guard let delay = lag.minimum, let from = before.isEnd ? ends[before.task] : starts[before.task],
        let known = after.isEnd ? ends[after.task] : starts[after.task], from + delay > known
      else { continue }
      // No schedule ends later than this.
      if from + delay > instance.lastEnd { continue }
      isLater = true
      let time = from + delay
      raise(after.task, start: after.isEnd ? .min : time, end: after.isEnd ? time : .min)
    }
    return isLater
  }

  var objective: Objective? {
    var levels: [Int] = []
    for terms in instance.objective {
      var sum: Int128 = 0
      for term in terms { sum += Int128(term.weight) * least(term.measure) }
      guard let level = Int(exactly: sum) else { return nil }
      levels.append(level)
    }
    return Objective(levels: levels)
  }

  private func least(_ measure: GeneralSchedule.Measure) -> Int128 {
    switch measure {
    case .makespan: Int128(max(0, ends.reduce(0) { max($0, $1 ?? 0) }, machineBound))
    case .totalCompletion: sum { _, end in end }
    case .totalFlow: sum { job, end in end - job.release }
    case .tardiness: sum { job, end in max(0, end - (job.due ?? end)) }
    case .tardyJobs: sum { job, end in end > job.due ?? end ? 1 : 0 }
    case .maximumLateness: Int128(leastLateness)
    case .maximumTardiness: Int128(max(0, leastLateness))
    case .earliness, .setupTime, .deviation: 0
    case .resourceCost: resourceCost
    }
  }

  /// By job, when the last of its tasks that always take place ends at the earliest; nil without such.
  private var completions: [Int?] {
    var last = [Int?](repeating: nil, count: instance.jobs.count)
    for (task, end) in zip(instance.tasks, ends) {
      if let job = task.job, let end { last[job] = max(last[job] ?? end, end) }
    }
    return last
  }

  /// Over the jobs, by weight; one that may be left out can complete at its release, and counts for no more than 0.
  private func sum(_ part: (GeneralSchedule.Job, Int) -> Int) -> Int128 {
    zip(instance.jobs, completions).reduce(0) { sum, pair in
      let (job, end) = pair
      let least = end.map { part(job, $0) } ?? min(0, part(job, job.release))
      return sum + Int128(job.weight) * Int128(least)
    }
  }

  /// 0 where no job with a due date is done, which can be where each may be left out.
  private var leastLateness: Int {
    let dated = zip(instance.jobs, completions).compactMap { job, end in job.due.map { (job, end, $0) } }
    let certain = dated.compactMap { _, end, due in end.map { $0 - due } }.max()
    return certain ?? dated.reduce(0) { min($0, $1.0.release - $1.2) }
  }

  /// What a machine has to do after the first of its tasks could start; of tasks that need it in all their modes.
  private var machineBound: Int {
    var work = [Int](repeating: 0, count: instance.resources.count)
    var head = [Int](repeating: .max, count: instance.resources.count)
    for (task, start) in zip(instance.tasks, starts) {
      guard let start, let first = task.modes.first else { continue }
      for demand in first.demands where instance.resources[demand.resource].isMachine {
        let isNeeded = task.modes.allSatisfy { $0.demands.contains { $0.resource == demand.resource } }
        guard isNeeded, task.leastDuration > 0 else { continue }
        work[demand.resource] += task.leastDuration
        head[demand.resource] = min(head[demand.resource], start)
      }
    }
    return zip(work, head).reduce(0) { $1.0 > 0 ? max($0, $1.0 + $1.1) : $0 }
  }

  /// The cheapest mode of each task.
  private var resourceCost: Int128 {
    zip(instance.tasks, starts).reduce(0) { sum, pair in
      guard pair.1 != nil else { return sum }
      return sum + (pair.0.modes.map { Int128(instance.cost(of: $0)) }.min() ?? 0)
    }
  }
}

extension GeneralSchedule.Task {
  /// Of the shortest mode.
  fileprivate var leastDuration: Int { modes.map(\.duration).min() ?? 0 }
}
