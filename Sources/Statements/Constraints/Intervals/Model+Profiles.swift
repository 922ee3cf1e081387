/// Resources whose capacity changes over time, and demands that must be met.
extension Model {
  /// At every time, the demands of the intervals under way add up to at most what the capacity is then.
  ///
  /// ```swift
  /// model.cumulative(jobs, demands: crews, capacity: Model.StepFunction(2, then: [(8, 5), (17, 3)]))
  /// ```
  /// Where the capacity is lower than its largest value, a fixed interval takes the rest, up to the latest end of the
  /// intervals; where these have no latest start, up to the last step, after which the capacity must not be lower.
  /// - Parameters:
  ///   - demands: one for each interval, not negative; numbers, variables or expressions.
  ///   - capacity: never negative.
  public func cumulative(_ intervals: [IntervalVar], demands: [any LinearExpressible], capacity: StepFunction) {
    guard own(intervals, "cumulative") else { return }
    guard capacity.values.allSatisfy({ $0 >= 0 }) else { return note(.negativeQuantity("a capacity")) }
    guard let most = capacity.values.max() else { return }
    let forms = intervals.map { data.intervals[$0.index] }
    let isUnbounded = forms.contains { isOpen($0.start) || isOpen($0.end) }
    if isUnbounded, let last = capacity.values.last, last < most {
      return note(.needsHorizon("a capacity that ends below its largest value"))
    }
    let first = forms.map { isOpen($0.start) ? 0 : data.range(of: $0.start).lowerBound }.min() ?? 0
    let last = isUnbounded ? capacity.times.last ?? 0 : forms.map { data.range(of: $0.end).upperBound }.max() ?? 0
    var members = intervals
    var demands = demands
    for (stretch, value) in capacity.pieces(in: first..<max(first, last)) where value < most {
      members.append(
        interval(
          start: stretch.lowerBound...stretch.lowerBound, duration: stretch.count, name: "closed \(stretch.lowerBound)")
      )
      demands.append(most - value)
    }
    cumulative(members, demands: demands, capacity: most)
  }

  /// At every time of a window, the demands of the intervals under way add up to at least `level`: a staffing, a
  /// temperature that is held.
  ///
  /// ```swift
  /// model.cumulative(shifts, demands: crews, atLeast: 2, during: 8..<20)
  /// ```
  /// - Parameters:
  ///   - demands: one for each interval, not negative; numbers, variables or expressions.
  ///   - level: the least sum, not negative.
  ///   - window: the times at which it holds.
  public func cumulative(
    _ intervals: [IntervalVar], demands: [any LinearExpressible], atLeast level: Int, during window: Range<Int>
  ) {
    cumulative(
      intervals, demands: demands, atLeast: StepFunction(0, then: [(window.lowerBound, level), (window.upperBound, 0)]))
  }

  /// At every time, the demands of the intervals under way add up to at least what a level is then.
  ///
  /// A reservoir says so: it rises at the start of each interval, falls at its end, and gives up the level while that is
  /// asked for.
  /// - Parameters:
  ///   - demands: one for each interval, not negative; numbers, variables or expressions.
  ///   - level: not negative, and 0 before its first step.
  public func cumulative(
    _ intervals: [IntervalVar], demands: [any LinearExpressible], atLeast level: StepFunction
  ) {
    guard own(intervals, "cumulative") else { return }
    guard demands.count == intervals.count else {
      return note(.mismatchedCounts("cumulative: \(intervals.count) intervals, \(demands.count) demands"))
    }
    let forms = canonical(demands, "a demand")
    guard forms.count == demands.count else { return }
    var most = 0
    for (interval, demand) in zip(intervals, forms) {
      if isOpen(demand) { return note(.needsHorizon("a least sum of demands")) }
      let range = data.range(of: demand)
      if range.lowerBound < 0 { return note(.negativeQuantity("the demand of \(data.intervals[interval.index].name)")) }
      most = min(1 << 59, most + min(1 << 59, range.upperBound))
    }
    guard level.values.allSatisfy({ $0 >= 0 && $0 <= 1 << 59 }) else {
      return note(.negativeQuantity("a least sum of demands"))
    }
    guard level.values[0] == 0 else { return note(.emptyDomain("a least sum of demands before its first step")) }
    var events: [Event] = []
    for (interval, demand) in zip(intervals, demands) {
      events.append(Event(time: interval.start, amount: demand.linearExpression, presence: interval.presence))
      events.append(Event(time: interval.end, amount: -demand.linearExpression, presence: interval.presence))
    }
    for (place, time) in level.times.enumerated() where level.values[place] != level.values[place + 1] {
      let amount = level.values[place] - level.values[place + 1]
      events.append(Event(time: time, amount: amount))
      // Nothing is asked of the upper side.
      most += max(0, amount)
    }
    reservoir(events, level: 0...most)
  }
}
