import Basics

/// Resources, jobs and tasks of a random instance.
extension RandomDescription {
  mutating func drawResources() {
    for number in 0..<random.within(size.resources) {
      let kind: Schedule.Resource.Kind = pick(
        (50, .machine), (20, .renewable(capacity: random.within(1...3))),
        (12, .consumable(capacity: random.within(1...6))), (18, reservoir()))
      var resource = Schedule.Resource("r\(number)", kind)
      var (isHeld, isRenewable) = (resource.isMachine, false)
      if case .renewable = kind { (isHeld, isRenewable) = (true, true) }
      if isHeld, random.chance(35) { resource.breaks = breaks() }
      if isRenewable, random.chance(50) { resource.capacities = capacities() }
      resource.isNeverIdle = resource.isMachine && random.chance(18)
      if case .reservoir = kind {} else { resource.cost = random.within(0...2) }
      description.resources.append(resource)
    }
  }

  private mutating func reservoir() -> Schedule.Resource.Kind {
    let initial = random.within(-1...3)
    return .reservoir(
      initial: initial, minimum: initial - random.within(0...2), maximum: maybe(50, initial...initial + 2))
  }

  /// Up to three, of which the first may begin at 0.
  private mutating func breaks() -> [Range<Int>] {
    var made: [Range<Int>] = []
    var time = random.chance(20) ? 0 : random.within(1...3)
    for _ in 0..<random.within(1...3) {
      let end = time + random.within(1...2)
      made.append(time..<end)
      time = end + random.within(1...3)
    }
    return made
  }

  private mutating func capacities() -> [Schedule.Resource.Step] {
    var made: [Schedule.Resource.Step] = []
    var time = random.within(0...3)
    for _ in 0..<random.within(1...3) {
      made.append(.init(from: time, random.within(0...3)))
      time += random.within(1...3)
    }
    return made
  }

  mutating func drawJobs() {
    for number in 0..<random.within(1...2) {
      description.jobs.append(
        .init(
          "j\(number)", weight: random.within(0...3), release: maybe(25, 0...2) ?? 0, due: maybe(75, -1...horizon),
          deadline: deadline == nil ? nil : maybe(30, horizon - 1...horizon)))
    }
  }

  mutating func drawTask() {
    let number = description.tasks.count
    var task = Schedule.Task("t\(number)", job: maybe(80, 0...description.jobs.count - 1))
    task.isOptional = random.chance(30)
    task.mayIdle = random.chance(25)
    task.mayPause = random.chance(35)
    task.earliestStart = maybe(10, 0...2) ?? 0
    task.earliestEnd = maybe(10, 0...5) ?? 0
    if let deadline {
      task.latestEnd = random.chance(10) ? random.within(deadline - 3...deadline) : deadline
      task.latestStart = maybe(10, 0...4)
    }
    for _ in 0..<pick((50, 1), (35, min(2, size.modes.upperBound)), (15, size.modes.upperBound)) {
      task.modes.append(mode())
    }
    description.tasks.append(task)
  }

  private mutating func mode() -> Schedule.Mode {
    var demands: [Schedule.Demand] = []
    for (number, resource) in description.resources.enumerated() {
      switch resource.kind {
      case .machine: if random.chance(65) { demands.append(.init(number)) }
      case .renewable, .consumable:
        let most = resource.greatestCapacity ?? 0
        if random.chance(70) {
          demands.append(.init(number, random.within(0...max(1, min(most, 3)))))
        }
      case .reservoir:
        if random.chance(45) { demands.append(.init(number, random.within(-2...2), .atStart)) }
        if random.chance(45) { demands.append(.init(number, random.within(-2...2), .atEnd)) }
      }
    }
    return Schedule.Mode(duration: random.chance(10) ? 0 : random.within(size.duration), demands)
  }

  /// One task, where it can be by itself, or one off.
  mutating func freeze() {
    let number = random.below(description.tasks.count)
    let task = description.tasks[number]
    let mode = random.below(task.modes.count)
    let start = random.within(task.earliestStart...task.earliestStart + 3)
    let end = start + task.modes[mode].duration + (task.mayIdle || random.chance(15) ? random.below(3) : 0)
    description.tasks[number].frozen = .init(mode: mode, start: start, end: end)
  }
}
