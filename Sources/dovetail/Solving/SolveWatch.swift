import Glibc
import Race

/// Holds a solve to its limit and to signals in all its phases: what is read and prepared before the race is given up,
/// the race is told, and what is made of its result after it ends soon.
///
/// Reading and compiling cannot be stopped from outside, so where they are too late, the process says what is known,
/// which is nothing, and ends while they are still at work.
final class SolveWatch: Sendable {
  private enum Phase: Sendable {
    case preparing
    case racing(@Sendable () -> Void)
    case writing
    /// The process is about to end.
    case over

    var isPreparing: Bool { if case .preparing = self { true } else { false } }
  }

  private struct State: Sendable {
    var phase = Phase.preparing
    var interruption: ContinuousClock.Instant?
  }

  private let clock: RaceClock
  private let timeLimit: Double
  private let state = Condition(State())

  /// Seconds after the limit, and after an interrupt, by which what is made of the result is to be there.
  private static let grace = (limit: 0.1, interrupt: 0.2)

  /// - Parameter timeLimit: seconds of wall clock since the process began; nil for none.
  init(timeLimit: Double?) {
    clock = RaceClock(start: ProcessClock.began, timeLimit: timeLimit)
    self.timeLimit = timeLimit ?? .infinity
  }

  /// From now on signals and the limit are seen. To be called before other threads are started.
  ///
  /// - Parameter giveUp: says that nothing is known; the process ends after it.
  func begin(_ giveUp: @escaping @Sendable (RaceEnding) -> Void) {
    Interrupts.handle { [self] in interrupt(giveUp) }
    guard timeLimit < .infinity else { return }
    _ = PlainThread.start(stackSize: 1 << 18) { [self] in
      while clock.remaining > 0, isPreparing {
        state.wait(atMost: clock.remaining, until: { !$0.phase.isPreparing }, then: { _ in })
      }
      endPreparing(.timeLimit, giveUp)
    }
  }

  private var isPreparing: Bool { state.update { $0.phase.isPreparing } }

  private func interrupt(_ giveUp: @Sendable (RaceEnding) -> Void) {
    let stop: (@Sendable () -> Void)? = state.update { state in
      state.interruption = .now
      if case .racing(let stop) = state.phase { return stop }
      return nil
    }
    if let stop { stop() } else { endPreparing(.interrupt, giveUp) }
  }

  private func endPreparing(_ ending: RaceEnding, _ giveUp: @Sendable (RaceEnding) -> Void) {
    let isMine = state.update { state in
      defer { if state.phase.isPreparing { state.phase = .over } }
      return state.phase.isPreparing
    }
    guard isMine else { return }
    giveUp(ending)
    _exit(CommandStatus.noSolution.rawValue)
  }

  /// The race begins, or never does, where the process is ending already.
  func race(_ stop: @escaping @Sendable () -> Void) {
    advance(to: .racing(stop))
    // An interrupt that came just before.
    if state.update({ $0.interruption != nil }) { stop() }
  }

  func write() { advance(to: .writing) }

  private func advance(to phase: Phase) {
    let isOver = state.update { state in
      if case .over = state.phase { return true }
      state.phase = phase
      return false
    }
    while isOver { pause() }
  }

  /// Whether what is made of the race's result must come to its end.
  var isLate: Bool {
    if clock.elapsed > timeLimit + Self.grace.limit { return true }
    return state.update { $0.interruption.map { $0.duration(to: .now) > .seconds(Self.grace.interrupt) } ?? false }
  }
}
