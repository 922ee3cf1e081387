import Basics

/// Open stretches of time with what is open before each: which unit of open time comes when, and how many there are
/// before a time.
///
/// Beyond the first and the last stretch nothing is open. All questions are binary searches.
final class OpenTimes {
  private let opens: Buffer<Int32>
  private let closes: Buffer<Int32>
  /// Units before each stretch.
  private let before: Buffer<Int32>
  let total: Int32

  /// - Parameter stretches: ascending; no two of them touch.
  init(_ stretches: [Range<Int32>]) {
    opens = Buffer(stretches.map(\.lowerBound))
    closes = Buffer(stretches.map(\.upperBound))
    before = Buffer(repeating: 0, count: stretches.count)
    var total: Int32 = 0
    for (i, stretch) in stretches.enumerated() {
      before[i] = total
      total += stretch.upperBound - stretch.lowerBound
    }
    self.total = total
  }

  var count: Int { opens.count }
  func opening(_ place: Int) -> Int32 { opens[place] }
  func closing(_ place: Int) -> Int32 { closes[place] }

  /// The place of the last stretch that begins by `time`; -1 if there is none.
  @inline(__always) func place(of time: Int32) -> Int { Self.last(in: opens, atMost: time) }

  /// The place of the first stretch that closes at or after `time`; `count` if there is none.
  func place(closingFrom time: Int32) -> Int { Self.last(in: closes, atMost: time - 1) + 1 }

  /// How many units are open before `time`.
  @inline(__always) func units(before time: Int32) -> Int32 {
    let place = place(of: time)
    return place < 0 ? 0 : before[place] + min(time, closes[place]) - opens[place]
  }

  /// The time of a unit; `.min` before the first, `.max` after the last.
  @inline(__always) func time(of unit: Int32) -> Int32 {
    if unit < 0 { return .min }
    if unit >= total { return .max }
    let place = Self.last(in: before, atMost: unit)
    return opens[place] + unit - before[place]
  }

  /// The first open time from `time` on; `.max` if there is none.
  func next(from time: Int32) -> Int32 { self.time(of: units(before: time)) }

  /// The last open time up to `time`; `.min` if there is none.
  func previous(upTo time: Int32) -> Int32 { self.time(of: units(before: time + 1) - 1) }

  @inline(__always) private static func last(in list: borrowing Buffer<Int32>, atMost value: Int32) -> Int {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if list[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }
}

/// The open times of a calendar in both directions of time, for all tasks that follow it.
package final class OpenCalendar {
  let forward: OpenTimes
  /// The unit at t is that at -1 - t here.
  let backward: OpenTimes
  let stretches: [Range<Int32>]

  /// - Parameter stretches: ascending, within 2^30; no two of them touch.
  package init(_ stretches: [Range<Int32>]) {
    self.stretches = stretches
    forward = OpenTimes(stretches)
    backward = OpenTimes(stretches.reversed().map { -$0.upperBound ..< -$0.lowerBound })
  }

  /// The least time that some work takes, wherever it starts; 0 where there is no place for it.
  ///
  /// Moved back within its opening it takes no longer, so that the best one begins with an opening.
  package func shortest(_ work: Int32) -> Int32 {
    if work < 1 || work > forward.total { return 0 }
    var least = Int32.max
    for place in 0..<forward.count {
      let begin = forward.opening(place)
      let unit = Int(forward.units(before: begin)) + Int(work) - 1
      if unit < Int(forward.total) { least = min(least, forward.time(of: Int32(unit)) + 1 - begin) }
    }
    return least
  }

  /// How many units are open before `time`, by going through all stretches: for checks.
  func countedUnits(before time: Int32) -> Int32 {
    stretches.reduce(0) { $0 + max(0, min(time, $1.upperBound) - $1.lowerBound) }
  }
}
