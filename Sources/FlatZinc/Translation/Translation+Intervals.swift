import Statements

/// A task by what the file says of it.
struct IntervalKey: Hashable {
  var start: Operand
  var duration: Operand
  var presence: Operand?
}

/// Intervals, which constraints share where they speak of the same start, duration and presence.
extension Translation {
  /// - Parameters:
  ///   - presences: nil where it is always there.
  ///   - others: intervals that are to be different ones.
  func intervals(
    _ starts: ArraySlice<Operand>, _ durations: ArraySlice<Operand>, _ presences: [Operand?],
    apartFrom others: [IntervalVar] = []
  ) -> [IntervalVar] {
    // A constraint has each interval once, so equal tasks get one each.
    var used: [IntervalKey: Int] = [:]
    var made: [IntervalVar] = []
    for (place, (start, duration)) in zip(starts, durations).enumerated() {
      let key = IntervalKey(start: start, duration: duration, presence: presences[place])
      while true {
        let number = used[key, default: 0]
        used[key] = number + 1
        let interval = interval(key, number)
        if others.contains(where: { $0.index == interval.index }) { continue }
        made.append(interval)
        break
      }
    }
    return made
  }

  private func interval(_ key: IntervalKey, _ number: Int) -> IntervalVar {
    if let known = intervals[key], number < known.count { return known[number] }
    let presence = key.presence.map(literal)
    let made = model.interval(
      start: expression(form(key.start)), duration: expression(form(key.duration)), presence: presence)
    intervals[key, default: []].append(made)
    return made
  }
}
