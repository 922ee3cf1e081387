import Basics

extension Model {
  /// When somebody works: open and closed times, for intervals that pause, or must not run, while it is closed.
  ///
  /// ```swift
  /// let office = Model.Calendar(weekly: [9..<12, 13..<17])
  /// let crane = Model.Calendar(openings: [0..<40, 60..<100]).closed(during: [20..<22])
  /// ```
  /// Times are those of the model, in its unit. Openings are half open: the last open time is one before their end.
  public struct Calendar: Sendable, Hashable {
    /// The times within the span at which it opens, closes, opens ...: strictly ascending, an even number.
    package private(set) var changes: [Int] = []
    /// Where `changes` say what is open; outside, the pattern does.
    package private(set) var from = 0
    package private(set) var to = 0
    /// The same for the times 0 ..< period, and by that for all that differ by a multiple of it.
    package private(set) var pattern: [Int] = []
    package private(set) var period = 1

    /// No time of a model reaches that.
    package static let limit = 1 << 30

    /// Open during some stretches of time, which may overlap, and closed before, between and after them.
    public init(openings: [Range<Int>]) {
      changes = Self.changes(openings)
      from = changes.first ?? 0
      to = changes.last ?? 0
    }

    /// Open during some stretches of time, and again each time a period later and earlier, without an end.
    ///
    /// - Parameter period: positive; anything else is a mistake of the model that uses the calendar.
    public init(repeating openings: [Range<Int>], every period: Int) {
      self.period = period
      if period < 1 { return }
      var folded: [Range<Int>] = []
      for opening in openings where !opening.isEmpty {
        let (length, overflow) = opening.upperBound.subtractingReportingOverflow(opening.lowerBound)
        let first = opening.lowerBound - floorDivide(opening.lowerBound, period) * period
        if overflow || length >= period {
          folded.append(0..<period)
        } else if length <= period - first {
          folded.append(first..<(first + length))
        } else {
          folded += [first..<period, 0..<(length - (period - first))]
        }
      }
      pattern = Self.changes(folded)
    }

    /// The same shifts on some days of every week.
    ///
    /// - Parameters:
    ///   - shifts: within a day from its time 0 on; one that ends after midnight runs into the next day.
    ///   - days: of the week, where the day 0 begins at time 0.
    ///   - dayLength: how many units of time a day has.
    public init(weekly shifts: [Range<Int>], days: [Int] = [0, 1, 2, 3, 4], dayLength: Int = 24) {
      let day = min(max(dayLength, 0), Self.limit)
      let openings = days.flatMap { number in
        shifts.map { shift in
          let begin = (number - floorDivide(number, 7) * 7) * day
          return begin + Self.within(shift.lowerBound)..<begin + Self.within(shift.upperBound)
        }
      }
      self.init(repeating: openings, every: 7 * day)
    }

    /// Never closed.
    public static let always = Calendar(repeating: [0..<1], every: 1)

    /// The same, but closed during some more stretches of time: holidays, maintenance.
    public func closed(during closures: [Range<Int>]) -> Calendar {
      let flat = Self.changes(closures)
      guard let span = span(with: flat) else { return self }
      var kept: [Range<Int>] = []
      var time = span.lowerBound
      for i in stride(from: 0, to: flat.count, by: 2) {
        kept += openings(in: time..<max(time, flat[i]))
        time = max(time, flat[i + 1])
      }
      return with(kept + openings(in: time..<max(time, span.upperBound)), in: span)
    }

    /// The same, but open during some more stretches of time: overtime.
    public func opened(during openings: [Range<Int>]) -> Calendar {
      guard let span = span(with: Self.changes(openings)) else { return self }
      return with(self.openings(in: span) + openings, in: span)
    }

    private func with(_ openings: [Range<Int>], in span: Range<Int>) -> Calendar {
      var made = self
      made.changes = Self.changes(openings)
      (made.from, made.to) = (span.lowerBound, span.upperBound)
      return made
    }

    /// What `changes` have to say once these are in it too; nil where there are none.
    private func span(with flat: [Int]) -> Range<Int>? {
      guard let first = flat.first, let last = flat.last else { return nil }
      return from < to ? min(from, first)..<max(to, last) : first..<last
    }

    private static func within(_ time: Int) -> Int { min(max(time, -limit), limit) }

    /// Stretches of time as one ascending list of where they begin and end.
    private static func changes(_ stretches: [Range<Int>]) -> [Int] {
      var made: [Int] = []
      for stretch in stretches.sorted(by: { $0.lowerBound < $1.lowerBound }) {
        let (begin, end) = (within(stretch.lowerBound), within(stretch.upperBound))
        if begin == end { continue }
        if let last = made.last, begin <= last {
          made[made.count - 1] = max(last, end)
        } else {
          made += [begin, end]
        }
      }
      return made
    }
  }
}

extension Model.Calendar {
  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.numbers("changes", &changes)
    visitor.number("from", &from)
    visitor.number("to", &to)
    visitor.numbers("pattern", &pattern)
    visitor.number("period", &period)
  }

  /// What is wrong with it, in words.
  package var flaw: String? {
    if period < 1 || period > 7 * Self.limit { return "the period of a calendar is \(period)" }
    if from < -Self.limit || to > Self.limit || from > to { return "a calendar from \(from) to \(to)" }
    for (list, range) in [(changes, from...to), (pattern, 0...period)] {
      let isAscending = zip(list, list.dropFirst()).allSatisfy { $0 < $1 }
      if !isAscending || list.count % 2 == 1 || !list.allSatisfy(range.contains) {
        return "the openings of a calendar are no ascending pairs"
      }
    }
    return nil
  }
}
