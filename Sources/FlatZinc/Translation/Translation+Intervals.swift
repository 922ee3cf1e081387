import Statements

/// A task by what the file says of it.
struct IntervalKey: Hashable {
  var start: Operand
  var duration: Operand
  var presence: Operand?
}

/// Intervals, which constraints share where they speak of the same start, duration and presence.
extension Translation {
  /// - Parameter presences: nil where it is always there.
  func intervals(
    _ starts: ArraySlice<Operand>, _ durations: ArraySlice<Operand>, _ presences: [Operand?]
  ) -> [IntervalVar] {
    // A constraint has each interval once, so equal tasks get one each.
    var used: [IntervalKey: Int] = [:]
    var made: [IntervalVar] = []
    for (place, (start, duration)) in zip(starts, durations).enumerated() {
      let key = IntervalKey(start: start, duration: duration, presence: presences[place])
      let number = used[key, default: 0]
      used[key] = number + 1
      made.append(interval(key, number))
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

  /// The same without its negative values, which something else excludes.
  func natural(_ operand: Operand) -> LinearExpression {
    let form = form(operand)
    let range = model.data.range(of: form)
    if range.lowerBound >= 0 || range.upperBound < 0 { return expression(form) }
    let made = model.integer(0...range.upperBound)
    require(LinearForm(variable: made) - form, .equal)
    return expression(LinearForm(variable: made))
  }
}
