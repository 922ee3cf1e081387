import Modeling

extension ScheduleModelBuilder {
  /// Without swaps, tasks have ranks: one that starts when its machine is left by a job for its next task has a higher rank
  /// than that one, so no ring of tasks can wait for each other. In that sense times are pairs of a time and a rank.
  mutating func forbidSwaps() {
    if instance.description.allowsSwaps { return }
    let successors = instance.handovers
    let count = instance.tasks.count
    ranks = (0..<count).map { _ in model.integer(0...max(0, count - 1)) }
    for machine in members.indices {
      for first in members[machine] {
        for next in successors[first.task] {
          guard let target = tasks[next].main else { continue }
          for second in members[machine] where second.task != first.task && second.task != next {
            addHandover(from: first, to: second, next, target)
          }
        }
      }
    }
  }

  /// `second` is not before `first` on the machine, or it comes after the start of `next`.
  private mutating func addHandover(from first: Member, to second: Member, _ next: Int, _ target: IntervalVar) {
    let comesLater = model.boolean()
    orders.append(.init(literal: comesLater, first: first.task, second: second.task))
    let presences = [first.presence, second.presence, tasks[next].presence].compactMap(\.self)
    let count = instance.tasks.count + 1
    var form = count * (second.interval.start - target.start)
    form += ranks[second.task] - ranks[next]
    model.add(form >= 1, conditions: presences + [comesLater])
    model.add(second.interval.end <= first.interval.start, conditions: presences + [!comesLater])
  }
}

extension GeneralSchedule.Instance {
  /// By task, those that start at the very moment at which it ends.
  var handovers: [[Int]] {
    var found = [[Int]](repeating: [], count: tasks.count)
    for lag in lags where lag.minimum == 0 && lag.maximum == 0 {
      if lag.before.isEnd, !lag.after.isEnd { found[lag.before.task].append(lag.after.task) }
      if !lag.before.isEnd, lag.after.isEnd { found[lag.after.task].append(lag.before.task) }
    }
    return found
  }
}

/// Ranks of the tasks that start at one moment: by who waits for whom.
enum HandoverRanks {
  static func ranks(of solution: GeneralSchedule.Solution, _ instance: GeneralSchedule.Instance) -> [Int] {
    var ranks = [Int](repeating: 0, count: instance.tasks.count)
    if instance.description.allowsSwaps { return ranks }
    let successors = instance.handovers
    // Who has to be earlier, by task.
    var earlier = [[Int]](repeating: [], count: instance.tasks.count)
    for sequence in instance.machineSequences(of: solution) {
      for (first, second) in zip(sequence, sequence.dropFirst()) {
        guard let end = solution.tasks[first]?.end, solution.tasks[second]?.start == end else { continue }
        for next in successors[first] where next != second && solution.tasks[next]?.start == end {
          earlier[second].append(next)
        }
      }
    }
    // A ring has no ranks; the checker has not passed it either.
    for _ in 0..<instance.tasks.count {
      var isStable = true
      for task in ranks.indices {
        let rank = min(instance.tasks.count - 1, earlier[task].reduce(0) { max($0, ranks[$1] + 1) })
        if rank > ranks[task] {
          ranks[task] = rank
          isStable = false
        }
      }
      if isStable { break }
    }
    return ranks
  }
}

extension GeneralSchedule.Instance {
  /// By resource, the tasks that a schedule has on it for some time, by start; empty for what is no machine.
  func machineSequences(of solution: GeneralSchedule.Solution) -> [[Int]] {
    var sequences = [[Int]](repeating: [], count: resources.count)
    for (task, placement) in solution.tasks.enumerated() {
      guard let placement, placement.end > placement.start, tasks[task].modes.indices.contains(placement.mode) else {
        continue
      }
      for demand in tasks[task].modes[placement.mode].demands where resources[demand.resource].isMachine {
        sequences[demand.resource].append(task)
      }
    }
    return sequences.map { sequence in
      sequence.sorted { (solution.tasks[$0]?.start ?? 0, $0) < (solution.tasks[$1]?.start ?? 0, $1) }
    }
  }
}
