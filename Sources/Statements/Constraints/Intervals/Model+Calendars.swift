import Basics

/// Intervals that follow calendars.
extension Model {
  /// An interval that needs some open time of a calendar, and pauses while it is closed.
  ///
  /// ```swift
  /// let office = Model.Calendar(weekly: [9..<12, 13..<17])
  /// let report = model.interval(work: 10, calendar: office, name: "report")
  /// ```
  /// It starts at an open time and ends just after an open one; the open time between is the work. No work means no
  /// duration, at any time. While it pauses it is under way all the same: its machine stays occupied.
  /// - Parameters:
  ///   - work: how much; a number, a variable or an expression, not negative.
  ///   - start: where it may start; from 0 on when not given, up to the model's horizon or, without one, up to the last
  ///     opening. A calendar without an end then asks for a horizon.
  ///   - end: where it may end.
  ///   - presence: makes the interval optional.
  ///   - name: what errors and files call it.
  public func interval(
    work: some LinearExpressible, calendar: Calendar, start: ClosedRange<Int>? = nil, end: ClosedRange<Int>? = nil,
    presence: BoolVar? = nil, name: String = ""
  ) -> IntervalVar {
    let title = name.isEmpty ? "interval \(data.intervals.count)" : name
    let form = canonical(work.linearExpression, "the work of \(title)") ?? LinearForm()
    let range = data.range(of: form)
    if range.lowerBound < 0, !isOpen(form) { note(.negativeDuration(title)) }
    // Without a horizon, a calendar that ends is one.
    let window = start ?? (horizon == nil && calendar.isFinite ? 0...max(0, calendar.to - 1) : nil)
    let longest = calendar.longest(isOpen(form) ? Self.limit : range.upperBound, from: window?.lowerBound ?? 0)
    let duration = integer(
      min(max(0, range.lowerBound), longest)...longest, name.isEmpty ? "" : "\(name).duration")
    let made = interval(start: window, duration: duration, end: end, presence: presence, name: name)
    self.calendar(made, work: work, calendar)
    return made
  }

  /// `interval` works while a calendar is open and pauses while it is closed: it starts at an open time, ends just after
  /// an open one, and the open time between is `work`. It has no duration where there is no work.
  public func calendar(_ interval: IntervalVar, work: some LinearExpressible, _ calendar: Calendar) {
    guard let form = accepted(calendar, for: interval, work.linearExpression) else { return }
    post(CalendarConstraint(interval.index, work: form, calendar))
  }

  /// `interval` is under way only while a calendar is open: there is no break in it.
  ///
  /// One of no duration may be anywhere.
  public func mustNotPause(_ interval: IntervalVar, _ calendar: Calendar) {
    guard accepted(calendar, for: interval, 0.linearExpression) != nil else { return }
    post(CalendarOpenTimesConstraint(.whole, of: interval.index, in: calendar))
  }

  /// No two of `intervals` are under way at the same time, and none while the machine's calendar is closed.
  ///
  /// Intervals that pause instead are those of ``interval(work:calendar:start:end:presence:name:)``.
  public func noOverlap(_ intervals: [IntervalVar], calendar: Calendar) {
    noOverlap(intervals)
    for interval in intervals { mustNotPause(interval, calendar) }
  }

  /// `interval` does not start within any of some stretches of time.
  public func forbidStart(of interval: IntervalVar, during stretches: [Range<Int>]) {
    forbid(.start, of: interval, during: stretches)
  }

  /// `interval` does not end within any of some stretches of time: its last unit, the one before its end, is in none.
  public func forbidEnd(of interval: IntervalVar, during stretches: [Range<Int>]) {
    forbid(.end, of: interval, during: stretches)
  }

  /// `interval` is under way at no time of some stretches; one of no duration may be anywhere.
  public func forbidExtent(of interval: IntervalVar, during stretches: [Range<Int>]) {
    forbid(.whole, of: interval, during: stretches)
  }

  private func forbid(
    _ part: CalendarOpenTimesConstraint.Part, of interval: IntervalVar, during stretches: [Range<Int>]
  ) {
    let calendar = Calendar.always.closed(during: stretches)
    guard accepted(calendar, for: interval, 0.linearExpression) != nil else { return }
    post(CalendarOpenTimesConstraint(part, of: interval.index, in: calendar))
  }

  /// The canonical form of the work; nil after noting what is wrong.
  private func accepted(_ calendar: Calendar, for interval: IntervalVar, _ work: LinearExpression) -> LinearForm? {
    guard own([interval], "a calendar") else { return nil }
    let title = data.intervals[interval.index].name
    if calendar.flaw != nil {
      note(.boundsOutOfRange("the period of the calendar of \(title)"))
      return nil
    }
    guard let form = canonical(work, "the work of \(title)") else { return nil }
    if !isOpen(form), data.range(of: form).lowerBound < 0 {
      note(.negativeDuration(title))
      return nil
    }
    return form
  }
}

extension Model.Calendar {
  /// Not less than what some work takes, wherever it starts from a time on.
  fileprivate func longest(_ work: Int, from start: Int) -> Int {
    if work <= 0 || flaw != nil { return 0 }
    if isFinite { return max(0, to - max(from, start)) }
    // Where the pattern does not hold, nothing may be open.
    let open = stride(from: 0, to: pattern.count, by: 2).reduce(0) { $0 + pattern[$1 + 1] - pattern[$1] }
    let periods = ceilDivide(min(work, Model.limit), open) + 1
    return min(Model.limit, periods * period + to - from)
  }
}
