import Race

/// What the schedule is worth.
extension GeneralSchedule.Checker {
  /// - Throws: where a sum is beyond 64 bits.
  func levels() throws(CheckFailure) -> [Int] {
    var levels: [Int] = []
    for terms in description.objective {
      var sum = Sum()
      for term in terms { sum.add(term.weight, try value(of: term.measure)) }
      levels.append(try sum.total("a level of the objective"))
    }
    return levels
  }

  /// A sum of products that knows when it has overflowed.
  private struct Sum {
    private var value = 0
    private var hasOverflowed = false

    mutating func add(_ factors: Int...) {
      var product = 1
      for factor in factors {
        let (next, overflow) = product.multipliedReportingOverflow(by: factor)
        product = next
        if overflow { hasOverflowed = true }
      }
      let (next, overflow) = value.addingReportingOverflow(product)
      value = next
      if overflow { hasOverflowed = true }
    }

    func total(_ what: @autoclosure () -> String) throws(CheckFailure) -> Int {
      guard !hasOverflowed else { throw CheckFailure("\(what()) is beyond 64 bits") }
      return value
    }
  }

  private func value(of measure: GeneralSchedule.Measure) throws(CheckFailure) -> Int {
    var sum = Sum()
    switch measure {
    case .makespan: return present.reduce(0) { max($0, $1.placement.end) }
    case .maximumLateness: return lateness.map(\.late).max() ?? 0
    case .maximumTardiness: return max(0, lateness.map(\.late).max() ?? 0)
    case .totalCompletion: for (job, time) in completions { sum.add(job.weight, time) }
    case .totalFlow: for (job, time) in completions { sum.add(job.weight, time - job.release) }
    case .tardiness: for (job, late) in lateness { sum.add(job.weight, max(0, late)) }
    case .earliness: for (job, late) in lateness { sum.add(job.weight, max(0, -late)) }
    case .tardyJobs: for (job, late) in lateness where late > 0 { sum.add(job.weight) }
    case .setupTime: for time in setupTimes() { sum.add(time) }
    case .resourceCost:
      for (_, _, mode) in present {
        for demand in mode.demands where demand.timing == .whileRunning {
          let resource = description.resources[demand.resource]
          var duration = mode.duration
          if case .consumable = resource.kind { duration = 1 }
          sum.add(resource.cost, demand.amount, duration)
        }
      }
    case .deviation: for distance in deviations { sum.add(distance) }
    }
    return try sum.total("the objective's \(measure.rawValue)")
  }

  /// The jobs of which some task takes place, and when the last of these ends.
  private var completions: [(job: GeneralSchedule.Job, time: Int)] {
    var last = [Int?](repeating: nil, count: description.jobs.count)
    for (task, placement, _) in present {
      guard let job = description.tasks[task].job else { continue }
      last[job] = max(last[job] ?? 0, placement.end)
    }
    return zip(description.jobs, last).compactMap { job, time in time.map { (job, $0) } }
  }

  private var lateness: [(job: GeneralSchedule.Job, late: Int)] {
    completions.compactMap { job, time in job.due.map { (job, time - $0) } }
  }

  private var deviations: [Int] {
    zip(placements, description.plan).map { placement, planned in
      guard let placement, let planned else { return placement == nil && planned == nil ? 0 : 1 }
      return abs(placement.start - planned.start) + (placement.mode == planned.mode ? 0 : 1)
    }
  }
}
