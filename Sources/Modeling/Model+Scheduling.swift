extension Model {
  /// `first` ends at least `delay` before `second` starts, where both are present and all of `conditions` hold.
  ///
  /// A negative delay lets them overlap by that much.
  public func precede(_ first: IntervalVar, _ second: IntervalVar, delay: Int = 0, if conditions: BoolVar...) {
    guard own([first, second], "a precedence") else { return }
    guard abs(delay) <= Model.limit else { return note(.overflow("the delay of a precedence")) }
    post(
      .precedence(
        first: first.index, second: second.index, delay: delay, conditions: check(conditions, "a precedence")))
  }

  /// No two of `intervals` are under way at the same time: a machine, a worker, a room.
  ///
  /// Intervals that are absent or of no duration occupy nothing.
  public func noOverlap(_ intervals: [IntervalVar]) {
    guard own(intervals, "noOverlap") else { return }
    post(.noOverlap(intervals.map(\.index)))
  }

  /// At every time, the demands of the intervals under way add up to at most `capacity`.
  ///
  /// A demand above the capacity is allowed: that interval is then absent or of no duration, or there is no solution.
  /// - Parameters:
  ///   - demands: one for each interval, not negative; numbers, variables or expressions.
  ///   - capacity: not negative.
  public func cumulative(
    _ intervals: [IntervalVar], demands: [any LinearExpressible], capacity: some LinearExpressible
  ) {
    guard own(intervals, "cumulative") else { return }
    guard demands.count == intervals.count else {
      return note(.mismatchedCounts("cumulative: \(intervals.count) intervals, \(demands.count) demands"))
    }
    let forms = canonical(demands, "a demand")
    guard forms.count == demands.count, let limit = canonical(capacity.linearExpression, "the capacity") else { return }
    for (interval, demand) in zip(intervals, forms) where !isOpen(demand) && data.range(of: demand).lowerBound < 0 {
      return note(.negativeQuantity("the demand of \(data.intervals[interval.index].name)"))
    }
    if !isOpen(limit), data.range(of: limit).lowerBound < 0 { return note(.negativeQuantity("a capacity")) }
    post(.cumulative(intervals.map(\.index), demands: forms, capacity: limit))
  }

  private func own(_ intervals: [IntervalVar], _ what: String) -> Bool {
    guard intervals.allSatisfy(owns), intervals.allSatisfy({ $0.index < data.intervals.count }) else {
      note(.foreignVariable(what))
      return false
    }
    var seen = Set<Int>()
    for interval in intervals where !seen.insert(interval.index).inserted {
      note(.duplicateInterval(data.intervals[interval.index].name))
      return false
    }
    return true
  }
}
