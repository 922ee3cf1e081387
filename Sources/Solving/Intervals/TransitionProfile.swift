import Basics
import Statements

/// What uses a resource with transition times, while a schedule is made.
final class TransitionProfile {
  private let kindCount: Int
  /// From kind to kind, in rows one after the other.
  private let times: Buffer<Int>
  private let scope: TaskNetwork.Transitions.Scope
  /// Of the uses so far, by their starts.
  private var starts = Buffer<Int>()
  private var ends = Buffer<Int>()
  private var kinds = Buffer<Int>()

  /// - Parameter isMirrored: for schedules that are made backwards.
  init(_ transitions: TaskNetwork.Transitions, isMirrored: Bool) {
    let count = transitions.times.count
    kindCount = count
    times = Buffer(
      (0..<count * count).map { place in
        let (row, column) = (place / count, place % count)
        return isMirrored ? transitions.times[column][row] : transitions.times[row][column]
      })
    scope = transitions.scope
  }

  func clear() {
    starts.removeAll()
    ends.removeAll()
    kinds.removeAll()
  }

  func hold(_ kind: Int, from start: Int, to end: Int) {
    starts.append(start)
    ends.append(end)
    kinds.append(kind)
    var place = starts.count - 1
    while place > 0, (starts[place - 1], ends[place - 1]) > (start, end) {
      starts[place] = starts[place - 1]
      ends[place] = ends[place - 1]
      kinds[place] = kinds[place - 1]
      place -= 1
    }
    starts[place] = start
    ends[place] = end
    kinds[place] = kind
  }

  /// The first time from `earliest` on at which one more use of this kind and duration fits; nil where there is none.
  func earliestFit(_ kind: Int, from earliest: Int, duration: Int) -> Int? {
    scope == .neighbours
      ? earliestGap(kind, from: earliest, duration: duration) : earliestApart(kind, from: earliest, duration: duration)
  }

  /// Apart from all others. Each of them pushes once, since it is behind from then on.
  ///
  /// - Complexity: O(uses) a push.
  private func earliestApart(_ kind: Int, from earliest: Int, duration: Int) -> Int? {
    var start = earliest
    var isMoved = true
    while isMoved {
      isMoved = false
      for place in 0..<starts.count {
        let other = kinds[place]
        if scope == .states, other == kind { continue }
        let before = times[other * kindCount + kind]
        let after = times[kind * kindCount + other]
        if before != KindTimes.never, ends[place] + before <= start { continue }
        if after != KindTimes.never, start + duration + after <= starts[place] { continue }
        if before == KindTimes.never { return nil }
        start = ends[place] + before
        isMoved = true
      }
    }
    return start
  }

  /// Between two neighbours, or behind the last one.
  ///
  /// - Complexity: O(uses).
  private func earliestGap(_ kind: Int, from earliest: Int, duration: Int) -> Int? {
    for place in 0...starts.count {
      var start = earliest
      if place > 0 {
        let before = times[kinds[place - 1] * kindCount + kind]
        if before == KindTimes.never { continue }
        start = max(start, ends[place - 1] + before)
      }
      if place < starts.count {
        let after = times[kind * kindCount + kinds[place]]
        if after == KindTimes.never || start + duration + after > starts[place] { continue }
      }
      return start
    }
    return nil
  }
}
