/// An interval works while a calendar is open and pauses while it is closed: it starts and ends its work at open times,
/// and the open time between its start and its end is its work.
package struct CalendarConstraint: Constraint {
  package static let name = "calendar"
  package private(set) var interval: Int
  package private(set) var work: LinearForm
  package private(set) var calendar: Model.Calendar

  package init(_ interval: Int, work: LinearForm, _ calendar: Model.Calendar) {
    self.interval = interval
    self.work = work
    self.calendar = calendar
  }

  package static var blank: Self { Self(0, work: LinearForm(), Model.Calendar(openings: [])) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.interval("", &interval)
    visitor.form("work", &work)
    calendar.visitParts(&visitor)
  }

  package func flaw(in data: ModelData) -> String? {
    data.range(of: work).lowerBound < 0 ? "the work of an interval can be negative" : calendar.flaw
  }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    intervals[interval].forEachVariable(visit)
    work.forEachVariable(visit)
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    guard data.isPresent(interval, values) else { return nil }
    let name = data.intervals[interval].name
    let start = data.intervals[interval].start.value(values)
    let end = data.intervals[interval].end.value(values)
    let work = work.value(values)
    guard end > start else {
      return end == start && work == 0 ? nil : "\(name) is from \(start) to \(end) with a work of \(work)"
    }
    if work == 0 { return "\(name) takes from \(start) to \(end) without work" }
    if !calendar.isOpen(at: start) { return "\(name) starts at \(start), a closed time" }
    if !calendar.isOpen(at: end - 1) { return "\(name) ends at \(end), after a closed time" }
    let open = calendar.openTime(in: start..<end)
    return open == work ? nil : "\(name) works \(open) from \(start) to \(end), not \(work)"
  }

  package var attention: HintCompletion.Attention { .always }

  /// The end follows from the start and the work.
  package func complete(_ completion: inout HintCompletion) -> Bool {
    let interval = completion.data.intervals[interval]
    switch interval.presence.map({ completion.truth($0) }) ?? true {
    case false: return true
    case nil: return false
    default: break
    }
    guard let start = completion.value(of: interval.start), let work = completion.value(of: work) else { return false }
    if let end = calendar.end(of: work, from: start) { completion.solve(interval.end + -end) }
    return true
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    guard open.contains(work) else { return }
    guard data.isSafe(work) else { throw .overflow("the work of \(data.intervals[interval].name)") }
    if data.range(of: work).lowerBound < 0 { throw .negativeDuration(data.intervals[interval].name) }
  }
}

extension CalendarConstraint {
  /// Closed time between start and end is a sum over closures: those that end by the end of the interval, less those that
  /// end by its start.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let interval = pieces.data.intervals[interval]
    guard let window = pieces.window(from: interval.start, to: interval.end + -1, calendar) else { return false }
    var conditions = interval.presence.map { [$0] } ?? []
    let length = interval.end - interval.start
    if pieces.range(of: work).lowerBound <= 0 {
      let isIdle = pieces.literal(atMostZero: work)
      pieces.post(LinearConstraint(length, .equal, if: conditions + [isIdle]))
      conditions.append(!isIdle)
    }
    if calendar.openings(in: window).isEmpty {
      pieces.post(ClauseConstraint(conditions.map { !$0 }))
      return true
    }
    var open = length - work
    let last = interval.end + -1
    for closure in calendar.closures(in: window) {
      let isAfter = pieces.keep(interval.start, to: interval.start, outOf: closure, within: window, if: conditions)
      let isEndAfter = pieces.keep(last, to: last, outOf: closure, within: window, if: conditions)
      guard let isAfter, let isEndAfter else { continue }
      let passes = LinearExpression(constant: 0) + closure.count * isEndAfter - closure.count * isAfter
      guard let passed = LinearForm(passes) else { return false }
      open = open - passed
    }
    pieces.post(LinearConstraint(open, .equal, if: conditions))
    return true
  }
}
