import Basics

/// One direction of a task that pauses at closed times: it starts and ends its work at open times, and the open time
/// between is its work, at least one unit.
///
/// - It starts at an open time, and its last unit is open.
/// - Started that late, with that much work, it ends no earlier; ended that late, with at most that much, it starts no
///   earlier.
/// - What surely is open between start and end is work.
///
/// The other direction is the same on the reversed time line. With fixed work this leaves bounds that start and end reach,
/// since the end is monotone in the start. Each inference rests on one or two bounds, lifted as far as it still follows.
///
/// - Complexity: O(log n) a run for n openings.
/// - Source: Kreter, Rieck, Zimmermann 2014, "The total adjustment cost problem: applications, models, and solution
///   algorithms", and Kreter, Schutt, Stuckey 2017, "Using constraint programming for solving RCPSP/max-cal", for tasks
///   that calendars interrupt.
final class PausingWork: Propagator {
  private let start: OffsetVariable
  private let end: OffsetVariable
  private let work: IntegerVariable
  private let presence: Literal
  private let calendar: OpenCalendar
  private let isMirrored: Bool
  private let times: OpenTimes
  private var id = PropagatorID(index: -1)

  /// What an inference rests on.
  private enum Rule: Int32 {
    case openStart
    case openEnd
    case endAfterStart
    case startAfterEnd
    case leastWork
    case mostWork
  }

  /// - Parameters: as they are on the usual time line.
  init(
    start: OffsetVariable, end: OffsetVariable, work: IntegerVariable, presence: Literal, _ calendar: OpenCalendar,
    isMirrored: Bool
  ) {
    self.start = isMirrored ? -end : start
    self.end = isMirrored ? -start : end
    self.work = work
    self.presence = presence
    self.calendar = calendar
    self.isMirrored = isMirrored
    times = isMirrored ? calendar.backward : calendar.forward
  }

  var priority: Priority { .quick }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    var woken = [start.variable, -start.variable, end.variable, -end.variable, work, -work]
    if presence != .always { woken.append(presence.variable) }
    return woken
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    if !store.isTrue(presence) {
      if !isMirrored, store.isUnassigned(presence) { try refuteImpossible(&store) }
      return
    }
    try raise(OffsetVariable(work), to: 1, .leastWork, &store)
    try raise(start, to: times.next(from: store.lower(start)), .openStart, &store)
    try raise(end, to: after(times.next(from: store.lower(end) - 1)), .openEnd, &store)
    let least = store.lower(work)
    let most = store.upper(work)
    try raise(
      end, to: after(times.time(of: sum(times.units(before: store.lower(start)), least - 1))), .endAfterStart, &store)
    let unit = times.units(before: store.lower(end)) - most
    if unit > 0 { try raise(start, to: times.time(of: unit), .startAfterEnd, &store) }
    if isMirrored { return }
    try raise(
      OffsetVariable(work), to: times.units(before: store.lower(end)) - times.units(before: store.upper(start)),
      .leastWork, &store)
    try raise(
      -OffsetVariable(work), to: times.units(before: store.lower(start)) - times.units(before: store.upper(end)),
      .mostWork, &store)
  }

  /// A bound beyond what the variable can be is as good as the first that it cannot be.
  @inline(__always)
  private func raise(_ x: OffsetVariable, to bound: Int32, _ rule: Rule, _ store: inout Store) throws(Conflict) {
    if bound <= store.lower(x) { return }
    try store.raise(x.atLeast(min(bound, store.upper(x) + 1)), because: .lazy(id, payload: rule.rawValue))
  }

  @inline(__always) private func after(_ time: Int32) -> Int32 { time == .max ? .max : time + 1 }

  /// Units and works stay within 2^31 each, their sums need not.
  @inline(__always) private func sum(_ a: Int32, _ b: Int32) -> Int32 { Int32(clamping: Int(a) + Int(b)) }

  // MARK: Explanation

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    guard let rule = Rule(rawValue: payload) else { preconditionFailure("the payload is a rule") }
    write(presence, &store)
    switch rule {
    case .openStart:
      // Nothing is open from then up to the time before.
      let bound = literal.bound + start.offset
      writeAtLeast(start, after(latest: times.previous(upTo: bound - 1)), &store)
    case .openEnd:
      let bound = literal.bound + end.offset
      writeAtLeast(end, after(latest: times.previous(upTo: bound - 2)), plus: 1, &store)
    case .endAfterStart:
      // The last unit is none of those before that time.
      let bound = literal.bound + end.offset
      let least = store.lower(work, before: position)
      write(Literal(work, atLeast: least), unless: least == 1, &store)
      writeAtLeast(start, firstTime(after: times.units(before: bound - 1) - least), &store)
    case .startAfterEnd:
      let bound = literal.bound + start.offset
      let most = store.upper(work, before: position)
      write(Literal(work, atMost: most), &store)
      writeAtLeast(end, firstTime(after: sum(times.units(before: bound), most - 1)), &store)
    case .leastWork:
      if literal.bound <= 1 { return }
      let latest = times.units(before: store.upper(start, before: position))
      let earliest = firstTime(after: latest + literal.bound - 1)
      writeAtLeast(end, earliest, &store)
      writeAtMost(start, times.time(of: times.units(before: earliest) - literal.bound), &store)
    case .mostWork:
      let most = -literal.bound
      let earliest = times.units(before: store.lower(start, before: position))
      let latest = times.time(of: sum(most, earliest))
      writeAtMost(end, latest, &store)
      let units = latest == .max ? times.total : times.units(before: latest)
      writeAtLeast(start, firstTime(after: units - most - 1), &store)
    }
  }

  /// The first time with more than `unit` units before it; `.min` where all have.
  private func firstTime(after unit: Int32) -> Int32 { after(latest: times.time(of: unit)) }

  /// One later; `.min` and `.max` stay.
  private func after(latest time: Int32) -> Int32 { time == .min ? .min : after(time) }

  private func write(_ literal: Literal, unless isImplied: Bool = false, _ store: inout Store) {
    if !isImplied, !store.isRootTrue(literal) { store.premise(literal) }
  }

  private func writeAtLeast(_ x: OffsetVariable, _ bound: Int32, plus offset: Int32 = 0, _ store: inout Store) {
    if bound > -boundLimit { write(x.atLeast(bound + offset), &store) }
  }

  private func writeAtMost(_ x: OffsetVariable, _ bound: Int32, _ store: inout Store) {
    if bound < .max { write(x.atMost(bound), &store) }
  }

  // MARK: Optional tasks

  /// Makes an open task absent whose window has no place for it.
  private func refuteImpossible(_ store: inout Store) throws(Conflict) {
    let least = max(1, store.lower(work))
    let first = times.units(before: store.lower(start))
    let last = times.units(before: store.upper(end))
    // The last start and the first end that are open.
    let latest = times.previous(upTo: store.upper(start))
    let earliest = times.next(from: store.lower(end) - 1)
    if sum(first, least) > last {
      // As many units before the start, so that the same is left.
      write(Literal(work, atLeast: least), unless: least == 1, &store)
      writeAtLeast(start, firstTime(after: last - least), &store)
      writeAtMost(end, times.time(of: last), &store)
    } else if latest < store.lower(start) {
      write(start.atLeast(store.lower(start)), &store)
      write(start.atMost(store.upper(start)), &store)
    } else if earliest > store.upper(end) - 1 {
      write(end.atLeast(store.lower(end)), &store)
      write(end.atMost(store.upper(end)), &store)
    } else if times.units(before: earliest + 1) - times.units(before: latest) > store.upper(work) {
      write(Literal(work, atMost: store.upper(work)), &store)
      write(end.atLeast(store.lower(end)), &store)
      write(start.atMost(store.upper(start)), &store)
    } else {
      return
    }
    try store.raise(presence.negated, because: store.takeReason(by: id))
  }

  /// The task is present, and no open first and last unit within its window have so much between them.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    if !bounds.isFalse(presence.negated) { return false }
    let (first, last) = isMirrored ? (-end, -start) : (start, end)
    let starts = (
      calendar.countedUnits(before: bounds.lower(first)), calendar.countedUnits(before: bounds.upper(first) + 1) - 1
    )
    let ends = (
      calendar.countedUnits(before: bounds.lower(last) - 1), calendar.countedUnits(before: bounds.upper(last)) - 1
    )
    return bounds.upper(work) < 1 || starts.0 > starts.1 || ends.0 > ends.1
      || ends.1 - starts.0 + 1 < max(1, bounds.lower(work))
      || ends.0 - starts.1 + 1 > bounds.upper(work)
  }
}

extension Solver {
  /// Posts that a task, where it is present, works at least one unit, starts and ends its work at open times, and has as
  /// much open time between as it has work. Call at level 0.
  ///
  /// - Precondition: the calendar has all that is open within the task's bounds.
  package func postPausingWork(
    start: OffsetVariable, end: OffsetVariable, work: IntegerVariable, presence: Literal, _ calendar: OpenCalendar
  ) {
    if store.isFalse(presence) { return }
    for isMirrored in [false, true] {
      post(
        PausingWork(
          start: start, end: end, work: work, presence: presence, calendar, isMirrored: isMirrored))
    }
  }
}
