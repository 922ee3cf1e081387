import Synchronization

/// Lets the lanes of a race work one at a time, each for a slice: for one worker, or for a race that is to be
/// repeatable. Slices grow from a hundredth to half a second of the race's clock, so an easy instance sees every lane
/// at once and a hard one changes lanes seldom.
///
/// Only the lane whose turn it is calls `endSliceIfOver`; the lock that passes the turn on also passes on what it wrote.
final class Turns: Sendable {
  private struct State: Sendable {
    var holder = 0
    var isAtWork: [Bool] = []
    var slice = firstSlice
  }

  /// Seconds.
  private static let firstSlice = 0.01
  private static let longestSlice = 0.5
  /// Of the slice with each change of lanes.
  private static let growth = 1.1

  private let state = Condition(State())
  private let isActive = Atomic<Bool>(false)
  /// When the present slice ends, as the bit pattern of the clock's seconds.
  private let sliceEnd = Atomic<UInt64>(0)

  /// From now on `count` lanes take turns, the first one first. Called before they start.
  func begin(lanes count: Int, at clock: RaceClock) {
    state.update { $0.isAtWork = Array(repeating: true, count: count) }
    openSlice(Self.firstSlice, clock)
    isActive.store(true, ordering: .releasing)
  }

  /// Waits until it is the turn of `lane`, which is about to start.
  func wait(for lane: Int) {
    guard isActive.load(ordering: .acquiring) else { return }
    while !state.wait(atMost: 60, until: { $0.holder == lane }, then: { $0.holder == lane }) {}
  }

  /// Passes the turn on where the slice is over, and waits for the next one.
  @inline(__always)
  func endSliceIfOver(_ clock: RaceClock) {
    guard isActive.load(ordering: .relaxed) else { return }
    if clock.elapsed >= Double(bitPattern: sliceEnd.load(ordering: .relaxed)) { passOn(clock) }
  }

  private func passOn(_ clock: RaceClock) {
    let lane = state.update { state in
      let lane = state.holder
      state.slice = min(Self.longestSlice, state.slice * Self.growth)
      advance(&state, clock)
      return lane
    }
    // Where the others have ended, the turn is the same lane's again.
    wait(for: lane)
  }

  /// `lane` has no more work; its turn goes to the next one.
  func end(_ lane: Int, _ clock: RaceClock) {
    guard isActive.load(ordering: .acquiring) else { return }
    state.update { state in
      state.isAtWork[lane] = false
      if state.holder == lane { advance(&state, clock) }
    }
  }

  /// The next lane at work gets the turn, and a slice from now on.
  private func advance(_ state: inout State, _ clock: RaceClock) {
    openSlice(state.slice, clock)
    let count = state.isAtWork.count
    for step in 1...count where state.isAtWork[(state.holder + step) % count] {
      state.holder = (state.holder + step) % count
      return
    }
  }

  private func openSlice(_ seconds: Double, _ clock: RaceClock) {
    sliceEnd.store((clock.elapsed + seconds).bitPattern, ordering: .relaxed)
  }
}
