import Statements

/// What orders tasks: precedences, and differences of their times.
extension TaskRecognition {
  mutating func addLags() {
    var found: [LagKey: Set<ModePair>] = [:]
    var order: [LagKey] = []
    for constraint in data.constraints {
      for lag in lags(of: constraint) where lag.before.task != lag.after.task {
        let lag = normalised(lag)
        let key = LagKey(before: lag.before, after: lag.after, weight: lag.weight)
        if found[key] == nil { order.append(key) }
        found[key, default: []].insert(ModePair(before: lag.beforeMode, after: lag.afterMode))
      }
    }
    for key in order { network.lags += merged(key, found[key] ?? []) }
  }

  private struct LagKey: Hashable {
    let before: TaskNetwork.Event
    let after: TaskNetwork.Event
    let weight: Int
  }

  private struct ModePair: Hashable {
    let before: Int?
    let after: Int?
  }

  private func lags(of constraint: any Constraint) -> [TaskNetwork.Lag] {
    if let precedence = constraint as? PrecedenceConstraint {
      let (first, second) = (data.intervals[precedence.first], data.intervals[precedence.second])
      let presences = [first, second].compactMap(\.presence)
      return lag(first.end - second.start + precedence.delay, if: presences + precedence.conditions)
    }
    if let temporal = constraint as? TemporalConstraint {
      let row = temporal.row(data.intervals)
      let isExact = temporal.comparison == .at
      return lag(row.form, if: row.conditions) + (isExact ? lag(row.form.negated, if: row.conditions) : [])
    }
    guard let row = constraint as? LinearConstraint else { return [] }
    switch row.comparison {
    case .atMost: return lag(row.form, if: row.conditions)
    case .equal: return lag(row.form, if: row.conditions) + lag(row.form.negated, if: row.conditions)
    case .notEqual: return []
    }
  }

  /// form <= 0 where all conditions hold, as a lag where it is one.
  private func lag(_ form: LinearForm, if conditions: [BoolVar]) -> [TaskNetwork.Lag] {
    // plus + constant <= minus.
    guard let difference = DifferenceForm(form), let first = times[difference.plus],
      let second = times[difference.minus]
    else { return [] }
    var modes = (before: first.mode, after: second.mode)
    for condition in conditions {
      if let mode = mode(of: first.event.task, chosenBy: condition) {
        modes.before = mode
      } else if let mode = mode(of: second.event.task, chosenBy: condition) {
        modes.after = mode
      } else {
        return []
      }
    }
    return [
      TaskNetwork.Lag(
        before: first.event, after: second.event, weight: difference.constant + first.offset - second.offset,
        beforeMode: modes.before, afterMode: modes.after)
    ]
  }

  /// The mode that a condition asks for, or nil in it where it asks for any; nil where it is about something else.
  func mode(of task: Int, chosenBy literal: BoolVar) -> Int?? {
    let modes = network.tasks[task].modes
    if let mode = modes.firstIndex(where: { $0.choice.map(Signed.init) == Signed(literal) }) { return .some(mode) }
    // The presence of an optional task with a choice besides.
    let isPresence = modes.contains { $0.isAbsence && $0.choice.map { Signed(!$0) } == Signed(literal) }
    return isPresence ? .some(nil) : nil
  }

  /// From the end of a task to the start of another, where that says the same.
  private func normalised(_ lag: TaskNetwork.Lag) -> TaskNetwork.Lag {
    var before = lag.before
    var after = lag.after
    var weight = lag.weight
    if !before.isEnd, let duration = fixedDuration(before.task, lag.beforeMode) {
      before = TaskNetwork.Event(task: before.task, isEnd: true)
      weight -= duration
    }
    if after.isEnd, let duration = fixedDuration(after.task, lag.afterMode) {
      after = TaskNetwork.Event(task: after.task, isEnd: false)
      weight -= duration
    }
    return TaskNetwork.Lag(
      before: before, after: after, weight: weight, beforeMode: lag.beforeMode, afterMode: lag.afterMode)
  }

  /// The duration in a mode, or in every one, where there is only one.
  func fixedDuration(_ task: Int, _ mode: Int?) -> Int? {
    let modes = network.tasks[task].modes
    let taken = mode.map { [modes[$0]] } ?? modes.filter { !$0.isAbsence }
    guard let first = taken.first, let interval = first.interval,
      taken.allSatisfy({ $0.duration == first.duration }),
      taken.allSatisfy({ $0.interval.map { isFixed(data.intervals[$0].duration) } ?? true })
    else { return nil }
    return isFixed(data.intervals[interval].duration) ? first.duration : nil
  }

  private func isFixed(_ form: LinearForm) -> Bool {
    let range = data.range(of: form)
    return range.lowerBound == range.upperBound
  }

  /// One lag where all pairs of modes have the same.
  private func merged(_ key: LagKey, _ pairs: Set<ModePair>) -> [TaskNetwork.Lag] {
    func present(_ task: Int) -> [Int] {
      network.tasks[task].modes.indices.filter { !network.tasks[task].modes[$0].isAbsence }
    }
    func lag(_ pair: ModePair) -> TaskNetwork.Lag {
      TaskNetwork.Lag(
        before: key.before, after: key.after, weight: key.weight, beforeMode: pair.before, afterMode: pair.after)
    }
    func isCovered(_ before: Int, _ after: Int) -> Bool {
      [(before, after), (nil, after), (before, nil), (nil, nil)].contains {
        pairs.contains(ModePair(before: $0.0, after: $0.1))
      }
    }
    let (befores, afters) = (present(key.before.task), present(key.after.task))
    if befores.allSatisfy({ before in afters.allSatisfy { isCovered(before, $0) } }) {
      return [lag(ModePair(before: nil, after: nil))]
    }
    return pairs.sorted { ($0.before ?? -1, $0.after ?? -1) < ($1.before ?? -1, $1.after ?? -1) }.map(lag)
  }
}
