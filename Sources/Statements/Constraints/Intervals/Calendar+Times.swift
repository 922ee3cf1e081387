import Basics

/// What a calendar says of times, by walking from one change to the next.
extension Model.Calendar {
  /// Whether work goes on at a time, that is in [time, time + 1).
  public func isOpen(at time: Int) -> Bool { stretch(at: time).isOpen }

  /// How much of a stretch of time is open.
  public func openTime(in window: Range<Int>) -> Int { openings(in: window).reduce(0) { $0 + $1.count } }

  /// When work that begins at a time, which is open, is done: just after its last unit. The time itself for no work; nil
  /// where there is not enough open time.
  public func end(of work: Int, from start: Int) -> Int? {
    if work == 0 { return start }
    guard work > 0, isOpen(at: start) else { return nil }
    var (time, left) = (start, work)
    while time < Self.limit {
      let (isOpen, until) = stretch(at: time)
      if isOpen, left <= until - time { return time + left }
      if isOpen { left -= until - time }
      time = until
    }
    return nil
  }

  /// Whether it is closed for good before some time and after another.
  package var isFinite: Bool { pattern.isEmpty }

  /// Whether nothing closes where the pattern holds, so that there is no need to walk from period to period.
  private var isAlwaysOpenOutside: Bool { pattern == [0, period] }

  /// Not fewer than the openings in a window, without making them.
  package func openingLimit(in window: Range<Int>) -> Int {
    let repetitions = isAlwaysOpenOutside ? 0 : window.count / max(1, period)
    return changes.count / 2 + pattern.count / 2 * (repetitions + 2)
  }

  /// The open stretches inside a window, ascending; no two of them touch.
  package func openings(in window: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var time = window.lowerBound
    while time < window.upperBound {
      let (isOpen, until) = stretch(at: time)
      let end = min(until, window.upperBound)
      if isOpen {
        if let last = found.last, last.upperBound == time {
          found[found.count - 1] = last.lowerBound..<end
        } else {
          found.append(time..<end)
        }
      }
      time = end
    }
    return found
  }

  /// The closed stretches inside a window, ascending; no two of them touch.
  package func closures(in window: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var time = window.lowerBound
    for opening in openings(in: window) {
      if opening.lowerBound > time { found.append(time..<opening.lowerBound) }
      time = opening.upperBound
    }
    if time < window.upperBound { found.append(time..<window.upperBound) }
    return found
  }

  /// Whether it is open at a time, and how long that is sure to stay so: until a time after it.
  private func stretch(at time: Int) -> (isOpen: Bool, until: Int) {
    if time >= from, time < to {
      let place = Self.count(of: changes, upTo: time)
      return (place % 2 == 1, place < changes.count ? changes[place] : to)
    }
    let end = time < from ? from : Int.max
    if pattern.isEmpty { return (false, end) }
    if isAlwaysOpenOutside { return (true, end) }
    let begin = floorDivide(time, period) * period
    let place = Self.count(of: pattern, upTo: time - begin)
    return (place % 2 == 1, min(end, begin + (place < pattern.count ? pattern[place] : period)))
  }

  /// How many of an ascending list are at most `value`.
  private static func count(of list: [Int], upTo value: Int) -> Int {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if list[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
