extension GeneralSchedule.Instance {
  /// A time by which an optimal schedule has ended, where there is one at all.
  ///
  /// After the last time that the instance names, nothing changes any more but by tasks: whenever nothing is processed and
  /// no delay or setup runs, all that follows can move forward. So all work, delays and setups, one after the other, are
  /// enough.
  var horizon: Int {
    var fixed = 0
    for job in jobs { fixed = max(fixed, job.release, job.due ?? 0) }
    for resource in resources {
      fixed = max(fixed, resource.breaks.last?.upperBound ?? 0, resource.capacities.last?.time ?? 0)
    }
    for task in tasks { fixed = max(fixed, task.earliestStart, task.earliestEnd, task.frozen?.end ?? 0) }
    for placement in description.plan { fixed = max(fixed, placement?.end ?? 0) }
    var total = fixed
    for task in tasks { total += task.modes.reduce(0) { max($0, $1.duration) } }
    for lag in lags { total += max(0, lag.minimum ?? 0, -(lag.maximum ?? 0)) }
    return total + setupTotal
  }

  /// No schedule that is looked at ends later: sums of a few of such times are far from 64 bits.
  var lastEnd: Int {
    let (end, overflows) = unit.multipliedReportingOverflow(by: Int(Int32.max))
    return overflows ? 1 << 60 : min(end, 1 << 60)
  }

  /// No sequence of tasks needs more time for setups.
  private var setupTotal: Int {
    var largest = [Int](repeating: 0, count: tasks.count)
    for setups in setups {
      let rows = setups.times.map { $0.reduce(0) { max($0, $1 ?? 0) } }
      for (task, kind) in setups.kinds.enumerated() {
        if let kind { largest[task] = max(largest[task], rows[kind]) }
      }
    }
    return largest.reduce(0, +)
  }

  /// By task, the times at which it may start and end by itself: its own windows, its job's and where it is frozen.
  func windows(horizon: Int) -> [(start: ClosedRange<Int>, end: ClosedRange<Int>)?] {
    tasks.map { task in
      let job = task.job.map { jobs[$0] }
      var first = max(task.earliestStart, job?.release ?? 0)
      var last = min(task.latestStart ?? horizon, horizon)
      var firstEnd = max(task.earliestEnd, first)
      var lastEnd = min(task.latestEnd ?? horizon, job?.deadline ?? horizon, horizon)
      if let frozen = task.frozen {
        first = max(first, frozen.start)
        last = min(last, frozen.start)
        firstEnd = max(firstEnd, frozen.end)
        lastEnd = min(lastEnd, frozen.end)
      }
      last = min(last, lastEnd)
      return first <= last && firstEnd <= lastEnd ? (first...last, firstEnd...lastEnd) : nil
    }
  }
}
