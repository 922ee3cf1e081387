import Basics
import Race
import Scheduling

/// All schedules of a tiny instance within a horizon, by depth first over tasks.
///
/// Placements that are impossible alone or beside one other are left out, by rules of its own; whatever is left is for the
/// checker to judge.
struct ScheduleEnumeration {
  let instance: GeneralSchedule.Instance
  /// By task, where it may be; nil for nowhere.
  private(set) var choices: [[GeneralSchedule.Placement?]] = []
  /// By earlier task and its choice, and by later task and its choice, whether both can be.
  private var agrees: [[[[Bool]]]] = []

  init(_ instance: GeneralSchedule.Instance, horizon: Int) {
    self.instance = instance
    choices = instance.tasks.map { Self.choices(of: $0, instance, horizon) }
    for second in choices.indices {
      agrees.append(
        (0..<second).map { first in
          choices[first].map { one in choices[second].map { other in fits(first, one, second, other) } }
        })
    }
  }

  /// The best objective; nil where there is no schedule.
  func best() -> (objective: Objective, solution: GeneralSchedule.Solution)? {
    var best: (objective: Objective, solution: GeneralSchedule.Solution)?
    forEachCandidate { solution in
      guard let objective = try? GeneralSchedule.check(solution, of: instance) else { return }
      if best.map({ objective < $0.objective }) ?? true { best = (objective, solution) }
    }
    return best
  }

  /// Whether there are at most so many of them.
  func isSmall(_ limit: Int) -> Bool {
    var count = 0
    forEachChoice { _ in
      count += 1
      return count <= limit
    }
    return count <= limit
  }

  private func forEachCandidate(_ visit: (GeneralSchedule.Solution) -> Void) {
    forEachChoice {
      visit(solution($0))
      return true
    }
  }

  /// - Parameter visit: whether to go on.
  private func forEachChoice(_ visit: ([Int]) -> Bool) {
    var taken: [Int] = []
    func descend() -> Bool {
      guard taken.count < choices.count else { return visit(taken) }
      for choice in open(after: taken) {
        taken.append(choice)
        defer { taken.removeLast() }
        if !descend() { return false }
      }
      return true
    }
    _ = descend()
  }

  /// One of them by chance; nil where the way ends early.
  func candidate(_ random: inout RandomSource) -> GeneralSchedule.Solution? {
    var taken: [Int] = []
    while taken.count < choices.count {
      let left = open(after: taken)
      if left.isEmpty { return nil }
      taken.append(left[random.below(left.count)])
    }
    return solution(taken)
  }

  private func solution(_ taken: [Int]) -> GeneralSchedule.Solution {
    GeneralSchedule.Solution(taken.indices.map { choices[$0][taken[$0]] })
  }

  /// What the next task can choose.
  private func open(after taken: [Int]) -> [Int] {
    var open = [Bool](repeating: true, count: choices[taken.count].count)
    for (task, choice) in taken.enumerated() {
      let row = agrees[taken.count][task][choice]
      for place in open.indices where !row[place] { open[place] = false }
    }
    return open.indices.filter { open[$0] }
  }

  // MARK: Alone

  private static func choices(
    of task: GeneralSchedule.Task, _ instance: GeneralSchedule.Instance, _ horizon: Int
  ) -> [GeneralSchedule.Placement?] {
    var found: [GeneralSchedule.Placement?] = task.isOptional ? [nil] : []
    let job = task.job.map { instance.jobs[$0] }
    for (number, mode) in task.modes.enumerated() {
      let held = mode.demands.map { instance.resources[$0.resource] }
      for start in max(task.earliestStart, job?.release ?? 0)...max(horizon, task.earliestStart, job?.release ?? 0) {
        if let latest = task.latestStart, start > latest { break }
        for end in start...max(start, min(horizon, task.latestEnd ?? horizon, job?.deadline ?? horizon)) {
          let open = (start..<end).filter { time in held.allSatisfy { !$0.breaks.contains { $0.contains(time) } } }
          if start < end, open.first != start || !task.mayPause && open.count < end - start { break }
          guard open.count >= mode.duration else { continue }
          if end >= task.earliestEnd { found.append(.init(mode: number, start: start, end: end)) }
          if !task.mayIdle { break }
        }
      }
    }
    return task.frozen.map { frozen in found.filter { $0 == frozen } } ?? found
  }

  // MARK: Beside another

  private func fits(
    _ first: Int, _ one: GeneralSchedule.Placement?, _ second: Int, _ other: GeneralSchedule.Placement?
  ) -> Bool {
    guard let one, let other else { return true }
    let overlap = max(one.start, other.start)..<max(one.start, other.start, min(one.end, other.end))
    for demand in instance.tasks[first].modes[one.mode].demands {
      guard
        let rival = instance.tasks[second].modes[other.mode].demands.first(where: { $0.resource == demand.resource })
      else { continue }
      let resource = instance.resources[demand.resource]
      switch resource.kind {
      case .machine: if !overlap.isEmpty { return false }
      case .consumable(let capacity): if demand.amount + rival.amount > capacity { return false }
      case .renewable:
        let isCrowded = demand.amount + rival.amount > resource.greatestCapacity ?? 0
        if isCrowded, !overlap.allSatisfy({ time in resource.breaks.contains { $0.contains(time) } }) { return false }
      case .reservoir: break
      }
    }
    return instance.lags.allSatisfy { lag in
      var times: [Int] = []
      for event in [lag.before, lag.after] {
        guard event.task == first || event.task == second else { return true }
        let placement = event.task == first ? one : other
        times.append(event.isEnd ? placement.end : placement.start)
      }
      let delay = times[1] - times[0]
      return delay >= lag.minimum ?? delay && delay <= lag.maximum ?? delay
    }
  }
}
