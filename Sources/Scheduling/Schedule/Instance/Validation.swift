import Solving

extension GeneralSchedule.Instance {
  /// Times, durations, amounts and delays are at most this far from 0; sums of a few of them then fit 32 bits.
  public static let limit = 1 << 28
  /// The same before division by the greatest common divisor of all times.
  public static let timeLimit = 1 << 50
  /// Jobs, tasks, resources and what else is numbered.
  public static let countLimit = 1 << 20

  func validate() throws(InvalidInstance) {
    try checkNames(jobs.map(\.name), "job")
    try checkNames(resources.map(\.name), "resource")
    try checkNames(tasks.map(\.name), "task")
    for job in jobs { try check(job) }
    for resource in resources { try check(resource) }
    for (number, task) in tasks.enumerated() { try check(task, number) }
    try checkSetups()
    for lag in lags { try check(lag) }
    for constraint in constraints { try check(constraint) }
    try checkObjective()
    try checkPlan()
    guard horizon <= Self.limit else {
      throw InvalidInstance("all times, durations, delays and setups together exceed \(Self.limit)")
    }
  }

  private func checkNames(_ names: [String], _ kind: String) throws(InvalidInstance) {
    guard names.count <= Self.countLimit else {
      throw InvalidInstance("\(names.count) \(kind)s, and the limit is \(Self.countLimit)")
    }
    var known: Set<String> = []
    for (number, name) in names.enumerated() {
      guard !name.isEmpty else { throw InvalidInstance("\(kind) \(number) has no name") }
      guard known.insert(name).inserted else { throw InvalidInstance("there are two \(kind)s named \(name)") }
    }
  }

  private func check(_ number: Int?, in range: ClosedRange<Int>, _ what: @autoclosure () -> String)
    throws(InvalidInstance)
  {
    guard let number, !range.contains(number) else { return }
    throw InvalidInstance("\(what()) is \(number), outside \(range.lowerBound) to \(range.upperBound)")
  }

  private var times: ClosedRange<Int> { 0...Self.limit }
  private var delays: ClosedRange<Int> { -Self.limit...Self.limit }

  private func check(_ job: GeneralSchedule.Job) throws(InvalidInstance) {
    try check(job.weight, in: times, "the weight of job \(job.name)")
    try check(job.release, in: times, "the release of job \(job.name)")
    try check(job.due, in: delays, "the due date of job \(job.name)")
    try check(job.deadline, in: times, "the deadline of job \(job.name)")
  }

  private func check(_ resource: GeneralSchedule.Resource) throws(InvalidInstance) {
    let name = "resource \(resource.name)"
    switch resource.kind {
    case .machine: break
    case .renewable(let capacity), .consumable(let capacity): try check(capacity, in: times, "the capacity of \(name)")
    case .reservoir(let initial, let minimum, let maximum):
      try check(initial, in: delays, "the initial level of \(name)")
      try check(minimum, in: delays, "the least level of \(name)")
      try check(maximum, in: delays, "the greatest level of \(name)")
      guard initial >= minimum, maximum.map({ initial <= $0 }) ?? true else {
        throw InvalidInstance("\(name) begins at the level \(initial), outside its own limits")
      }
    }
    try check(resource.cost, in: times, "the cost of \(name)")
    var isRenewable = false
    if case .renewable = resource.kind { isRenewable = true }
    guard resource.capacities.isEmpty || isRenewable else {
      throw InvalidInstance("\(name) has capacities over time, which renewable resources only have")
    }
    guard resource.breaks.isEmpty || isRenewable || resource.isMachine else {
      throw InvalidInstance("\(name) has breaks, which machines and renewable resources only have")
    }
    guard !resource.isNeverIdle || resource.isMachine else {
      throw InvalidInstance("\(name) is never idle, which machines only can be")
    }
    var end = -1
    for stretch in resource.breaks {
      guard !stretch.isEmpty, stretch.lowerBound > end || (end == -1 && stretch.lowerBound == 0) else {
        throw InvalidInstance("the breaks of \(name) are not apart and by increasing time")
      }
      try check(stretch.upperBound, in: times, "the end of a break of \(name)")
      end = stretch.upperBound
    }
    var last = -1
    for step in resource.capacities {
      guard step.time > last else { throw InvalidInstance("the capacities of \(name) are not by increasing time") }
      try check(step.time, in: times, "the time of a capacity of \(name)")
      try check(step.capacity, in: times, "a capacity of \(name)")
      last = step.time
    }
  }

  private func check(_ task: GeneralSchedule.Task, _ number: Int) throws(InvalidInstance) {
    let name = "task \(task.name)"
    try check(task.job, in: 0...max(0, jobs.count - 1), "the job of \(name)")
    guard task.job == nil || !jobs.isEmpty else { throw InvalidInstance("\(name) is of a job, and there are none") }
    for (time, what) in [
      (task.earliestStart, "earliest start"), (task.latestStart, "latest start"), (task.earliestEnd, "earliest end"),
      (task.latestEnd, "latest end"),
    ] {
      try check(time, in: times, "the \(what) of \(name)")
    }
    guard !task.modes.isEmpty else { throw InvalidInstance("\(name) has no mode", at: .item(number)) }
    var complaints: [String] = []
    for (place, mode) in task.modes.enumerated() {
      if let flaw = try check(mode, "mode \(mode.name ?? "\(place)") of \(name)", number) { complaints.append(flaw) }
    }
    if complaints.count == task.modes.count, !task.isOptional {
      throw InvalidInstance(complaints[0], at: .item(number))
    }
    if let frozen = task.frozen {
      guard task.modes.indices.contains(frozen.mode) else {
        throw InvalidInstance(
          "\(name) is frozen in mode \(frozen.mode), and has \(task.modes.count)", at: .item(number))
      }
      try check(frozen.start, in: times, "the frozen start of \(name)")
      try check(frozen.end, in: frozen.start...max(frozen.start, Self.limit), "the frozen end of \(name)")
    }
  }

  /// - Returns: why the mode can never be used, where that is so.
  private func check(_ mode: GeneralSchedule.Mode, _ name: String, _ task: Int) throws(InvalidInstance) -> String? {
    try check(mode.duration, in: times, "the duration of \(name)")
    var flaw: String?
    var last: (resource: Int, timing: GeneralSchedule.Demand.Timing)?
    for demand in mode.demands {
      guard resources.indices.contains(demand.resource) else {
        throw InvalidInstance("\(name) demands resource \(demand.resource), of \(resources.count)", at: .item(task))
      }
      let resource = resources[demand.resource]
      if let last {
        let isLater = last.timing == .atStart && demand.timing == .atEnd
        guard last.resource < demand.resource || (last.resource == demand.resource && isLater) else {
          throw InvalidInstance("\(name) demands \(resource.name) twice or out of order", at: .item(task))
        }
      }
      last = (demand.resource, demand.timing)
      try check(demand.amount, in: delays, "the demand for \(resource.name) of \(name)")
      var isReservoir = false
      if case .reservoir = resource.kind { isReservoir = true }
      guard isReservoir == (demand.timing != .whileRunning) else {
        throw InvalidInstance(
          isReservoir
            ? "\(name) holds the reservoir \(resource.name) while it runs; reservoirs change at its start or end"
            : "\(name) changes \(resource.name) at its start or end, which reservoirs only do", at: .item(task))
      }
      guard isReservoir || demand.amount >= 0, !resource.isMachine || demand.amount == 1 else {
        throw InvalidInstance("\(name) demands \(demand.amount) of \(resource.name)", at: .item(task))
      }
      var occupies = mode.duration > 0
      if case .consumable = resource.kind { occupies = true }
      if occupies, let capacity = resource.greatestCapacity, demand.amount > capacity {
        flaw = "\(name) demands \(demand.amount) of \(resource.name), of which there never is more than \(capacity)"
      }
    }
    return flaw
  }
}
