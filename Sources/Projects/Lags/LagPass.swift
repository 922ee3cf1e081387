import Basics

/// One pass of serial generation under maximum lags.
///
/// Activities are placed by priority, each at the first time that its resources allow. Where that is too late for
/// others placed before, those are made to wait and taken out again, with all that started after them: the later
/// activity pushes the earlier ones ahead of itself. Where a reservoir has not yet got what an activity needs, others
/// go first.
/// - Source: Franck, Neumann, Schwindt 2001, "Truncated branch-and-bound, schedule-construction, and
///   schedule-improvement procedures for resource-constrained project scheduling"; Smith, Pyle 2004, "An effective
///   algorithm for project scheduling with arbitrary temporal constraints".
struct LagPass: ~Copyable {
  enum Outcome { case complete, failed, unfinished }

  private static let unplaced = -1

  let starts: Buffer<Int>
  /// What stands in the way of the pass that failed last, -1 before.
  private(set) var culprit = -1
  private var profile: FreeProfile
  private var levels: LevelProfile
  private let release: Buffer<Int>
  private let latest: Buffer<Int>
  private let missing: Buffer<Int>
  private let position: Buffer<Int>
  private let placedOfGroup: Buffer<Int>
  /// The placement after which a reservoir last had not enough for an activity.
  private let dryAt: Buffer<Int>
  private var placements = 0
  private var eligible: Buffer<Int>
  private var remaining = 0
  private var conflicts = 0
  private var conflictLimit = 0

  init(_ frame: borrowing LagFrame, _ capacities: CapacitySteps) {
    let count = frame.count
    profile = FreeProfile(capacities)
    levels = LevelProfile(frame.levels)
    dryAt = Buffer(repeating: -1, count: count)
    starts = Buffer(repeating: Self.unplaced, count: count)
    release = Buffer(repeating: 0, count: count)
    latest = Buffer(repeating: 0, count: count)
    missing = Buffer(repeating: 0, count: count)
    position = Buffer(repeating: -1, count: count)
    placedOfGroup = Buffer(repeating: 0, count: frame.groups)
    eligible = Buffer(capacity: count)
  }

  /// Nothing is placed, and every activity has a window; false where one is empty.
  ///
  /// - Parameter conflictLimit: how often activities are pushed before the pass fails.
  mutating func begin(
    _ frame: borrowing LagFrame, _ capacities: CapacitySteps, earliest: borrowing Buffer<Int>,
    latest windowEnds: borrowing Buffer<Int>, conflictLimit: Int
  ) -> Bool {
    profile.reset(to: capacities)
    levels.reset(to: frame.levels)
    dryAt.fill(-1)
    placements = 0
    starts.fill(Self.unplaced)
    placedOfGroup.fill(0)
    eligible.removeAll()
    remaining = frame.count
    conflicts = 0
    self.conflictLimit = conflictLimit
    culprit = -1
    for i in 0..<frame.count {
      release[i] = earliest[i]
      latest[i] = windowEnds[i]
      missing[i] = frame.predecessors[i]
      position[i] = -1
      if release[i] > latest[i] { culprit = i }
    }
    for i in 0..<frame.count where missing[i] == 0 { enlist(i) }
    return culprit < 0
  }

  /// Goes on for so many placements.
  ///
  /// - Parameters:
  ///   - keys: the least goes first.
  ///   - groupBonus: what a key counts less once another activity of its component is placed.
  mutating func advance(
    _ frame: borrowing LagFrame, keys: borrowing Buffer<Int>, groupBonus: Int, steps: Int
  ) -> Outcome {
    for _ in 0..<steps {
      guard remaining > 0 else { break }
      let next = choose(frame, keys, groupBonus)
      guard next >= 0 else { return .failed }
      if !place(next, frame) {
        culprit = next
        return .failed
      }
    }
    guard remaining == 0 else { return .unfinished }
    return frame.levels.reservoirs == 0 || levels.holds(frame.levels) ? .complete : .failed
  }

  /// The eligible activity of the least key that no reservoir is too dry for, -1 where there is none.
  private func choose(_ frame: borrowing LagFrame, _ keys: borrowing Buffer<Int>, _ groupBonus: Int) -> Int {
    var chosen = -1
    var least = Int.max
    for entry in 0..<eligible.count {
      let i = eligible[entry]
      guard dryAt[i] < placements else { continue }
      var key = keys[i]
      if groupBonus > 0, frame.group[i] >= 0, placedOfGroup[frame.group[i]] > 0 { key -= groupBonus }
      if key < least || chosen < 0 {
        least = key
        chosen = i
      }
    }
    return chosen
  }

  /// Places an activity, or pushes what it comes too late for; false where nothing helps.
  private mutating func place(_ j: Int, _ frame: borrowing LagFrame) -> Bool {
    var ready = release[j]
    for entry in frame.incoming.offset[j]..<frame.incoming.offset[j + 1] {
      let other = starts[frame.incoming.other[entry]]
      if other != Self.unplaced { ready = max(ready, other + frame.incoming.lag[entry]) }
    }
    let start = earliest(j, from: ready, frame)
    if start == FreeProfile.never, frame.levels.touches[j] {
      dryAt[j] = placements
      culprit = j
      return true
    }
    guard start <= latest[j], start < FreeProfile.never else { return false }
    var firstTooEarly = Int.max
    for entry in frame.outgoing.offset[j]..<frame.outgoing.offset[j + 1] {
      let other = starts[frame.outgoing.other[entry]]
      if other != Self.unplaced, other < start + frame.outgoing.lag[entry] { firstTooEarly = min(firstTooEarly, other) }
    }
    if firstTooEarly == Int.max {
      settle(j, at: start, frame)
      return true
    }
    conflicts += 1
    return conflicts <= conflictLimit && push(j, to: start, firstTooEarly, frame)
  }

  /// The first time from `ready` on that capacities and levels allow.
  private func earliest(_ j: Int, from ready: Int, _ frame: borrowing LagFrame) -> Int {
    var start = profile.earliest(j, of: frame.uses, from: ready)
    while frame.levels.touches[j], start < FreeProfile.never {
      let filled = levels.earliest(j, duration: frame.uses.duration[j], of: frame.levels, from: start)
      guard filled > start, filled < FreeProfile.never else { return filled }
      start = profile.earliest(j, of: frame.uses, from: filled)
      if start == filled { return start }
    }
    return start
  }

  /// Takes out all activities that a start comes too late for, with what started after the first of them.
  private mutating func push(_ j: Int, to start: Int, _ firstTooEarly: Int, _ frame: borrowing LagFrame) -> Bool {
    for entry in frame.outgoing.offset[j]..<frame.outgoing.offset[j + 1] {
      let i = frame.outgoing.other[entry]
      let needed = start + frame.outgoing.lag[entry]
      guard starts[i] != Self.unplaced, starts[i] < needed else { continue }
      remove(i, frame)
      guard raise(i, to: needed, frame) else { return false }
    }
    // What was put in at that very moment may be needed as well.
    let out = frame.levels.reservoirs > 0 ? firstTooEarly : firstTooEarly + 1
    for i in 0..<frame.count where starts[i] != Self.unplaced && (starts[i] >= out || starts[i] < release[i]) {
      remove(i, frame)
    }
    return true
  }

  /// Makes an activity wait, and with it those behind it.
  private func raise(_ i: Int, to time: Int, _ frame: borrowing LagFrame) -> Bool {
    guard time > release[i] else { return true }
    guard time <= latest[i] else { return false }
    release[i] = time
    for entry in frame.outgoing.offset[i]..<frame.outgoing.offset[i + 1] {
      let other = frame.outgoing.other[entry]
      let follows = time + frame.outgoing.lag[entry]
      if follows > latest[other] { return false }
      release[other] = max(release[other], follows)
    }
    return true
  }

  private mutating func settle(_ i: Int, at start: Int, _ frame: borrowing LagFrame) {
    starts[i] = start
    remaining -= 1
    placements += 1
    profile.take(i, of: frame.uses, at: start)
    levels.take(i, duration: frame.uses.duration[i], of: frame.levels, at: start)
    if frame.group[i] >= 0 { placedOfGroup[frame.group[i]] += 1 }
    delist(i)
    for entry in frame.outgoing.offset[i]..<frame.outgoing.offset[i + 1] where frame.outgoing.strict[entry] {
      let other = frame.outgoing.other[entry]
      missing[other] -= 1
      if missing[other] == 0, starts[other] == Self.unplaced { enlist(other) }
    }
  }

  private mutating func remove(_ i: Int, _ frame: borrowing LagFrame) {
    placements += 1
    profile.take(i, of: frame.uses, at: starts[i], sign: -1)
    levels.take(i, duration: frame.uses.duration[i], of: frame.levels, at: starts[i], sign: -1)
    starts[i] = Self.unplaced
    remaining += 1
    if frame.group[i] >= 0 { placedOfGroup[frame.group[i]] -= 1 }
    if missing[i] == 0 { enlist(i) }
    for entry in frame.outgoing.offset[i]..<frame.outgoing.offset[i + 1] where frame.outgoing.strict[entry] {
      let other = frame.outgoing.other[entry]
      if missing[other] == 0, starts[other] == Self.unplaced { delist(other) }
      missing[other] += 1
    }
  }

  private mutating func enlist(_ i: Int) {
    position[i] = eligible.count
    eligible.append(i)
  }

  private mutating func delist(_ i: Int) {
    guard position[i] >= 0 else { return }
    let last = eligible.removeLast()
    if last != i {
      eligible[position[i]] = last
      position[last] = position[i]
    }
    position[i] = -1
  }
}
