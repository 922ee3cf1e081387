import Basics

/// Whether tasks need more of a cumulative resource than it has, by the definition.
struct EnergyCheck {
  private let tasks: [CheckedTask]
  private let capacity: Int
  /// Which sums the demands make is known only where they are constant.
  private let hasConstantDemands: Bool

  init(_ tasks: borrowing Buffer<Task>, capacity: IntegerVariable, _ bounds: CheckedBounds) {
    var checked: [CheckedTask] = []
    var isConstant = true
    for k in 0..<tasks.count {
      checked.append(CheckedTask(tasks[k], bounds))
      if bounds.lower(tasks[k].demand) != bounds.upper(tasks[k].demand) { isConstant = false }
    }
    self.tasks = checked
    self.capacity = Int(bounds.upper(capacity))
    hasConstantDemands = isConstant
  }

  /// Whether the tasks that have to run at some time take too much, or some present task fits nowhere beside the others.
  func isRefutedAtTimes() -> Bool {
    let present = tasks.filter { $0.isPresent && $0.demand > 0 }
    if present.contains(where: { demand(at: $0.lst, of: present) > capacity && $0.lst < $0.ect }) { return true }
    return tasks.indices.contains { tasks[$0].isPresent && fitsNowhere($0) }
  }

  private func demand(at time: Int32, of tasks: some Sequence<CheckedTask>) -> Int {
    tasks.reduce(0) { $1.covers(time) ? $0 + Int($1.demand) : $0 }
  }

  /// Starts task j later and later, past each time at which it would not fit.
  private func fitsNowhere(_ j: Int) -> Bool {
    var task = tasks[j]
    if task.demand == 0 { return false }
    let others = tasks.indices.filter { $0 != j && tasks[$0].isPresent }.map { tasks[$0] }
    while task.est <= task.lst {
      let full = (task.est..<max(task.est, task.ect)).first {
        demand(at: $0, of: others) + Int(task.demand) > capacity
      }
      guard let full else { return false }
      task.est = full + 1
      task.ect = max(task.ect, task.est + task.duration)
    }
    return true
  }

  /// Whether more has to run in [a, b) than can: the capacity bounds that, and at each time the largest sum of demands that
  /// fits it.
  func isRefuted(in window: Range<Int32>) -> Bool {
    if window.isEmpty { return false }
    let needed = tasks.reduce(0) { sum, task in
      task.isPresent
        ? sum + Int(task.demand) * Int(task.leastInside(window.lowerBound, window.upperBound)) : sum
    }
    if needed > capacity * window.count { return true }
    return hasConstantDemands && needed > window.reduce(0) { $0 + usable(at: $1) }
  }

  private func usable(at time: Int32) -> Int {
    let possible = tasks.filter { !$0.isAbsent && $0.est <= time && time < $0.lct && $0.demand > 0 }
    let certain = possible.filter { $0.isPresent && $0.covers(time) }
    let room = capacity - demand(at: time, of: certain)
    // Too many have to run: no energy is possible at all.
    if room < 0 { return Int(Int32.min) }
    var sums: Set<Int> = [0]
    for task in possible where !(task.isPresent && task.covers(time)) {
      for sum in sums where sum + Int(task.demand) <= room { sums.insert(sum + Int(task.demand)) }
    }
    return capacity - room + (sums.max() ?? 0)
  }
}
