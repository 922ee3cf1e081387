import Basics

extension GeneralSchedule {
  /// A schedule whose times are all multiples of a unit larger than 1, and too large for the engines as they are.
  ///
  /// Let all times be multiples of u, and of a schedule take the starts and ends t to u⌊(t + θ)/u⌋, for any θ from 0 to
  /// u - 1. All lags and windows hold still, as they are differences by multiples of u, and what is held or stored at a
  /// moment was so at another one between the same two multiples. On average over θ every time stays what it was, and
  /// with it each measure that is linear between multiples of u; counts of tardy jobs do not rise on average. So for some
  /// θ no less than all multiples of u is as good, and the best schedule is u times that of the instance divided by u.
  ///
  /// A task that pauses ends earlier than that where its last multiple of u lies behind a break. Where something minds
  /// that, or where measures mix times with numbers, nothing is divided.
  package struct TimeDivision {
    package let description: Description
    package let unit: Int
    /// By level of the objective, what a unit of it counts in the given instance's units.
    package let scales: [Int]

    /// nil where the times are small enough as they are, have no common divisor, or may not be divided.
    package init?(of given: Description, above limit: Int = Instance.limit) {
      guard Self.exceeds(limit, given) else { return nil }
      var (unit, isRead) = (0, true)
      var whole = given
      whole.changeTimes { time in
        if time.magnitude > Instance.timeLimit { isRead = false }
        // 1 for most instances after two steps.
        if isRead, unit != 1 { unit = greatestCommonDivisor(unit, Int(time.magnitude)) }
        return time
      }
      guard isRead, unit > 1, given.keepsOrders, given.pausesRoundDown else { return nil }
      var scales: [Int] = []
      for terms in given.objective {
        let kinds = Set(terms.map { given.kind(of: $0.measure) })
        guard kinds.count == 1, let kind = kinds.first, kind != .mixed else { return nil }
        scales.append(kind == .time ? unit : 1)
      }
      var small = given
      small.changeTimes { $0 / unit }
      guard small.roughHorizon * Double(unit) * given.greatestWeight <= 0x1p60 else { return nil }
      (description, self.unit, self.scales) = (small, unit, scales)
    }

    private static func exceeds(_ limit: Int, _ given: Description) -> Bool {
      var isLarge = false
      var copy = given
      copy.changeTimes { time in
        if time.magnitude > limit { isLarge = true }
        return time
      }
      return isLarge || given.roughHorizon > Double(limit)
    }
  }
}

extension GeneralSchedule.Description {
  /// Calls `change` for each time, and takes what it gives in its place.
  package mutating func changeTimes(_ change: (Int) -> Int) {
    for job in jobs.indices {
      jobs[job].release = change(jobs[job].release)
      jobs[job].due = jobs[job].due.map(change)
      jobs[job].deadline = jobs[job].deadline.map(change)
    }
    for task in tasks.indices { tasks[task].changeTimes(change) }
    for resource in resources.indices {
      resources[resource].breaks = resources[resource].breaks.map { stretch in
        let (begin, end) = (change(stretch.lowerBound), change(stretch.upperBound))
        return min(begin, end)..<max(begin, end)
      }
      for step in resources[resource].capacities.indices {
        resources[resource].capacities[step].time = change(resources[resource].capacities[step].time)
      }
    }
    for place in setups.indices { setups[place].times = setups[place].times.map { $0.map { $0.map(change) } } }
    for lag in lags.indices {
      lags[lag].minimum = lags[lag].minimum.map(change)
      lags[lag].maximum = lags[lag].maximum.map(change)
    }
    plan = plan.map { $0?.changed(change) }
  }

  /// No less than the horizon of the instance, which may not exist.
  fileprivate var roughHorizon: Double {
    var (fixed, total) = (0.0, 0.0)
    for job in jobs { fixed = max(fixed, Double(job.release), Double(job.due ?? 0)) }
    for resource in resources {
      fixed = max(fixed, Double(resource.breaks.last?.upperBound ?? 0), Double(resource.capacities.last?.time ?? 0))
    }
    for task in tasks {
      fixed = max(fixed, Double(task.earliestStart), Double(task.earliestEnd), Double(task.frozen?.end ?? 0))
      total += Double(task.modes.reduce(0) { max($0, $1.duration) })
    }
    for placement in plan { fixed = max(fixed, Double(placement?.end ?? 0)) }
    for lag in lags { total += max(0, Double(lag.minimum ?? 0), -Double(lag.maximum ?? 0)) }
    for setups in setups {
      let rows = setups.times.map { $0.reduce(0) { max($0, $1 ?? 0) } }
      for case let kind? in setups.kinds where rows.indices.contains(kind) { total += Double(rows[kind]) }
    }
    return fixed + total
  }

  /// By how much a level of the objective counts a unit of time at most.
  fileprivate var greatestWeight: Double {
    let jobs = jobs.reduce(0.0) { $0 + Double($1.weight) }
    let terms = objective.map { $0.reduce(0.0) { $0 + Double($1.weight) } }.max() ?? 0
    return max(1, terms) * max(2, jobs, Double(tasks.count))
  }

  /// Whether a machine's sequence stays: all that has a place in it takes time, and no order is told from moments alone.
  fileprivate var keepsOrders: Bool {
    allowsSwaps
      && tasks.allSatisfy { task in !task.mayIdle || task.modes.allSatisfy { $0.duration > 0 || $0.demands.isEmpty } }
  }

  /// Whether tasks that pause may end before the multiple of the unit that their ends come to.
  fileprivate var pausesRoundDown: Bool {
    let hasBreaks = resources.map { !$0.breaks.isEmpty }
    let pauses = tasks.map { task in
      task.mayPause && !task.mayIdle && task.frozen == nil
        && task.modes.contains {
          $0.demands.contains { hasBreaks.indices.contains($0.resource) && hasBreaks[$0.resource] }
        }
    }
    guard pauses.contains(true) else { return true }
    func isBound(_ lag: GeneralSchedule.Lag) -> Bool {
      guard pauses.indices.contains(lag.before.task), pauses.indices.contains(lag.after.task) else { return true }
      return lag.before.isEnd && pauses[lag.before.task] && lag.maximum != nil
        || lag.after.isEnd && pauses[lag.after.task] && lag.minimum != nil
    }
    return !lags.contains(where: isBound) && !resources.contains(where: \.isNeverIdle)
      && !objective.joined().contains { $0.measure == .earliness }
      && zip(tasks, pauses).allSatisfy { task, pauses in
        !pauses || task.earliestEnd == 0 && task.modes.allSatisfy { $0.demands.allSatisfy { $0.timing != .atEnd } }
      }
  }

  fileprivate enum MeasureKind { case time, number, mixed }

  /// What a measure counts.
  fileprivate func kind(of measure: GeneralSchedule.Measure) -> MeasureKind {
    switch measure {
    case .makespan, .totalCompletion, .totalFlow, .tardiness, .earliness, .maximumLateness, .maximumTardiness,
      .setupTime:
      return .time
    case .tardyJobs: return .number
    case .deviation: return .mixed
    case .resourceCost:
      let isOnce = resources.filter { $0.cost != 0 }.map { resource in
        if case .consumable = resource.kind { return true }
        return false
      }
      return isOnce.contains(true) ? (isOnce.contains(false) ? .mixed : .number) : .time
    }
  }
}

extension GeneralSchedule.Task {
  fileprivate mutating func changeTimes(_ change: (Int) -> Int) {
    earliestStart = change(earliestStart)
    latestStart = latestStart.map(change)
    earliestEnd = change(earliestEnd)
    latestEnd = latestEnd.map(change)
    for mode in modes.indices { modes[mode].duration = change(modes[mode].duration) }
    frozen = frozen?.changed(change)
  }
}

extension GeneralSchedule.Placement {
  func changed(_ change: (Int) -> Int) -> Self {
    GeneralSchedule.Placement(mode: mode, start: change(start), end: change(end), task: task)
  }
}
