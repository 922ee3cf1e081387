/// What decompositions of calendars are made of.
extension Decomposition {
  /// Openings within the bounds of one interval; each is a literal or two.
  private var openingLimit: Int { 1_000 }

  /// The units of time that matter of a calendar, from the first to the last that a task may have; none where it never
  /// has one, nil where there is no end to them, or too many openings.
  func window(from start: LinearForm, to end: LinearForm, _ calendar: Model.Calendar) -> Range<Int>? {
    var first = range(of: start).lowerBound
    var last = range(of: end).upperBound + 1
    if calendar.isFinite {
      first = max(first, calendar.from)
      last = min(last, calendar.to)
    }
    if first >= last { return first..<first }
    guard first >= -Model.Calendar.limit, last <= 2 * Model.Calendar.limit,
      calendar.openingLimit(in: first..<last) <= openingLimit
    else { return nil }
    // One more on either side, which closures reach where it is closed there.
    return first - 1..<last + 1
  }

  /// Keeps the units of time from `first` to `last` out of a closed stretch. A stretch at one edge of the window goes on
  /// beyond it.
  ///
  /// - Returns: whether `first` is after the stretch; nil where the edges say so.
  mutating func keep(
    _ first: LinearForm, to last: LinearForm, outOf closure: Range<Int>, within window: Range<Int>,
    if conditions: [BoolVar]
  ) -> BoolVar? {
    let after = first.negated + closure.upperBound
    let before = last + (1 - closure.lowerBound)
    if closure.lowerBound == window.lowerBound {
      post(LinearConstraint(after, .atMost, if: conditions))
      return nil
    }
    if closure.upperBound == window.upperBound {
      post(LinearConstraint(before, .atMost, if: conditions))
      return nil
    }
    let isAfter = literal(atMostZero: after)
    post(LinearConstraint(before, .atMost, if: conditions + [!isAfter]))
    return isAfter
  }
}
