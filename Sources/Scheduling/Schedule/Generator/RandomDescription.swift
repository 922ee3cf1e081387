import Basics

/// A description while it is drawn.
struct RandomDescription {
  typealias Schedule = GeneralSchedule

  var description: Schedule.Description
  var random: RandomSource
  let size: RandomSchedule.Size
  let horizon: Int
  private(set) var deadline: Int?

  init(seed: UInt64, _ size: RandomSchedule.Size, name: String) {
    description = Schedule.Description(name)
    random = RandomSource(seed: seed)
    self.size = size
    horizon = random.within(size.horizon)
    deadline = random.chance(size.unbounded) ? nil : horizon
  }

  mutating func draw() {
    if random.chance(12) {
      drawRing()
    } else {
      drawResources()
      drawJobs()
      for _ in 0..<random.within(size.tasks) { drawTask() }
      if random.chance(70) { for _ in 0..<random.within(1...3) { drawLag() } }
      if random.chance(40) { for _ in 0..<random.within(1...2) { drawConstraint() } }
      if random.chance(30) { drawSetups() }
      description.allowsSwaps = !random.chance(20)
      if random.chance(6) { freeze() }
    }
    drawObjective()
    if random.chance(20) { simplify() }
  }

  /// Leaves a project with lags or with modes that is done as soon as possible: what has methods of its own.
  private mutating func simplify() {
    description.setups = []
    description.constraints = []
    description.plan = []
    description.allowsSwaps = true
    description.objective = [[.init(.makespan)]]
    for task in description.tasks.indices {
      description.tasks[task].isOptional = false
      description.tasks[task].mayIdle = false
      description.tasks[task].mayPause = false
      description.tasks[task].frozen = nil
    }
    let hasLags = random.chance(60)
    for (number, resource) in description.resources.enumerated() {
      description.resources[number].breaks = []
      description.resources[number].isNeverIdle = false
      switch resource.kind {
      case .machine, .renewable: if !hasLags { description.resources[number].capacities = [] }
      case .consumable: if hasLags { description.resources[number].kind = .renewable(capacity: 4) }
      case .reservoir: if !hasLags { forgetDemands(for: number) }
      }
    }
    if hasLags {
      for task in description.tasks.indices {
        description.tasks[task].modes.removeLast(description.tasks[task].modes.count - 1)
      }
    } else {
      forgetDeadlines()
    }
  }

  private mutating func forgetDemands(for resource: Int) {
    description.resources[resource].kind = .consumable(capacity: 0)
    for task in description.tasks.indices {
      for mode in description.tasks[task].modes.indices {
        description.tasks[task].modes[mode].demands.removeAll { $0.resource == resource }
      }
    }
  }

  private mutating func forgetDeadlines() {
    deadline = nil
    for job in description.jobs.indices { description.jobs[job].deadline = nil }
    for task in description.tasks.indices {
      description.tasks[task].latestStart = nil
      description.tasks[task].earliestEnd = 0
      description.tasks[task].latestEnd = nil
    }
    for (place, lag) in description.lags.enumerated() {
      let (first, second) = (min(lag.before.task, lag.after.task), max(lag.before.task, lag.after.task))
      description.lags[place] = .init(.end(of: first), .start(of: second), minimum: max(0, lag.minimum ?? 0))
    }
    description.lags.removeAll { $0.before.task == $0.after.task }
  }

  /// Two jobs that need the same two machines in opposite orders and block them, so that they would have to swap.
  private mutating func drawRing() {
    for name in ["m0", "m1"] { description.resources.append(Schedule.Resource(name, .machine)) }
    drawJobs()
    for job in 0...1 {
      for place in 0...1 {
        var task = Schedule.Task("t\(2 * job + place)", job: random.below(description.jobs.count))
        task.mayIdle = place == 0 || random.chance(30)
        task.latestEnd = deadline
        let machine = (job + place) % 2
        task.modes = [Schedule.Mode(duration: random.within(1...2), [.init(machine)])]
        if random.chance(15) { task.modes.append(Schedule.Mode(duration: 1, [.init(1 - machine)])) }
        task.isOptional = random.chance(10)
        description.tasks.append(task)
      }
      let (end, start) = (Schedule.Event.end(of: 2 * job), Schedule.Event.start(of: 2 * job + 1))
      description.lags.append(
        random.chance(80)
          ? .init(end, start, minimum: 0, maximum: 0) : .init(start, end, minimum: 0, maximum: 0))
    }
    if random.chance(30) { drawSetups() }
    description.allowsSwaps = random.chance(20)
  }

  /// One of these, with their shares.
  mutating func pick<Value>(_ values: (share: Int, value: Value)...) -> Value {
    var left = random.below(values.reduce(0) { $0 + $1.share })
    for (share, value) in values {
      left -= share
      if left < 0 { return value }
    }
    return values[0].value
  }

  mutating func maybe(_ percent: Int, _ range: ClosedRange<Int>) -> Int? {
    random.chance(percent) ? random.within(range) : nil
  }
}
