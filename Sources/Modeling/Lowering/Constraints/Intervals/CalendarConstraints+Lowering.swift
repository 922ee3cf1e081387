import Basics
import Kernel
import Statements

extension CalendarConstraint: Lowerable {
  /// An interval whose work may be 0 follows the calendar where it has work, and takes no time where it has none.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    let task = try model.task(interval, demand: model.solver.constant(1))
    let amount = try model.variable(for: work)
    let solver = model.solver
    var presence = task.presence
    if solver.store.lower(amount) <= 0 {
      let isIdle = model.conjunction(of: [presence, Literal(amount, atMost: 0)])
      let interval = model.expanded.intervals[interval]
      model.postAtMostZero(interval.end - interval.start, if: [isIdle])
      model.postAtMostZero(interval.start - interval.end, if: [isIdle])
      presence = model.conjunction(of: [presence, Literal(amount, atLeast: 1)])
    }
    if solver.store.isFalse(presence) { return }
    let open = try model.openTimes(of: calendar, from: task.start, to: task.end)
    solver.postPausingWork(start: task.start, end: task.end, work: amount, presence: presence, open)
    // What takes longer than the longest opening pauses wherever it is.
    solver.add(clause: [presence.negated, Literal(task.duration, atLeast: open.shortest(solver.store.lower(amount)))])
  }
}

extension CalendarOpenTimesConstraint: Lowerable {
  /// An end of an interval is a task of one unit.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    let task = try model.task(interval, demand: model.solver.constant(1))
    let solver = model.solver
    let one = solver.constant(1)
    switch part {
    case .start:
      let next = OffsetVariable(task.start.variable, plus: task.start.offset + 1)
      let open = try model.openTimes(of: calendar, from: task.start, to: next)
      solver.postUnbroken(start: task.start, end: next, duration: one, presence: task.presence, open)
    case .end:
      let last = OffsetVariable(task.end.variable, plus: task.end.offset - 1)
      let open = try model.openTimes(of: calendar, from: last, to: task.end)
      solver.postUnbroken(start: last, end: task.end, duration: one, presence: task.presence, open)
    case .whole:
      var presence = task.presence
      if solver.store.lower(task.duration) <= 0 {
        presence = model.conjunction(of: [presence, Literal(task.duration, atLeast: 1)])
      }
      let open = try model.openTimes(of: calendar, from: task.start, to: task.end)
      solver.postUnbroken(
        start: task.start, end: task.end, duration: task.duration, presence: presence, open)
    }
  }
}

extension LoweredModel {
  /// What is open within the bounds of two times and some way beyond, so that tasks of one calendar share it.
  fileprivate func openTimes(
    of calendar: Model.Calendar, from start: OffsetVariable, to end: OffsetVariable
  ) throws(ModelError) -> OpenCalendar {
    let (first, last) = (
      Int(solver.store.lower(start)), max(Int(solver.store.upper(end)), Int(solver.store.lower(start)))
    )
    var grain = 64
    while grain * 8 < last - first { grain *= 2 }
    let limit = Int(boundLimit)
    let from = max(-limit, floorDivide(first, grain) * grain)
    let to = min(limit, ceilDivide(last + 1, grain) * grain)
    let key = OpenTimesKey(calendar: calendar, from: from, to: to)
    if let known = openCalendars[key] { return known }
    guard calendar.openingLimit(in: from..<to) <= Self.openingLimit else {
      throw .tooLarge("a calendar with more than \(Self.openingLimit) openings up to the horizon")
    }
    let made = OpenCalendar(calendar.openings(in: from..<to).map { Int32($0.lowerBound)..<Int32($0.upperBound) })
    openCalendars[key] = made
    return made
  }

  private static let openingLimit = 4_000_000
}

/// A calendar over some window of time.
struct OpenTimesKey: Hashable {
  let calendar: Model.Calendar
  let from: Int
  let to: Int
}
