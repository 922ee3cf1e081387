import Synchronization

/// The one place where strategies meet: best solution, best bound, and their history.
///
/// A solution enters only after the problem's independent checker has passed it, so no bug of a strategy can make a
/// wrong solution reported. Safe to use from any thread.
public final class Scoreboard<Solution: Sendable>: Sendable {
  /// One improvement of either side.
  public struct Event: Sendable {
    public enum Kind: String, Sendable { case solution, bound }
    public let kind: Kind
    /// Seconds of wall clock since the process began its work.
    public let time: Double
    public let objective: Objective?
    public let bound: Objective?
    public let gap: Double?
    public let source: String
  }

  public struct Entry: Sendable {
    public let solution: Solution
    public let objective: Objective
  }

  private struct State: Sendable {
    var best: Entry?
    var bound: Objective?
    var provedInfeasible = false
    var history: [Event] = []
    var rejections: [String] = []
  }

  private let check: @Sendable (Solution) throws(CheckFailure) -> Objective
  private let onEvent: @Sendable (Event) -> Void
  private let clock: RaceClock
  private let gapLimit: Double
  private let state = Mutex(State())
  private let stopFlag = Atomic<Bool>(false)
  private let upper = Atomic<Int>(Int.max)
  private let lower = Atomic<Int>(Int.min)

  /// - Parameters:
  ///   - gapLimit: the race ends when the gap is at most this; 0 asks for a proof.
  ///   - check: the problem's independent checker: the objective of a valid solution, or why it is not valid.
  ///   - onEvent: called under the scoreboard's lock, in order, for each improvement.
  public init(
    clock: RaceClock = RaceClock(), gapLimit: Double = 0,
    check: @escaping @Sendable (Solution) throws(CheckFailure) -> Objective,
    onEvent: @escaping @Sendable (Event) -> Void = { _ in }
  ) {
    self.clock = clock
    self.gapLimit = gapLimit
    self.check = check
    self.onEvent = onEvent
  }

  /// True when every strategy is to return at once: a proof, a limit or an interrupt. One atomic load and, with a
  /// deadline, one look at the clock.
  public var shouldStop: Bool {
    if stopFlag.load(ordering: .relaxed) { return true }
    if clock.isPastDeadline {
      stop()
      return true
    }
    return false
  }

  /// Ends the race, from any thread or a signal's handler thread.
  public func stop() { stopFlag.store(true, ordering: .relaxed) }

  /// The first level of the best objective so far; `Int.max` before the first solution. One atomic load.
  public var bestObjective: Int { upper.load(ordering: .relaxed) }

  /// The first level of the best bound so far; `Int.min` before the first bound. One atomic load.
  public var bestBound: Int { lower.load(ordering: .relaxed) }

  /// The best solution so far.
  public var best: Entry? { state.withLock { $0.best } }

  public var bound: Objective? { state.withLock { $0.bound } }
  public var isInfeasible: Bool { state.withLock { $0.provedInfeasible } }
  public var history: [Event] { state.withLock { $0.history } }

  /// What the checker turned down, in words: each a bug of the strategy named in it.
  public var rejections: [String] { state.withLock { $0.rejections } }

  public var elapsed: Double { clock.elapsed }

  /// Offers a solution; it enters if the checker passes it and it is better than the best one.
  ///
  /// - Returns: whether it became the best.
  @discardableResult
  public func offer(_ solution: Solution, from source: String) -> Bool {
    let objective: Objective
    do {
      objective = try check(solution)
    } catch {
      state.withLock { $0.rejections.append("\(source): \(error)") }
      return false
    }
    return state.withLock { state in
      if let best = state.best, best.objective <= objective { return false }
      if let bound = state.bound, objective < bound {
        // A checked solution below a bound: the bound was wrong. Never to be hidden.
        state.rejections.append("solution \(objective) of \(source) contradicts the bound \(bound)")
        state.bound = nil
        lower.store(Int.min, ordering: .relaxed)
      }
      state.best = Entry(solution: solution, objective: objective)
      upper.store(objective.first, ordering: .relaxed)
      record(.solution, source: source, &state)
      return true
    }
  }

  /// States that no solution is better than `bound`; only for what is proved.
  public func prove(_ bound: Objective, by source: String) {
    state.withLock { state in
      if let known = state.bound, bound <= known { return }
      if let best = state.best, bound > best.objective {
        state.rejections.append("bound \(bound) of \(source) contradicts the checked solution \(best.objective)")
        return
      }
      state.bound = bound
      lower.store(bound.first, ordering: .relaxed)
      record(.bound, source: source, &state)
    }
  }

  /// States that the best solution found so far is optimal or, where there is none, that there is no solution.
  ///
  /// - Parameter objective: what the search had been told to beat; nil when it looked for any solution.
  public func proveNothingBetter(than objective: Objective?, by source: String) {
    if let objective {
      prove(objective, by: source)
    } else {
      state.withLock { state in
        if state.best != nil {
          state.rejections.append("\(source) claims that there is no solution, but there is one")
          return
        }
        state.provedInfeasible = true
        stop()
      }
    }
  }

  private func record(_ kind: Event.Kind, source: String, _ state: inout State) {
    var gap: Double?
    if let best = state.best, let bound = state.bound { gap = best.objective.gap(to: bound) }
    let event = Event(
      kind: kind, time: clock.elapsed, objective: state.best?.objective, bound: state.bound, gap: gap, source: source)
    state.history.append(event)
    onEvent(event)
    if let gap, gap <= gapLimit { stop() }
  }
}
