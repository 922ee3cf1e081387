import Basics

/// What activities do to reservoirs, in one direction of time.
struct LevelChanges: ~Copyable {
  let reservoirs: Int
  let initial: Buffer<Int>
  let minimum: Buffer<Int>
  let maximum: Buffer<Int>
  let atStart: Buffer<Int>
  let atEnd: Buffer<Int>
  /// Whether an activity changes anything.
  let touches: Buffer<Bool>

  /// Backwards, what was put in at the end is taken out at the start, and the last level is the first.
  init(_ reservoirs: Reservoirs, activities: Int, backwards: Bool) {
    self.reservoirs = reservoirs.count
    initial = Buffer((0..<reservoirs.count).map { backwards ? reservoirs.final($0) : reservoirs.initial[$0] })
    minimum = Buffer(reservoirs.minimum)
    maximum = Buffer(reservoirs.maximum)
    atStart = Buffer(backwards ? reservoirs.endChanges.map { -$0 } : reservoirs.startChanges)
    atEnd = Buffer(backwards ? reservoirs.startChanges.map { -$0 } : reservoirs.endChanges)
    touches = Buffer(repeating: false, count: activities)
    for i in 0..<activities {
      for place in i * reservoirs.count..<(i + 1) * reservoirs.count where atStart[place] != 0 || atEnd[place] != 0 {
        touches[i] = true
      }
    }
  }
}

/// The levels of all reservoirs over time, while activities come and go.
struct LevelProfile: ~Copyable {
  /// The levels from each breakpoint on.
  private var rows: StepRows

  init(_ changes: borrowing LevelChanges) {
    rows = StepRows(width: changes.reservoirs)
    reset(to: changes)
  }

  /// As before the first activity.
  mutating func reset(to changes: borrowing LevelChanges) {
    rows.removeAll()
    rows.appendTime(0)
    for r in 0..<rows.width { rows.appendValue(changes.initial[r]) }
  }

  /// The first start from `ready` on that drives no level at any time further out of its limits; `FreeProfile.never`
  /// where there is none.
  func earliest(_ i: Int, duration: Int, of changes: borrowing LevelChanges, from ready: Int) -> Int {
    guard changes.touches[i] else { return ready }
    var start = ready
    var settled = false
    while !settled {
      settled = true
      for r in 0..<rows.width {
        let during = changes.atStart[i * rows.width + r]
        let after = during + changes.atEnd[i * rows.width + r]
        var next = start
        if after != 0 { next = afterwards(r, after, changes, end: next + duration) - duration }
        if during != 0, duration > 0, next < FreeProfile.never - duration {
          next = meanwhile(r, during, changes, from: next, duration: duration)
        }
        if next >= FreeProfile.never - duration { return FreeProfile.never }
        if next > start {
          start = next
          settled = false
        }
      }
    }
    return start
  }

  /// Enters what an activity changes; with `sign` -1 takes it back.
  mutating func take(_ i: Int, duration: Int, of changes: borrowing LevelChanges, at start: Int, sign: Int = 1) {
    guard changes.touches[i] else { return }
    let first = rows.breakpoint(at: start)
    let last = rows.breakpoint(at: start + duration)
    for segment in first..<rows.count {
      for r in 0..<rows.width {
        var change = changes.atStart[i * rows.width + r]
        if segment >= last { change += changes.atEnd[i * rows.width + r] }
        rows.values[segment * rows.width + r] += sign * change
      }
    }
    if sign < 0 {
      rows.dropIfFlat(last)
      if first < last { rows.dropIfFlat(first) }
    }
  }

  /// Whether every level is within its limits at all times.
  func holds(_ changes: borrowing LevelChanges) -> Bool {
    for segment in 0..<rows.count {
      for r in 0..<rows.width {
        let level = rows.values[segment * rows.width + r]
        if level < changes.minimum[r] || level > changes.maximum[r] { return false }
      }
    }
    return true
  }

  private func spoils(_ segment: Int, _ r: Int, _ change: Int, _ changes: borrowing LevelChanges) -> Bool {
    let level = rows.values[segment * rows.width + r] + change
    return change < 0 ? level < changes.minimum[r] : level > changes.maximum[r]
  }

  /// The first end from `end` on after which a change spoils nothing.
  private func afterwards(_ r: Int, _ change: Int, _ changes: borrowing LevelChanges, end: Int) -> Int {
    var segment = rows.count - 1
    if spoils(segment, r, change, changes) { return FreeProfile.never }
    while segment > 0, rows.times[segment] > end {
      segment -= 1
      if spoils(segment, r, change, changes) { return max(end, rows.times[segment + 1]) }
    }
    return end
  }

  /// The first start from `ready` on during whose duration a change spoils nothing.
  private func meanwhile(
    _ r: Int, _ change: Int, _ changes: borrowing LevelChanges, from ready: Int, duration: Int
  ) -> Int {
    var start = ready
    var segment = rows.segment(at: ready)
    while segment < rows.count, rows.times[segment] < start + duration {
      let spoiled = spoils(segment, r, change, changes)
      segment += 1
      if spoiled {
        guard segment < rows.count else { return FreeProfile.never }
        start = rows.times[segment]
      }
    }
    return start
  }
}
