import Glibc
import Race
import Solving

/// Holds a solve to its limit and to signals in all its phases: what is read and prepared before the race is given up,
/// the race is told, and what is made of its result after it ends soon.
///
/// Reading and compiling cannot be stopped from outside, so where they are too late, the process says what is known,
/// which is the instance's trivial bound at most, and ends while they are still at work. A moment after the limit is
/// left to them: of a small instance there is a bound at any limit.
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
    var known = KnownBeforeRace()
  }

  private let clock: RaceClock
  private let timeLimit: Double
  private let memoryLimit: Int?
  private let state = Condition(State())

  /// Seconds after the limit, and after an interrupt, by which what is made of the result is to be there.
  private static let grace = (limit: 0.1, interrupt: 0.2)
  /// Seconds after the limit at which what comes before the race is given up.
  private static let preparationGrace = 0.2

  /// What an instance may take beside the program itself before its bound is known, whatever the limit.
  private static let leastRoom = 8 << 20

  /// - Parameters:
  ///   - timeLimit: seconds of wall clock since the process began; nil for none.
  ///   - memoryLimit: bytes that the process may hold; nil for no limit.
  init(timeLimit: Double?, memoryLimit: Int?) {
    self.memoryLimit = memoryLimit
    clock = RaceClock(start: ProcessClock.began, timeLimit: timeLimit)
    self.timeLimit = timeLimit ?? .infinity
  }

  /// From now on signals and the limit are seen. To be called before other threads are started.
  ///
  /// - Parameter giveUp: says what is known; the process ends after it.
  func begin(_ giveUp: @escaping @Sendable (RaceEnding, KnownBeforeRace) -> Void) {
    Interrupts.handle { [self] in interrupt(giveUp) }
    guard timeLimit < .infinity || memoryLimit != nil else { return }
    let mostMemory = memoryLimit.map { max($0, (ResidentMemory.bytes ?? 0) + Self.leastRoom) }
    _ = PlainThread.start(stackSize: 1 << 18) { [self] in
      while isPreparing {
        let left = timeLimit + Self.preparationGrace - clock.elapsed
        if left <= 0 { return endPreparing(.timeLimit, giveUp) }
        if let mostMemory, let used = ResidentMemory.bytes, used > mostMemory {
          return endPreparing(.memoryLimit, giveUp)
        }
        state.wait(
          atMost: mostMemory == nil ? left : min(left, 0.001), until: { !$0.phase.isPreparing }, then: { _ in })
      }
    }
  }

  private var isPreparing: Bool { state.update { $0.phase.isPreparing } }

  private func interrupt(_ giveUp: @Sendable (RaceEnding, KnownBeforeRace) -> Void) {
    let stop: (@Sendable () -> Void)? = state.update { state in
      state.interruption = .now
      if case .racing(let stop) = state.phase { return stop }
      return nil
    }
    if let stop { stop() } else { endPreparing(.interrupt, giveUp) }
  }

  private func endPreparing(_ ending: RaceEnding, _ giveUp: @Sendable (RaceEnding, KnownBeforeRace) -> Void) {
    let known: KnownBeforeRace? = state.update { state in
      guard state.phase.isPreparing else { return nil }
      state.phase = .over
      return state.known
    }
    guard let known else { return }
    giveUp(ending, known)
    _exit(CommandStatus.noSolution.rawValue)
  }

  /// The instance has been read.
  func note(_ known: KnownBeforeRace) { state.update { $0.known = known } }

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

/// What a solve can say that ends before its race.
struct KnownBeforeRace: Sendable {
  /// nil before the instance has been read.
  var problem: String?
  var bound: Objective?
  var scale: ObjectiveScale?
}
