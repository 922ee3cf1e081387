import Synchronization

/// Lets the sides of each lane work one at a time and, where asked for, the lanes too, all on threads of their own.
///
/// Lanes take turns for one worker, or for a race that is to be repeatable: each works for a slice, which grows from a
/// hundredth to half a second of the race's clock, so that an easy instance sees every lane at once and a hard one
/// changes lanes seldom. The sides of a lane change where the one at work has given nothing for a share of the time so
/// far, whether lanes take turns or not.
///
/// Only whose turn it is calls `endSliceIfOver`; the lock that passes the turn on also passes on what it wrote.
final class Turns: Sendable {
  private struct LaneState {
    /// By side: whether it has work left.
    var isAtWork: [Bool]
    /// The side whose turn it is.
    var side = 0

    var isDone: Bool { !isAtWork.contains(true) }
  }

  private struct State {
    var lanes: [LaneState] = []
    var holder = 0
    var slice = firstSlice
  }

  /// Of the thread that asks.
  @TaskLocal static var seat: Seat?

  /// Seconds.
  private static let firstSlice = 0.01
  private static let longestSlice = 0.5
  /// Of the slice with each change of lanes.
  private static let growth = 1.1

  private let state = Condition(State())
  private let isActive = Atomic<Bool>(false)
  private let lanesTakeTurns = Atomic<Bool>(false)
  /// When the present slice of a lane ends, as the bit pattern of the clock's seconds.
  private let sliceEnd = Atomic<UInt64>(Double.infinity.bitPattern)

  /// From now on the sides of each lane take turns; and so do the lanes if that is said, the first one first. Called
  /// before they start.
  ///
  /// - Parameter sideCounts: by lane.
  func begin(sideCounts: [Int], takingTurns: Bool, at clock: RaceClock) {
    state.update { state in
      state.lanes = sideCounts.map { LaneState(isAtWork: Array(repeating: true, count: $0)) }
    }
    if takingTurns { openSlice(Self.firstSlice, clock) }
    lanesTakeTurns.store(takingTurns, ordering: .relaxed)
    isActive.store(takingTurns || sideCounts.contains { $0 > 1 }, ordering: .releasing)
  }

  /// Waits until it is the turn of `seat`, which is about to work.
  func wait(for seat: Seat) {
    guard isActive.load(ordering: .acquiring) else { return }
    let takesTurns = lanesTakeTurns.load(ordering: .relaxed)
    func isCalled(_ state: State) -> Bool {
      state.lanes[seat.lane].side == seat.side && (!takesTurns || state.holder == seat.lane)
    }
    while !state.wait(atMost: 60, until: isCalled, then: { isCalled($0) }) {}
  }

  /// Passes the turn on where the slice or the patience with this side is over, and waits for the next one.
  @inline(__always)
  func endSliceIfOver(_ clock: RaceClock) {
    if isActive.load(ordering: .relaxed) { passOnIfOver(clock) }
  }

  private func passOnIfOver(_ clock: RaceClock) {
    guard let seat = Self.seat else { return }
    let now = clock.elapsed
    let isSliceOver = now >= Double(bitPattern: sliceEnd.load(ordering: .relaxed))
    let isStayOver = now >= seat.stayEnd
    guard isSliceOver || isStayOver else { return }
    state.update { state in
      if isStayOver { changeSide(from: seat, &state) }
      if isSliceOver {
        state.slice = min(Self.longestSlice, state.slice * Self.growth)
        advance(&state, clock)
      }
    }
    // Where the others have ended, the turn is the same seat's again.
    wait(for: seat)
    if isStayOver { seat.stay(from: clock.elapsed) }
  }

  private func changeSide(from seat: Seat, _ state: inout State) {
    for (side, isAtWork) in state.lanes[seat.lane].isAtWork.enumerated() where isAtWork && side != seat.side {
      state.lanes[seat.lane].side = side
    }
  }

  /// The side at work, on the thread that says so, has improved the solution or the bound.
  func noteYield(_ clock: RaceClock) {
    if isActive.load(ordering: .relaxed) { Self.seat?.stay(from: clock.elapsed) }
  }

  /// `seat` has no more work; its turn goes to the other side of its lane or else, where lanes take turns, to the next.
  func end(_ seat: Seat, _ clock: RaceClock) {
    guard isActive.load(ordering: .acquiring) else { return }
    let takesTurns = lanesTakeTurns.load(ordering: .relaxed)
    state.update { state in
      state.lanes[seat.lane].isAtWork[seat.side] = false
      if state.lanes[seat.lane].side == seat.side { changeSide(from: seat, &state) }
      if takesTurns, state.holder == seat.lane, state.lanes[seat.lane].isDone { advance(&state, clock) }
    }
  }

  /// The next lane at work gets the turn, and a slice from now on.
  private func advance(_ state: inout State, _ clock: RaceClock) {
    openSlice(state.slice, clock)
    let count = state.lanes.count
    for step in 1...count where !state.lanes[(state.holder + step) % count].isDone {
      state.holder = (state.holder + step) % count
      return
    }
  }

  private func openSlice(_ seconds: Double, _ clock: RaceClock) {
    sliceEnd.store((clock.elapsed + seconds).bitPattern, ordering: .relaxed)
  }
}

/// One side of a lane on its thread, and how long it may stay at work without giving anything.
final class Seat: Sendable {
  let lane: Int
  let side: Int
  /// A share of the time so far, below 1.
  private let patience: Double
  /// Seconds.
  private let leastStay: Double
  private let end: Atomic<UInt64>

  init(lane: Int, side: Int, patience: Double, leastStay: Double) {
    self.lane = lane
    self.side = side
    self.patience = patience
    self.leastStay = leastStay
    end = Atomic(0)
    stay(from: 0)
  }

  /// In seconds of the race's clock.
  var stayEnd: Double { Double(bitPattern: end.load(ordering: .relaxed)) }

  /// The time without anything new begins at `now`.
  func stay(from now: Double) {
    end.store(max(now + leastStay, now / (1 - patience)).bitPattern, ordering: .relaxed)
  }
}
