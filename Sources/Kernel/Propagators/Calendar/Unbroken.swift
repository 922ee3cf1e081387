import Basics

/// One direction of a task that runs within one opening of a calendar: it starts at an open time, and ends before
/// anything closes.
///
/// A task that ends after an opening's close starts with a later opening. Each push rests on one bound.
///
/// - Complexity: O(log n) a push for n openings.
final class Unbroken: Propagator {
  private let start: OffsetVariable
  private let end: OffsetVariable
  private let duration: IntegerVariable
  private let presence: Literal
  private let calendar: OpenCalendar
  private let isMirrored: Bool
  private let times: OpenTimes
  private var id = PropagatorID(index: -1)

  private static let openStart: Int32 = 0
  private static let nextOpening: Int32 = 1

  /// - Parameters: as they are on the usual time line.
  init(
    start: OffsetVariable, end: OffsetVariable, duration: IntegerVariable, presence: Literal, _ calendar: OpenCalendar,
    isMirrored: Bool
  ) {
    self.start = isMirrored ? -end : start
    self.end = isMirrored ? -start : end
    self.duration = duration
    self.presence = presence
    self.calendar = calendar
    self.isMirrored = isMirrored
    times = isMirrored ? calendar.backward : calendar.forward
  }

  var priority: Priority { .quick }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    var woken = [start.variable, end.variable]
    if presence != .always { woken += [presence.variable, -start.variable, -end.variable, duration] }
    return woken
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    if !store.isTrue(presence) {
      if !isMirrored, store.isUnassigned(presence) { try refuteImpossible(&store) }
      return
    }
    while true {
      try raise(to: times.next(from: store.lower(start)), Self.openStart, &store)
      let place = times.place(closingFrom: store.lower(end))
      let opening = place < times.count ? times.opening(place) : .max
      if opening <= store.lower(start) { return }
      try raise(to: opening, Self.nextOpening, &store)
    }
  }

  /// A bound beyond what the start can be is as good as the first that it cannot be.
  private func raise(to bound: Int32, _ rule: Int32, _ store: inout Store) throws(Conflict) {
    if bound <= store.lower(start) { return }
    try store.raise(start.atLeast(min(bound, store.upper(start) + 1)), because: .lazy(id, payload: rule))
  }

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    write(presence, &store)
    let bound = literal.bound + start.offset
    if payload == Self.openStart {
      // Nothing is open from then up to the time before.
      let last = times.previous(upTo: bound - 1)
      if last > .min { write(start.atLeast(last + 1), &store) }
    } else {
      // It ends after the last opening that begins before.
      let place = times.place(of: bound - 1)
      if place >= 0 { write(end.atLeast(times.closing(place) + 1), &store) }
    }
  }

  private func write(_ literal: Literal, _ store: inout Store) {
    if !store.isRootTrue(literal) { store.premise(literal) }
  }

  /// Makes an open task absent that fits into no opening from its earliest to its latest start.
  private func refuteImpossible(_ store: inout Store) throws(Conflict) {
    let (first, last) = (store.lower(start), store.upper(start))
    let (earliest, latest) = (store.lower(end), store.upper(end))
    let shortest = max(1, store.lower(duration))
    var place = max(0, times.place(of: first))
    while place < times.count, times.opening(place) <= last {
      let begin = max(first, times.opening(place))
      if max(earliest, begin + shortest) <= min(latest, times.closing(place)) { return }
      place += 1
    }
    write(start.atLeast(first), &store)
    write(start.atMost(last), &store)
    write(end.atLeast(earliest), &store)
    write(end.atMost(latest), &store)
    if shortest > 1 { write(Literal(duration, atLeast: shortest), &store) }
    try store.raise(presence.negated, because: store.takeReason(by: id))
  }

  /// The task is present, and no opening has a place for it.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    if !bounds.isFalse(presence.negated) { return false }
    let (first, last) = isMirrored ? (-end, -start) : (start, end)
    let shortest = max(1, bounds.lower(duration))
    return calendar.stretches.allSatisfy { opening in
      let begin = max(bounds.lower(first), opening.lowerBound)
      return begin > min(bounds.upper(first), opening.upperBound - 1)
        || max(bounds.lower(last), begin + shortest) > min(bounds.upper(last), opening.upperBound)
    }
  }
}

extension Solver {
  /// Posts that a task, where it is present, takes time, and is under way only within one opening of a calendar. Start +
  /// duration = end is somebody else's. Call at level 0.
  ///
  /// - Precondition: the calendar has all that is open within the task's bounds.
  package func postUnbroken(
    start: OffsetVariable, end: OffsetVariable, duration: IntegerVariable, presence: Literal, _ calendar: OpenCalendar
  ) {
    if store.isFalse(presence) { return }
    for isMirrored in [false, true] {
      post(
        Unbroken(
          start: start, end: end, duration: duration, presence: presence, calendar, isMirrored: isMirrored))
    }
  }
}
