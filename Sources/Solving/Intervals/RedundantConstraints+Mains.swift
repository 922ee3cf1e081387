import Statements

/// A task of several modes whose times nobody has given a name gets an interval of its own: what orders such tasks, whatever
/// the modes, is then one arc between two times, where it would be one for each pair of modes under two conditions.
extension RedundantConstraints {
  mutating func addMains() {
    var mains: [Int: Interval] = [:]
    for (number, task) in network.tasks.enumerated()
    where task.main == nil && task.modes.count > 1 && !task.canBeAbsent {
      guard let main = addMain(of: task) else { continue }
      mains[number] = main
      addedMains.append(number)
    }
    if mains.isEmpty { return }
    for lag in network.lags where lag.beforeMode == nil && lag.afterMode == nil {
      guard mains[lag.before.task] != nil || mains[lag.after.task] != nil,
        let before = time(of: lag.before, mains), let after = time(of: lag.after, mains)
      else { continue }
      data.constraints.append(LinearConstraint(before - after + lag.weight, .atMost))
    }
    for piece in network.cost?.pieces ?? [] { addReaches(of: piece, mains) }
  }

  private mutating func addMain(of task: TaskNetwork.Task) -> Interval? {
    let ways = task.modes.compactMap(\.interval)
    let starts = ways.map { data.range(of: data.intervals[$0].start) }
    let ends = ways.map { data.range(of: data.intervals[$0].end) }
    guard let earliest = starts.map(\.lowerBound).min(), let latest = starts.map(\.upperBound).max(),
      let first = ends.map(\.lowerBound).min(), let last = ends.map(\.upperBound).max()
    else { return nil }
    let start = addVariable(earliest...latest)
    let duration = addVariable(task.leastDuration...max(task.leastDuration, task.longestDuration))
    let end = addVariable(first...last)
    var main = data.intervals[ways[0]]
    (main.name, main.presence) = ("", nil)
    (main.start, main.duration, main.end) = (start, duration, end)
    data.intervals.append(main)
    data.constraints.append(LinearConstraint(end - start - duration, .equal))
    data.constraints.append(AlternativeConstraint(data.intervals.count - 1, of: ways))
    return main
  }

  private mutating func addVariable(_ range: ClosedRange<Int>) -> LinearForm {
    data.lower.append(range.lowerBound)
    data.upper.append(range.upperBound)
    data.names.append("")
    return LinearForm(variable: IntVar(data.variableCount - 1))
  }

  /// A time that a task has whatever its mode; nil where it has no name.
  private func time(of event: TaskNetwork.Event, _ mains: [Int: Interval]) -> LinearForm? {
    let task = network.tasks[event.task]
    // Where it can be absent, nothing has to wait for it.
    if task.canBeAbsent { return nil }
    let known = task.main ?? (task.modes.count == 1 ? task.modes[0].interval : nil)
    guard let interval = mains[event.task] ?? known.map({ data.intervals[$0] }) else { return nil }
    return event.isEnd ? interval.end : interval.start
  }

  /// What a maximum of the objective has to reach in all modes. Where it is said as a maximum it stays one, so that nothing
  /// else speaks of its target.
  private mutating func addReaches(of piece: RegularCost.Piece, _ mains: [Int: Interval]) {
    let reaches = piece.terms.compactMap { term -> LinearForm? in
      guard term.mode == nil, mains[term.event.task] != nil, let time = time(of: term.event, mains) else { return nil }
      return time + term.offset
    }
    if reaches.isEmpty { return }
    let target = LinearForm(variable: IntVar(piece.variable))
    for (position, constraint) in data.constraints.enumerated() {
      guard let maximum = constraint as? MaximumConstraint, maximum.target == target else { continue }
      data.constraints[position] = MaximumConstraint(target, of: maximum.operands + reaches)
      return
    }
    for reach in reaches { data.constraints.append(LinearConstraint(reach - target, .atMost)) }
  }
}
