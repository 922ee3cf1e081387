import Statements

/// What calendars say of one way to run a task: where it may be, and how long it then takes.
package struct TaskCalendar: Sendable {
  /// Open times within a window: how many there are before each, by binary search.
  struct OpenTimes: Sendable {
    private var begins: [Int] = []
    private var ends: [Int] = []
    private var before: [Int] = []

    /// - Parameter stretches: ascending; no two of them touch.
    init(_ stretches: [Range<Int>]) {
      var total = 0
      for stretch in stretches {
        begins.append(stretch.lowerBound)
        ends.append(stretch.upperBound)
        before.append(total)
        total += stretch.count
      }
    }

    /// The same on the reversed time line: what is open at t is open at -1 - t.
    var mirrored: OpenTimes { OpenTimes(zip(begins, ends).reversed().map { -$1 ..< -$0 }) }

    /// The first open time from a time on; nil where there is none.
    func next(from time: Int) -> Int? {
      let place = Self.last(in: begins, atMost: time)
      if place >= 0, time < ends[place] { return time }
      return place + 1 < begins.count ? begins[place + 1] : nil
    }

    /// When work from an open time on is done; nil where there is not enough.
    func end(of work: Int, from start: Int) -> Int? {
      let place = Self.last(in: begins, atMost: start)
      let unit = before[place] + start - begins[place] + work - 1
      let last = Self.last(in: before, atMost: unit)
      let end = begins[last] + unit - before[last] + 1
      return end <= ends[last] ? end : nil
    }

    /// When the opening that an open time is in closes, and when the next one begins.
    func opening(at time: Int) -> (end: Int, next: Int?) {
      let place = Self.last(in: begins, atMost: time)
      return (ends[place], place + 1 < begins.count ? begins[place + 1] : nil)
    }

    private static func last(in list: [Int], atMost value: Int) -> Int {
      var (low, high) = (0, list.count)
      while low < high {
        let middle = (low + high) / 2
        if list[middle] <= value { low = middle + 1 } else { high = middle }
      }
      return low - 1
    }
  }

  /// In one direction of time.
  private struct Side: Sendable {
    /// What it pauses by, and how much it works.
    var pauses: (times: OpenTimes, work: Int)?
    /// Where its start, its last unit, or all of it must be.
    var rules: [(part: CalendarOpenTimesConstraint.Part, times: OpenTimes)] = []
  }

  private var forward = Side()
  private var backward = Side()
  /// Looks of one search for a place.
  private static var lookLimit: Int { 10_000 }

  var isEmpty: Bool { forward.pauses == nil && forward.rules.isEmpty }
  /// Whether it takes longer the more it pauses.
  var pauses: Bool { forward.pauses != nil }

  mutating func pause(by times: OpenTimes, work: Int) {
    forward.pauses = (times, work)
    backward.pauses = (times.mirrored, work)
  }

  mutating func keep(_ part: CalendarOpenTimesConstraint.Part, in times: OpenTimes) {
    forward.rules.append((part, times))
    let mirrored: CalendarOpenTimesConstraint.Part =
      switch part {
      case .start: .end
      case .end: .start
      case .whole: .whole
      }
    backward.rules.append((mirrored, times.mirrored))
  }

  /// The first place from a time on; nil where there is none.
  ///
  /// - Parameters:
  ///   - duration: where it does not pause.
  ///   - isMirrored: of the reversed time line, where a start is an end with its sign turned.
  func place(from time: Int, duration: Int, isMirrored: Bool = false) -> Range<Int>? {
    let side = isMirrored ? backward : forward
    var start = time
    for _ in 0..<Self.lookLimit {
      var end = start + duration
      if let (times, work) = side.pauses {
        guard let begin = times.next(from: start), let done = times.end(of: work, from: begin) else { return nil }
        (start, end) = (begin, done)
      }
      guard let next = Self.start(by: side, start, end) else { return nil }
      if next == start { return start..<end }
      start = next
    }
    return nil
  }

  /// The same start where all rules are kept, a later one where one is broken; nil where there is none.
  private static func start(by side: Side, _ start: Int, _ end: Int) -> Int? {
    for (part, times) in side.rules where part != .whole || end > start {
      let unit = part == .end ? end - 1 : start
      guard let next = times.next(from: unit) else { return nil }
      if next > unit { return part == .end && side.pauses != nil ? start + 1 : start + next - unit }
      if part != .whole { continue }
      let (close, opening) = times.opening(at: start)
      if close < end { return opening }
    }
    return start
  }
}

extension TaskRecognition {
  /// Work that is not fixed is left to the engine.
  mutating func addCalendars() {
    var known: [TaskCalendarKey: TaskCalendar.OpenTimes] = [:]
    for constraint in data.constraints {
      if constraint is ReservoirConstraint { network.hasFurtherTimes = true }
      guard let (interval, calendar) = constraint.calendar, let place = places[interval] else { continue }
      network.hasFurtherTimes = true
      let parts = data.intervals[interval]
      let window = data.range(of: parts.start).lowerBound - 1..<data.range(of: parts.end).upperBound + 1
      if calendar.openingLimit(in: window) > Self.openingLimit { continue }
      let key = TaskCalendarKey(calendar: calendar, window: window)
      let times = known[key] ?? TaskCalendar.OpenTimes(calendar.openings(in: window))
      known[key] = times
      for mode in network.tasks[place.task].modes.indices where place.mode == nil || place.mode == mode {
        if network.tasks[place.task].modes[mode].isAbsence { continue }
        var made = network.tasks[place.task].modes[mode].calendar ?? TaskCalendar()
        if let rule = constraint as? CalendarOpenTimesConstraint {
          made.keep(rule.part, in: times)
        } else if let pausing = constraint as? CalendarConstraint, let work = pausing.work.fixedValue, work > 0 {
          made.pause(by: times, work: work)
        }
        if !made.isEmpty { network.tasks[place.task].modes[mode].calendar = made }
      }
    }
  }

  /// Openings of one calendar within the bounds of an interval.
  private static var openingLimit: Int { 200_000 }
}

/// A calendar over some window of time.
private struct TaskCalendarKey: Hashable {
  let calendar: Model.Calendar
  let window: Range<Int>
}

extension Constraint {
  /// The interval and the calendar that it follows.
  fileprivate var calendar: (interval: Int, calendar: Model.Calendar)? {
    if let pausing = self as? CalendarConstraint { return (pausing.interval, pausing.calendar) }
    if let rule = self as? CalendarOpenTimesConstraint { return (rule.interval, rule.calendar) }
    return nil
  }
}
