/// Where a task fits among those that are placed.
extension Generation {
  /// The earliest start and end by its windows and by arcs from what is placed.
  func bounds(of task: Int) -> (start: Int, end: Int) {
    let content = instance.tasks[task]
    var start = max(content.earliestStart, content.job.map { instance.jobs[$0].release } ?? 0)
    var end = content.earliestEnd
    for arc in plan.arcs[task] {
      guard let before = placements[arc.from / 2] else { continue }
      let time = (arc.from % 2 == 1 ? before.end : before.start) + arc.weight
      if arc.to % 2 == 1 { end = max(end, time) } else { start = max(start, time) }
    }
    for place in plan.sequences[task] { start = max(start, sequenceBound(task, place)) }
    return (start, end)
  }

  /// Behind those that are before its partner on the other machine.
  private func sequenceBound(_ task: Int, _ place: Int) -> Int {
    guard case .sameSequence(_, let pairs) = instance.constraints[place] else { return 0 }
    var bound = 0
    for (first, second) in pairs where first == task || second == task {
      guard let partner = placements[first == task ? second : first] else { continue }
      for (other, another) in pairs where (other, another) != (first, second) {
        let (here, there) = first == task ? (other, another) : (another, other)
        if let there = placements[there], let here = placements[here], there.start < partner.start {
          bound = max(bound, here.end)
        }
      }
    }
    return bound
  }

  /// Whether a mode fits those of the tasks that are placed, and leaves enough of consumable resources.
  func allows(_ task: Int, _ mode: Int) -> Bool {
    let content = instance.tasks[task]
    if instance.flaw(of: content.modes[mode]) != nil { return false }
    for demand in content.modes[mode].demands {
      guard case .consumable(let capacity) = instance.resources[demand.resource].kind else { continue }
      let least = content.modes.reduce(Int.max) { min($0, Self.amount(of: demand.resource, in: $1)) }
      if consumed[demand.resource] + reserved[demand.resource] - least + demand.amount > capacity { return false }
    }
    return plan.ties[task].allSatisfy { place in
      switch instance.constraints[place] {
      case .identicalResources(let first, let second):
        guard let other = placements[first == task ? second : first] else { return true }
        return held(task, mode) == held(first == task ? second : first, other.mode)
      case .differentResources(let first, let second):
        guard let other = placements[first == task ? second : first] else { return true }
        return held(task, mode).isDisjoint(with: held(first == task ? second : first, other.mode))
      case .modeDependency(let first, let asked, let second, let modes):
        if first == task {
          guard mode == asked, let other = placements[second] else { return true }
          return modes.contains(other.mode)
        }
        return placements[first]?.mode != asked || modes.contains(mode)
      default: return true
      }
    }
  }

  private func held(_ task: Int, _ mode: Int) -> Set<Int> {
    Set(instance.tasks[task].modes[mode].demands.filter { $0.timing == .whileRunning }.map(\.resource))
  }

  /// The earliest place of a task in a mode; nil where windows or levels leave none.
  func find(_ task: Int, _ mode: Int, _ earliest: Int, _ earliestEnd: Int) -> GeneralSchedule.Placement? {
    let content = instance.tasks[task]
    let way = content.modes[mode]
    let deadline = content.job.flatMap { instance.jobs[$0].deadline } ?? .max
    let latestEnd = min(content.latestEnd ?? .max, deadline, GeneralSchedule.Instance.limit)
    let latestStart = min(content.latestStart ?? .max, latestEnd)
    var time = earliest
    while time <= latestStart {
      guard let (start, end) = extent(content, way, closures.isEmpty ? [] : closures[task][mode], time, earliestEnd),
        start <= latestStart, end <= latestEnd
      else { return nil }
      guard let next = conflict(task, way, start, end) else { return nil }
      if next == start { return GeneralSchedule.Placement(mode: mode, start: start, end: end) }
      time = next
    }
    return nil
  }

  /// The start from `time` on and the end that breaks leave.
  private func extent(
    _ task: GeneralSchedule.Task, _ mode: GeneralSchedule.Mode, _ breaks: [Range<Int>], _ time: Int, _ earliestEnd: Int
  ) -> (start: Int, end: Int)? {
    var start = time
    if breaks.isEmpty || mode.duration == 0 {
      if task.mayIdle { return (start, max(start + mode.duration, earliestEnd)) }
      start = max(start, earliestEnd - mode.duration)
      return (start, start + mode.duration)
    }
    // The first break that is not over at the start.
    var index = Self.firstBreak(endingAfter: start, breaks)
    while true {
      if task.mayPause {
        if index < breaks.count, breaks[index].lowerBound <= start {
          start = breaks[index].upperBound
          index += 1
        }
        var end = start + mode.duration
        for closed in breaks[index...] {
          if closed.lowerBound >= end { break }
          end += closed.count
        }
        if task.mayIdle { return (start, max(end, earliestEnd)) }
        if end >= earliestEnd { return (start, end) }
        start += max(1, earliestEnd - end)
        index = Self.firstBreak(endingAfter: start, breaks)
        continue
      }
      if !task.mayIdle { start = max(start, earliestEnd - mode.duration) }
      let end = task.mayIdle ? max(start + mode.duration, earliestEnd) : start + mode.duration
      index = Self.firstBreak(endingAfter: start, breaks)
      guard index < breaks.count, breaks[index].lowerBound < end else { return (start, end) }
      start = breaks[index].upperBound
    }
  }

  private static func firstBreak(endingAfter time: Int, _ breaks: [Range<Int>]) -> Int {
    var (low, high) = (0, breaks.count)
    while low < high {
      let middle = (low + high) / 2
      if breaks[middle].upperBound <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The start itself where all resources have room, else the earliest one at which the first that has none may have; nil
  /// where there is none.
  private func conflict(_ task: Int, _ mode: GeneralSchedule.Mode, _ start: Int, _ end: Int) -> Int? {
    var next = start
    var changes: [(resource: Int, time: Int, amount: Int)] = []
    for demand in mode.demands {
      switch instance.resources[demand.resource].kind {
      case .machine:
        if end > start { next = max(next, machineFit(demand.resource, task, start, end)) }
      case .renewable:
        guard end > start, demand.amount > 0, let profile = profiles[demand.resource] else { continue }
        next = max(next, profile.fit(demand.amount, from: start, lasting: end - start))
      case .consumable: continue
      case .reservoir:
        changes.append((demand.resource, demand.timing == .atEnd ? end : start, demand.amount))
      }
      if next == .max { return nil }
    }
    if next > start || changes.isEmpty { return next }
    for resource in Set(changes.map(\.resource)) {
      guard let level = levels[resource] else { continue }
      let own = changes.filter { $0.resource == resource }.map { ($0.time, $0.amount) }
      if level.allows(own) { continue }
      let later = own.compactMap { time, _ in level.change(after: time).map { start + $0 - time } }
      guard let later = later.min() else { return nil }
      next = max(next, later)
    }
    return next
  }

  private func machineFit(_ machine: Int, _ task: Int, _ start: Int, _ end: Int) -> Int {
    guard let row = plan.setups[machine] else {
      return machines[machine].fit(from: start, lasting: end - start, setup: nil, task: task)
    }
    let setups = instance.setups[row]
    func setup(_ first: Int, _ second: Int) -> Int? {
      guard let from = setups.kinds[first], let to = setups.kinds[second] else { return 0 }
      return setups.times[from][to]
    }
    return plan.areOfNeighbours[row]
      ? machines[machine].fit(from: start, lasting: end - start, setup: setup, task: task)
      : machines[machine].fitAmongAll(from: start, lasting: end - start, setup: setup, task: task)
  }
}
