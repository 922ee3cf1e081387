import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct CalendarTests {
  /// Openings of two kinds: a few stretches, or a short period, with some more closed or open times.
  static func random(_ random: inout RandomSource) -> (calendar: Model.Calendar, isOpen: @Sendable (Int) -> Bool) {
    func stretches(_ count: Int) -> [Range<Int>] {
      (0..<count).map { _ in
        let begin = random.within(-1...7)
        return begin..<(begin + random.below(4))
      }
    }
    let base = stretches(random.within(1...3))
    let more = stretches(random.below(2))
    let period = random.within(2...6)
    let isRepeated = random.chance(50)
    let isClosing = random.chance(50)
    let plain =
      isRepeated ? Model.Calendar(repeating: base, every: period) : Model.Calendar(openings: base)
    let calendar = isClosing ? plain.closed(during: more) : plain.opened(during: more)
    return (
      calendar,
      { time in
        if more.contains(where: { $0.contains(time) }) { return !isClosing }
        let times = isRepeated ? (-40...40).map { time + $0 * period } : [time]
        return times.contains { time in base.contains { $0.contains(time) } }
      }
    )
  }

  @Test func openTimesAreThoseOfALookAtEachTime() {
    for seed in 1...300 as ClosedRange<UInt64> {
      var source = RandomSource(seed: seed)
      let (calendar, isOpen) = Self.random(&source)
      #expect(calendar.flaw == nil)
      for time in -12...25 { #expect(calendar.isOpen(at: time) == isOpen(time), "seed \(seed) at \(time)") }
      for start in -3...9 {
        let open = (start..<20).filter(isOpen)
        #expect(calendar.openTime(in: start..<20) == open.count)
        #expect(
          calendar.openTime(in: start..<20) + calendar.closures(in: start..<20).reduce(0) { $0 + $1.count } == 20
            - start)
        for work in 1...3 where open.count >= work {
          #expect(calendar.end(of: work, from: start) == (isOpen(start) ? open[work - 1] + 1 : nil))
        }
      }
    }
  }

  @Test func weeksAndShifts() {
    // The late shift of the last day of the week runs into the next week.
    let week = Model.Calendar(weekly: [6..<14, 22..<30], days: [0, 6])
    #expect(week.openTime(in: 0..<168) == 32)
    #expect(week.isOpen(at: 5) && !week.isOpen(at: 30) && week.isOpen(at: 24) && week.isOpen(at: 168 * 1000 + 6))
    #expect(week.openings(in: 0..<40) == [0..<14, 22..<30])
    #expect(Model.Calendar.always.openTime(in: -5..<1_000_000) == 1_000_005)
  }

  @Test func pausingAgreesWithBruteForce() {
    Specimen.check(seeds: 1...50) { random in
      let model = Model()
      let (calendar, isOpen) = Self.random(&random)
      let presence = random.chance(40) ? random.literal(of: [model.boolean()]) : nil
      let first = random.below(3)
      let work: LinearExpression =
        random.chance(40)
        ? model.integer(0...random.within(1...3)).linearExpression : random.within(0...4).linearExpression
      let task = model.interval(
        start: first...(first + random.below(5)), duration: model.integer(0...random.within(3...6)), presence: presence)
      model.calendar(task, work: work, calendar)
      return Specimen(model) { values in
        guard let time = values[task] else { return true }
        let amount = values[work]
        if amount == 0 || time.isEmpty { return time.isEmpty && amount == 0 }
        return isOpen(time.lowerBound) && isOpen(time.upperBound - 1) && time.count(where: isOpen) == amount
      }
    }
  }

  @Test func openTimesAgreeWithBruteForce() {
    Specimen.check(seeds: 1...50) { random in
      let model = Model()
      let (calendar, isOpen) = Self.random(&random)
      let isPoint = random.chance(15)
      let task =
        isPoint
        ? model.interval(start: 2...2, duration: 0, presence: model.boolean()) : random.intervals(1, in: model)[0]
      let part = random.below(4)
      let closures = (0..<2).map { _ in
        let begin = random.within(0...6)
        return begin..<(begin + random.below(3))
      }
      let isClosed = { (time: Int) in closures.contains { $0.contains(time) } }
      switch part {
      case 0: model.mustNotPause(task, calendar)
      case 1: model.forbidStart(of: task, during: closures)
      case 2: model.forbidEnd(of: task, during: closures)
      default: model.forbidExtent(of: task, during: closures)
      }
      return Specimen(model) { values in
        guard let time = values[task] else { return true }
        return switch part {
        case 0: time.allSatisfy(isOpen)
        case 1: !isClosed(time.lowerBound)
        case 2: !isClosed(time.upperBound - 1)
        default: !time.contains(where: isClosed)
        }
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    let calendar = Model.Calendar(openings: [2..<5, 8..<12])
    let task = model.interval(start: 0...12, duration: model.integer(0...12), name: "a")
    model.calendar(task, work: 4, calendar)
    // Start, duration and end come in the order in which they were made: duration, start, end.
    #expect(try model.words(6, 3, 9) == "constraint 1: a works 3 from 3 to 9, not 4")
    #expect(try model.words(7, 3, 10) == nil)
    #expect(try model.words(7, 1, 8) == "constraint 1: a starts at 1, a closed time")
    #expect(try model.words(4, 2, 6) == "constraint 1: a ends at 6, after a closed time")
    #expect(try model.words(0, 3, 3) == "constraint 1: a is from 3 to 3 with a work of 4")
    let free = Model()
    let other = free.interval(start: 0...12, duration: 3, name: "b")
    free.forbidStart(of: other, during: [1..<2])
    free.forbidEnd(of: other, during: [5..<6])
    free.forbidExtent(of: other, during: [8..<9])
    #expect(try free.words(1) == "constraint 0: b starts at 1, a forbidden time")
    #expect(try free.words(3) == "constraint 1: b ends at 6, after a forbidden time")
    #expect(try free.words(7) == "constraint 2: b, from 7 to 10, is under way at 8, a forbidden time")
    #expect(try free.words(4) == nil && free.words(5) == nil)
  }

  @Test func mistakesAreNoted() throws {
    let model = Model()
    let task = model.interval(start: 0...5, duration: 2, name: "a")
    model.mustNotPause(task, Model.Calendar(repeating: [0..<3], every: 0))
    model.calendar(task, work: -1, .always)
    model.calendar(Model().interval(duration: 1), work: 1, .always)
    #expect(
      model.errors == [
        .boundsOutOfRange("the period of the calendar of a"), .negativeDuration("a"), .foreignVariable("a calendar"),
      ])
    let open = Model()
    _ = open.interval(work: 3, calendar: Model.Calendar(weekly: [8..<16]))
    #expect(throws: ModelError.needsHorizon("calendar")) { try open.solve() }
  }

  @Test func whatNoMethodPostsIsAFlaw() throws {
    var calendar = Model.Calendar(openings: [0..<4])
    struct Reversing: PartVisitor {
      mutating func form(_ label: String, _ part: inout LinearForm) {}
      mutating func variable(_ label: String, _ part: inout Int) {}
      mutating func literal(_ label: String, _ part: inout BoolVar) {}
      mutating func interval(_ label: String, _ part: inout Int) {}
      mutating func numbers(_ label: String, _ part: inout [Int]) { part.reverse() }
    }
    var visitor = Reversing()
    calendar.visitParts(&visitor)
    #expect(calendar.flaw == "the openings of a calendar are no ascending pairs")
  }

  /// By hand: the office works from 8 to 12 and from 13 to 17. Ten hours from the first morning on end on the second day at
  /// 10, six more at 17; the call is on the third morning until 11. First of all, it is no better: then the report ends
  /// at 14 on the second day, and the review on the third one at 11.
  @Test func anOfficeInBothEngines() throws {
    let office = Model.Calendar(weekly: [8..<12, 13..<17])
    let model = Model(horizon: 100)
    let report = model.interval(work: 10, calendar: office, name: "report")
    let review = model.interval(work: 6, calendar: office, name: "review")
    let call = model.interval(duration: 3, name: "call")
    model.precede(report, review)
    model.noOverlap([report, review, call])
    model.mustNotPause(call, office)
    model.minimize(model.maximum(of: [review.end, call.end]))
    for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
      #expect(result.status == .optimal && result.objective == 59)
    }
  }

  /// A machine that is closed from 4 to 6 and after 11, for four tasks without pauses.
  @Test func aMachineWithACalendarInBothEngines() throws {
    let model = Model()
    let tasks = [3, 1, 2, 3].map { model.interval(start: 0...20, duration: $0) }
    model.noOverlap(tasks, calendar: Model.Calendar(openings: [0..<4, 6..<11]))
    model.minimize(model.maximum(of: tasks.map(\.end)))
    // By hand: 4 + 5 is all that is open, and 3 + 1, 2 + 3 fill it.
    for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
      #expect(result.status == .optimal && result.objective == 11)
    }
  }

  /// Minutes over a thousand years, of which nothing but what is given is looked at.
  @Test func wideHorizonsAreCheap() throws {
    let horizon = 500_000_000
    let model = Model(horizon: horizon)
    let task = model.interval(duration: 90)
    model.forbidExtent(of: task, during: [0..<400_000_000, 400_000_060..<400_001_000])
    let shift = model.interval(work: 700, calendar: Model.Calendar(weekly: [480..<960], dayLength: 1440))
    model.precede(task, shift)
    model.minimize(shift.end)
    // By hand: 400,001,090 is the minute 770 of day 277,778, which is the fifth of its week: 190 minutes are left of it.
    // Three days later 480 more are done, and 30 on the day after that.
    #expect(try model.solve().objective == 277_782 * 1440 + 480 + 30)
  }

  /// Hints of the start alone make a solution, with the duration and the end that follow.
  @Test func theEndFollowsFromAHintOfTheStart() throws {
    let model = Model(horizon: 90)
    let task = model.interval(work: 5, calendar: Model.Calendar(weekly: [8..<12]), name: "a")
    model.minimize(task.end)
    model.hint(task.start, 34)
    #expect(try model.solve(timeLimit: 0)[task] == 34..<59)
  }
}
