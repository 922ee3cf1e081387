import Basics
import Modeling

/// Reservoirs and calendars.
extension RandomModel {
  mutating func addCalendar() {
    switch random.below(intervals.isEmpty ? 1 : 3) {
    case 0: addReservoir()
    case 1: addPauses()
    default: addOpenTimes()
    }
  }

  private mutating func addReservoir() {
    var events: [Model.Event] = []
    for _ in 0..<random.within(1...3) {
      let presence = random.chance(30) ? literal() : nil
      let amount: any LinearExpressible = random.chance(25) ? variable() : random.within(-3...3)
      events.append(Model.Event(time: variable(), amount: amount.linearExpression, presence: presence))
    }
    let initial = random.within(-1...2)
    model.reservoir(events, level: initial - random.below(4)...initial + random.below(4), initial: initial)
  }

  private mutating func calendar() -> Model.Calendar {
    let stretches = (0..<random.within(1...2)).map { _ in
      let begin = random.below(6)
      return begin..<(begin + random.within(1...3))
    }
    let calendar =
      random.chance(50)
      ? Model.Calendar(openings: stretches) : Model.Calendar(repeating: stretches, every: random.within(3...5))
    return random.chance(30) ? calendar.closed(during: [4..<random.within(5...6)]) : calendar
  }

  /// The work is what an interval of variable duration may do, or a number.
  private mutating func addPauses() {
    let interval = intervals[random.below(intervals.count)]
    if random.chance(50) {
      model.calendar(interval, work: random.within(0...3), calendar())
    } else {
      model.calendar(interval, work: model.integer(0...2), calendar())
    }
  }

  private mutating func addOpenTimes() {
    let interval = intervals[random.below(intervals.count)]
    let begin = random.below(6)
    let closed = [begin..<(begin + random.below(3))]
    switch random.below(5) {
    case 0: model.forbidStart(of: interval, during: closed)
    case 1: model.forbidEnd(of: interval, during: closed)
    case 2: model.forbidExtent(of: interval, during: closed)
    case 3: model.mustNotPause(interval, calendar())
    default: model.noOverlap(intervals, calendar: calendar())
    }
  }
}
