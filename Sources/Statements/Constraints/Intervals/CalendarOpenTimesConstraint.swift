/// An interval, or an end of it, is at open times of a calendar.
package struct CalendarOpenTimesConstraint: Constraint {
  /// Which part of the interval.
  package enum Part: String, CaseIterable, Sendable {
    /// The time at which it starts.
    case start
    /// Its last unit of time, the one before its end.
    case end
    /// All times at which it is under way.
    case whole
  }

  package static let name = "open times"
  package static let keyword = "openTimes"
  package private(set) var interval: Int
  package private(set) var part: Part
  package private(set) var calendar: Model.Calendar

  package init(_ part: Part, of interval: Int, in calendar: Model.Calendar) {
    self.interval = interval
    self.part = part
    self.calendar = calendar
  }

  package static var blank: Self { Self(.start, of: 0, in: Model.Calendar(openings: [])) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.interval("", &interval)
    visitor.choice("", &part)
    calendar.visitParts(&visitor)
  }

  package func flaw(in data: ModelData) -> String? { calendar.flaw }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    intervals[interval].forEachVariable(visit)
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    guard data.isPresent(interval, values) else { return nil }
    let name = data.intervals[interval].name
    let start = data.intervals[interval].start.value(values)
    let end = data.intervals[interval].end.value(values)
    switch part {
    case .start: return calendar.isOpen(at: start) ? nil : "\(name) starts at \(start), a forbidden time"
    case .end: return calendar.isOpen(at: end - 1) ? nil : "\(name) ends at \(end), after a forbidden time"
    case .whole:
      guard end > start, let closed = calendar.closures(in: start..<end).first else { return nil }
      return "\(name), from \(start) to \(end), is under way at \(closed.lowerBound), a forbidden time"
    }
  }
}

extension CalendarOpenTimesConstraint {
  /// The first and the last unit of time that are to be open, with all between them.
  package func span(_ intervals: [Interval]) -> (first: LinearForm, last: LinearForm) {
    let interval = intervals[interval]
    return switch part {
    case .start: (interval.start, interval.start)
    case .end: (interval.end + -1, interval.end + -1)
    case .whole: (interval.start, interval.end + -1)
    }
  }

  /// Each closed stretch is after the last unit or before the first: an order literal each.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let interval = pieces.data.intervals[interval]
    let (first, last) = span(pieces.data.intervals)
    guard let window = pieces.window(from: first, to: last, calendar) else { return false }
    var conditions = interval.presence.map { [$0] } ?? []
    let length = interval.end - interval.start
    if part == .whole, pieces.range(of: length).lowerBound <= 0 {
      conditions.append(!pieces.literal(atMostZero: length))
    }
    if calendar.openings(in: window).isEmpty {
      pieces.post(ClauseConstraint(conditions.map { !$0 }))
      return true
    }
    for closure in calendar.closures(in: window) {
      _ = pieces.keep(first, to: last, outOf: closure, within: window, if: conditions)
    }
    return true
  }
}
