import Scheduling

/// A second checker, which walks from moment to moment and compares everything with everything: slow, and written from the
/// definitions alone.
struct ScheduleClock {
  typealias Schedule = GeneralSchedule
  let description: Schedule.Description
  let placements: [Schedule.Placement?]
  let present: [Int]
  let horizon: Int

  /// The levels of the objective; nil where some rule is broken.
  static func levels(_ solution: Schedule.Solution, of description: Schedule.Description) -> [Int]? {
    for (task, placement) in zip(description.tasks, solution.tasks) {
      guard let placement else { continue }
      guard task.modes.indices.contains(placement.mode), placement.start <= placement.end else { return nil }
    }
    let clock = ScheduleClock(solution, description)
    return clock.isValid ? clock.levels : nil
  }

  private init(_ solution: Schedule.Solution, _ description: Schedule.Description) {
    self.description = description
    placements = solution.tasks
    present = placements.indices.filter { solution.tasks[$0] != nil }
    horizon = 1 + placements.reduce(0) { max($0, $1?.end ?? 0) }
  }

  private var isValid: Bool {
    description.tasks.indices.allSatisfy { isValid(task: $0) }
      && description.resources.indices.allSatisfy { isValid(resource: $0) }
      && description.setups.allSatisfy { isValid($0) }
      && description.lags.allSatisfy { isValid($0) }
      && description.constraints.allSatisfy { isValid($0) }
      && (description.allowsSwaps || (0..<horizon).allSatisfy { !hasRing(at: $0) })
  }

  // MARK: Moments

  func at(_ task: Int) -> Schedule.Placement { placements[task] ?? .init(mode: -1, start: -1, end: -1) }

  func mode(_ task: Int) -> Schedule.Mode { description.tasks[task].modes[at(task).mode] }

  private func runs(_ task: Int, _ time: Int) -> Bool {
    placements[task] != nil && at(task).start <= time && time < at(task).end
  }

  private func isBreak(_ resource: Int, _ time: Int) -> Bool {
    description.resources[resource].breaks.contains { $0.lowerBound <= time && time < $0.upperBound }
  }

  func amount(_ task: Int, _ resource: Int, _ timing: Schedule.Demand.Timing = .whileRunning) -> Int? {
    mode(task).demands.first { $0.resource == resource && $0.timing == timing }?.amount
  }

  /// Those that run on the machine, in the order in which the clock meets them.
  func sequence(_ machine: Int) -> [Int] {
    var met: [Int] = []
    for time in 0..<horizon {
      for task in present where runs(task, time) && amount(task, machine) != nil && !met.contains(task) {
        met.append(task)
      }
    }
    return met
  }

  // MARK: Tasks

  private func isValid(task: Int) -> Bool {
    let said = description.tasks[task]
    guard placements[task] != nil else { return said.isOptional && said.frozen == nil }
    let (start, end) = (at(task).start, at(task).end)
    guard said.frozen.map({ $0 == at(task) }) ?? true else { return false }
    guard start >= said.earliestStart, start <= said.latestStart ?? start else { return false }
    guard end >= said.earliestEnd, end <= said.latestEnd ?? end else { return false }
    if let job = said.job {
      guard start >= description.jobs[job].release, end <= description.jobs[job].deadline ?? end else { return false }
    }
    let held = mode(task).demands.filter { $0.timing == .whileRunning }.map(\.resource)
    func isClosed(_ time: Int) -> Bool { held.contains { isBreak($0, time) } }
    var left = mode(task).duration
    for time in start..<end {
      if isClosed(time) {
        if !said.mayPause || time == start { return false }
      } else {
        if left == 0, !said.mayIdle { return false }
        left = max(0, left - 1)
      }
      // In a break it waits for work, or it idles, which only some may.
      if isClosed(time), left == 0, !said.mayIdle { return false }
    }
    return left == 0
  }

  // MARK: Resources

  private func isValid(resource number: Int) -> Bool {
    let resource = description.resources[number]
    switch resource.kind {
    case .machine:
      let sequence = sequence(number)
      let busy = (0..<horizon).map { time in sequence.count { runs($0, time) } }
      guard busy.allSatisfy({ $0 <= 1 }) else { return false }
      guard resource.isNeverIdle, let first = busy.firstIndex(of: 1), let last = busy.lastIndex(of: 1) else {
        return true
      }
      return (first...last).allSatisfy { busy[$0] == 1 || isBreak(number, $0) }
    case .renewable(let capacity):
      return (0..<horizon).allSatisfy { time in
        let held = present.filter { runs($0, time) }.reduce(0) { $0 + (amount($1, number) ?? 0) }
        let inForce = resource.capacities.filter { $0.time <= time }.last?.capacity ?? capacity
        return held <= inForce || isBreak(number, time)
      }
    case .consumable(let capacity): return present.reduce(0) { $0 + (amount($1, number) ?? 0) } <= capacity
    case .reservoir(let initial, let minimum, let maximum):
      return (0..<horizon).allSatisfy { time in
        var level = initial
        for task in present {
          if at(task).start <= time { level += amount(task, number, .atStart) ?? 0 }
          if at(task).end <= time { level += amount(task, number, .atEnd) ?? 0 }
        }
        return level >= minimum && level <= maximum ?? level
      }
    }
  }

  private func isValid(_ setups: Schedule.Setups) -> Bool {
    setups.machines.allSatisfy { machine in
      let sequence = sequence(machine)
      for i in sequence.indices {
        for j in sequence.indices where setups.scope == .allPairs ? i < j : i + 1 == j {
          guard let from = setups.kinds[sequence[i]], let to = setups.kinds[sequence[j]] else { continue }
          guard let time = setups.times[from][to], at(sequence[j]).start - at(sequence[i]).end >= time else {
            return false
          }
        }
      }
      return true
    }
  }

  // MARK: Relations

  private func isValid(_ lag: Schedule.Lag) -> Bool {
    guard placements[lag.before.task] != nil, placements[lag.after.task] != nil else { return true }
    let times = [lag.before, lag.after].map { $0.isEnd ? at($0.task).end : at($0.task).start }
    let delay = times[1] - times[0]
    return (lag.minimum.map { delay >= $0 } ?? true) && (lag.maximum.map { delay <= $0 } ?? true)
  }

  private func isValid(_ constraint: Schedule.Constraint) -> Bool {
    func isThere(_ task: Int) -> Bool { placements[task] != nil }
    func held(_ task: Int) -> [Int] { description.resources.indices.filter { amount(task, $0) != nil } }
    switch constraint {
    case .identicalResources(let a, let b): return !isThere(a) || !isThere(b) || held(a) == held(b)
    case .differentResources(let a, let b):
      return !isThere(a) || !isThere(b) || !held(a).contains { held(b).contains($0) }
    case .consecutive(let a, let b):
      return description.resources.indices.filter { description.resources[$0].isMachine }.allSatisfy { machine in
        let sequence = sequence(machine)
        guard let i = sequence.firstIndex(of: a), let j = sequence.firstIndex(of: b) else { return true }
        return j == i + 1
      }
    case .sameSequence(let machines, let pairs):
      let (one, other) = (sequence(machines.0), sequence(machines.1))
      return pairs.allSatisfy { a, b in
        pairs.allSatisfy { c, d in
          guard let i = one.firstIndex(of: a), let j = other.firstIndex(of: b), let k = one.firstIndex(of: c),
            let l = other.firstIndex(of: d)
          else { return true }
          return !(i < k && j > l)
        }
      }
    case .modeDependency(let task, let mode, let other, let modes):
      return !isThere(task) || at(task).mode != mode || !isThere(other) || modes.contains(at(other).mode)
    case .selectAllOrNone(let tasks, let condition):
      let isAll = tasks.allSatisfy(isThere)
      return condition.map(isThere) == true ? isAll : isAll || !tasks.contains(where: isThere)
    case .selectAtLeastOne(let tasks, let condition):
      return condition.map(isThere) == false || tasks.contains(where: isThere)
    case .selectExactlyOne(let tasks, let condition):
      return tasks.filter(isThere).count == (condition.map(isThere) == false ? 0 : 1)
    }
  }

  /// Whether tasks that start at the moment would all have to go before themselves.
  private func hasRing(at time: Int) -> Bool {
    var goesBefore = placements.indices.map { _ in placements.indices.map { _ in false } }
    for lag in description.lags where lag.minimum == 0 && lag.maximum == 0 && lag.before.isEnd != lag.after.isEnd {
      let (x, next) = lag.before.isEnd ? (lag.before.task, lag.after.task) : (lag.after.task, lag.before.task)
      guard x != next, placements[x] != nil, placements[next] != nil, at(x).end == time else { continue }
      for machine in description.resources.indices where description.resources[machine].isMachine {
        let sequence = sequence(machine)
        guard sequence.contains(x) else { continue }
        for y in sequence where y != x && y != next && at(y).start == time { goesBefore[next][y] = true }
      }
    }
    for k in placements.indices {
      for i in placements.indices {
        for j in placements.indices where goesBefore[i][k] && goesBefore[k][j] { goesBefore[i][j] = true }
      }
    }
    return placements.indices.contains { goesBefore[$0][$0] }
  }
}
