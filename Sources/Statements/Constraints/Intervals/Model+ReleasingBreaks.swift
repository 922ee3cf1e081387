/// Resources that paused work gives back.
extension Model {
  /// `intervals` pause while a calendar is closed, and hold nothing of the resource then: at every open time, the demands
  /// of those under way add up to at most `capacity`.
  ///
  /// ```swift
  /// model.cumulative(jobs, work: hours, demands: crews, capacity: 5, releasingDuringBreaksOf: office)
  /// ```
  /// Each interval follows the calendar as by ``calendar(_:work:_:)``. The resource is a cumulative on the time line of
  /// open times only, on which an interval is at what is open before its start.
  /// - Parameters:
  ///   - intervals: with bounds on their starts, by a horizon or windows.
  ///   - work: one for each interval, not negative.
  ///   - demands: one for each interval, not negative.
  public func cumulative(
    _ intervals: [IntervalVar], work: [any LinearExpressible], demands: [any LinearExpressible],
    capacity: some LinearExpressible, releasingDuringBreaksOf calendar: Calendar
  ) {
    guard own(intervals, "cumulative") else { return }
    guard work.count == intervals.count, demands.count == intervals.count else {
      return note(
        .mismatchedCounts("cumulative: \(intervals.count) intervals, \(work.count) works, \(demands.count) demands"))
    }
    let works = canonical(work, "the work of an interval")
    guard works.count == work.count, calendar.flaw == nil else {
      for (interval, amount) in zip(intervals, work) {
        self.calendar(interval, work: amount.linearExpression, calendar)
      }
      return
    }
    let starts = intervals.map { data.intervals[$0.index].start }
    if starts.contains(where: isOpen) { return note(.needsHorizon("a cumulative that releases during breaks")) }
    let earliest = starts.map { data.range(of: $0).lowerBound }.min() ?? 0
    let latest = starts.map { data.range(of: $0).upperBound }.max() ?? 0
    let open = calendar.openings(in: earliest..<max(earliest, latest) + 1)
    var members: [IntervalVar] = []
    for (place, interval) in intervals.enumerated() {
      let amount = work[place].linearExpression
      self.calendar(interval, work: amount, calendar)
      let presence = worksAtAll(interval, amount, works[place])
      guard let origin = open.first?.lowerBound else { continue }
      // An interval from the first open time to the end of the first unit of work counts what is open before.
      let before = integer(0...max(0, open.reduce(0) { $0 + $1.count } - 1))
      let reach = self.interval(
        start: origin, duration: integer(1...latest + 1 - origin), end: interval.start + 1, presence: presence)
      self.calendar(reach, work: before + 1, calendar)
      members.append(self.interval(start: before, duration: amount, presence: presence))
    }
    if members.count == intervals.count { cumulative(members, demands: demands, capacity: capacity) }
  }

  /// A Boolean that is true where the interval takes place and has work; nil where that is sure.
  private func worksAtAll(_ interval: IntervalVar, _ work: LinearExpression, _ form: LinearForm) -> BoolVar? {
    if !isOpen(form), data.range(of: form).lowerBound > 0 { return interval.presence }
    let works = boolean()
    if let presence = interval.presence { imply(works, presence) }
    add(work >= 1, conditions: [works])
    add(work <= 0, conditions: [!works] + (interval.presence.map { [$0] } ?? []))
    return works
  }
}
