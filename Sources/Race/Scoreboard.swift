import Synchronization

/// The one place where strategies meet: best solution, best bound, and their history.
///
/// A solution enters only after the problem's independent checker has passed it, so no bug of a strategy can make a
/// wrong solution reported. Safe to use from any thread.
public final class Scoreboard<Solution: Sendable>: Sendable {
  /// One improvement of either side.
  public struct Event: Sendable {
    /// Which side got better.
    public enum Kind: String, Sendable {
      /// There is a better solution.
      case solution
      /// There is a better bound.
      case bound
    }
    /// Which side got better.
    public let kind: Kind
    /// Seconds of wall clock since the process began its work.
    public let time: Double
    /// Of the best solution as of then; nil before the first.
    public let objective: Objective?
    /// The best bound as of then; nil before the first.
    public let bound: Objective?
    /// What separates the two; nil before there are both.
    public let gap: Double?
    /// The strategy that found it.
    public let source: String
  }

  /// A solution that the checker has passed.
  public struct Entry: Sendable {
    /// In the problem's own words.
    public let solution: Solution
    /// As the checker has computed it.
    public let objective: Objective
    /// The strategy that found it.
    public let source: String
  }

  struct State: Sendable {
    var best: Entry?
    /// By objective, the newer one first among equals.
    var elites: [Entry] = []
    var bound: Objective?
    var provedInfeasible = false
    /// A claim has been refuted by a checked solution. Whose bounds are wrong is not known, so none counts any more.
    var isContradicted = false
    var isClosed = false
    var history: [Event] = []
    var rejections: [String] = []
    var failures: [String] = []
    var reports: [WorkReport] = []

    var gap: Double? {
      guard let best, let bound else { return nil }
      return best.objective.gap(to: bound)
    }
  }

  private let check: @Sendable (Solution) throws(CheckFailure) -> Objective
  private let onEvent: @Sendable (Event) -> Void
  private let onBest: @Sendable (Entry) -> Void
  /// Of a race inside another one: whether that is to stop.
  private let outerShouldStop: (@Sendable () -> Bool)?
  let clock: RaceClock
  let turns = Turns()
  private let gapLimit: Double
  private let objectiveLimit: Objective?
  /// Whether strategies shall measure what they do, which costs them some time, and `tell` it when they end.
  public let gathersReports: Bool
  /// Whether bounds count only that anybody can check: others are claims, which strategies may look at.
  public let demandsCertificates: Bool
  private let state = Condition(State())
  /// The raw value of a `RaceEnding`; 0 while the race goes on.
  private let endingCode = Atomic<UInt8>(0)
  private let upper = Atomic<Int>(Int.max)
  private let lower = Atomic<Int>(Int.min)
  /// Of what is said to be proved, where only certificates count; changed under the lock.
  private let claimed = Atomic<Int>(Int.min)
  private let eliteChanges = Atomic<Int>(0)
  private let memoryLimit = Atomic<Int>(Int.max)

  /// - Parameters:
  ///   - clock: what seconds are, and when they are over.
  ///   - gapLimit: the race ends when the gap is at most this; 0 asks for a proof.
  ///   - objectiveLimit: the race ends with a solution that is as good; of several levels the first may be given alone.
  ///   - gathersReports: whether strategies measure and report what they do.
  ///   - demandsCertificates: whether bounds without a certificate are claims only.
  ///   - check: the problem's independent checker: the objective of a valid solution, or why it is not valid.
  ///   - onEvent: called under the scoreboard's lock, in order, for each improvement.
  ///   - onBest: called likewise with each solution that is better than all before, ahead of its event.
  public convenience init(
    clock: RaceClock = RaceClock(), gapLimit: Double = 0, objectiveLimit: Objective? = nil,
    gathersReports: Bool = false, demandsCertificates: Bool = false,
    check: @escaping @Sendable (Solution) throws(CheckFailure) -> Objective,
    onEvent: @escaping @Sendable (Event) -> Void = { _ in }, onBest: @escaping @Sendable (Entry) -> Void = { _ in }
  ) {
    self.init(
      clock: clock, gapLimit: gapLimit, objectiveLimit: objectiveLimit, gathersReports: gathersReports,
      demandsCertificates: demandsCertificates, check: check, onEvent: onEvent, onBest: onBest, outerShouldStop: nil)
  }

  init(
    clock: RaceClock, gapLimit: Double, objectiveLimit: Objective? = nil, gathersReports: Bool,
    demandsCertificates: Bool = false,
    check: @escaping @Sendable (Solution) throws(CheckFailure) -> Objective,
    onEvent: @escaping @Sendable (Event) -> Void, onBest: @escaping @Sendable (Entry) -> Void,
    outerShouldStop: (@Sendable () -> Bool)?
  ) {
    self.clock = clock
    self.gapLimit = gapLimit
    self.objectiveLimit = objectiveLimit
    self.gathersReports = gathersReports
    self.demandsCertificates = demandsCertificates
    self.check = check
    self.onEvent = onEvent
    self.onBest = onBest
    self.outerShouldStop = outerShouldStop
  }

  /// True when every strategy is to return at once: a proof, a limit or an interrupt. One atomic load and, with a
  /// deadline, one look at the clock. For strategies, on the thread of their lane: where lanes take turns, the others'
  /// turns come and go in here.
  public var shouldStop: Bool {
    if endingCode.load(ordering: .relaxed) != 0 { return true }
    if let outerShouldStop { return outerShouldStop() }
    clock.look()
    turns.endSliceIfOver(clock)
    return hasEnded
  }

  /// The same for whoever watches the race from outside.
  var hasEnded: Bool {
    if endingCode.load(ordering: .relaxed) != 0 { return true }
    if clock.isPastDeadline {
      stop(because: .timeLimit)
      return true
    }
    return false
  }

  /// Ends the race, from any thread or a signal's handler thread. The first reason given stays.
  public func stop(because ending: RaceEnding = .interrupt) {
    _ = endingCode.compareExchange(expected: 0, desired: ending.rawValue, ordering: .relaxed)
  }

  /// Why the race was told to end; nil while it goes on.
  public var ending: RaceEnding? { RaceEnding(rawValue: endingCode.load(ordering: .relaxed)) }

  /// The first level of the best objective so far; `Int.max` before the first solution. One atomic load.
  public var bestObjective: Int { upper.load(ordering: .relaxed) }

  /// The first level of the best bound so far; `Int.min` before the first bound. One atomic load.
  public var bestBound: Int { lower.load(ordering: .relaxed) }

  /// The first level of the best bound that somebody claims, with a certificate or without. One atomic load.
  public var bestClaim: Int { max(bestBound, claimed.load(ordering: .relaxed)) }

  /// The best solution so far.
  public var best: Entry? { state.update { $0.best } }

  /// The best few checked solutions, the best one first: searches can work around several. Two can be the same.
  public var elites: [Entry] { state.update { $0.elites } }

  /// Changes whenever `elites` does. One atomic load.
  public var eliteVersion: Int { eliteChanges.load(ordering: .relaxed) }

  private static var eliteCapacity: Int { 6 }

  /// No solution is better than this; nil where nothing is proved, and after a contradiction.
  public var bound: Objective? { state.update { $0.bound } }

  /// What separates the best solution from the bound, see `Objective.gap(to:)`; nil before there are both.
  public var gap: Double? { state.update { $0.gap } }

  /// Whether it is proved that there is no solution.
  public var isInfeasible: Bool { state.update { $0.provedInfeasible } }
  /// Each improvement so far, in order.
  public var history: [Event] { state.update { $0.history } }

  /// Solutions that the checker turned down and claims that a checked solution refutes, in words: each a bug.
  public var rejections: [String] { state.update { $0.rejections } }

  /// Strategies that could not do their work, and why.
  public var failures: [String] { state.update { $0.failures } }

  /// Seconds on the race's clock.
  public var elapsed: Double { clock.elapsed }

  /// Seconds until the deadline, not below 0; infinite when there is none.
  public var remaining: Double { clock.remaining }

  /// Bytes that the process may still take, not below 0; `Int.max` where memory has no limit. For strategies that know
  /// ahead what a model will need.
  public var memoryLeft: Int {
    let limit = memoryLimit.load(ordering: .relaxed)
    return limit == .max ? .max : max(0, limit - (ResidentMemory.bytes ?? 0))
  }

  /// Said by the race before its strategies begin.
  func limitMemory(_ bytes: Int?) { memoryLimit.store(bytes ?? .max, ordering: .relaxed) }

  /// The same limit as in the race around this one.
  func limitMemory<Outer>(asIn outer: Scoreboard<Outer>) {
    memoryLimit.store(outer.memoryLimit.load(ordering: .relaxed), ordering: .relaxed)
  }

  /// Tells that a strategy cannot do its work: a model too large, a solver that failed. The race goes on without it.
  public func report(_ failure: String, by source: String) {
    state.update { if !$0.isClosed { $0.failures.append("\(source): \(failure)") } }
  }

  /// What a race inside this one had to turn down.
  func reject(_ rejection: String) { state.update { if !$0.isClosed { $0.rejections.append(rejection) } } }

  /// Takes what a strategy says of its work, where that is asked for.
  public func tell(_ report: @autoclosure () -> WorkReport) {
    guard gathersReports else { return }
    let report = report()
    state.update { if !$0.isClosed { $0.reports.append(report) } }
  }

  /// From now on nothing enters and no event is sent, whatever threads are still at work.
  func close() { state.update { $0.isClosed = true } }

  func snapshot() -> State { state.update { $0 } }

  /// Offers a solution; it enters if the checker passes it and it is better than the best one, and the elites if it is
  /// one of the best few.
  ///
  /// - Returns: whether it became the best.
  @discardableResult
  public func offer(_ solution: Solution, from source: String) -> Bool {
    let checked: Result<Objective, CheckFailure>
    do {
      checked = .success(try check(solution))
    } catch {
      checked = .failure(error)
    }
    return state.update { state in
      guard !state.isClosed else { return false }
      switch checked {
      case .failure(let failure):
        state.rejections.append("\(source) made a solution that breaks a rule: \(failure)")
        return false
      case .success(let objective):
        let entry = Entry(solution: solution, objective: objective, source: source)
        noteElite(entry, &state)
        if let best = state.best, best.objective <= objective { return false }
        if state.provedInfeasible { contradict("\(source) has a solution of what was proved infeasible", &state) }
        if let bound = state.bound, objective < bound {
          contradict("solution \(objective) of \(source) contradicts the bound \(bound)", &state)
        }
        state.best = entry
        upper.store(objective.first, ordering: .relaxed)
        onBest(entry)
        record(.solution, source: source, &state)
        return true
      }
    }
  }

  /// Where a search improves on its own best solution, that one was a step on its way and is no elite any more.
  private func noteElite(_ entry: Entry, _ state: inout State) {
    if let best = state.best, best.source == entry.source, entry.objective < best.objective {
      state.elites.removeFirst()
    }
    let place = state.elites.firstIndex { entry.objective <= $0.objective } ?? state.elites.count
    if place == Self.eliteCapacity { return }
    state.elites.insert(entry, at: place)
    if state.elites.count > Self.eliteCapacity { state.elites.removeLast() }
    eliteChanges.add(1, ordering: .relaxed)
  }

  /// States that no solution is better than `bound`; only for what is proved.
  ///
  /// - Parameter isCertified: whether the proof is written where others can check it.
  public func prove(_ bound: Objective, by source: String, isCertified: Bool = false) {
    state.update { state in
      guard !state.isClosed, !state.isContradicted else { return }
      if demandsCertificates, !isCertified {
        claimed.store(max(bound.first, claimed.load(ordering: .relaxed)), ordering: .relaxed)
        return
      }
      if let known = state.bound, bound <= known { return }
      if let best = state.best, bound > best.objective {
        contradict("bound \(bound) of \(source) contradicts the checked solution \(best.objective)", &state)
        return
      }
      state.bound = bound
      lower.store(bound.first, ordering: .relaxed)
      record(.bound, source: source, &state)
    }
  }

  /// States that the best solution found so far is optimal or, where there is none, that there is no solution.
  ///
  /// - Parameters:
  ///   - objective: what the search had been told to beat; nil when it looked for any solution.
  ///   - source: the strategy that has proved it.
  ///   - isCertified: see `prove`.
  public func proveNothingBetter(than objective: Objective?, by source: String, isCertified: Bool = false) {
    if let objective { return prove(objective, by: source, isCertified: isCertified) }
    state.update { state in
      guard !state.isClosed, !state.isContradicted, isCertified || !demandsCertificates else { return }
      if state.best != nil {
        contradict("\(source) claims that there is no solution, but there is one", &state)
      } else {
        state.provedInfeasible = true
        stop(because: .proof)
      }
    }
  }

  /// A claim of ours is wrong. Never to be hidden, and from now on nothing is called proved.
  private func contradict(_ rejection: String, _ state: inout State) {
    state.rejections.append(rejection)
    state.isContradicted = true
    state.provedInfeasible = false
    state.bound = nil
    lower.store(Int.min, ordering: .relaxed)
  }

  private func record(_ kind: Event.Kind, source: String, _ state: inout State) {
    let gap = state.gap
    let event = Event(
      kind: kind, time: clock.elapsed, objective: state.best?.objective, bound: state.bound, gap: gap, source: source)
    state.history.append(event)
    turns.noteYield(clock)
    onEvent(event)
    if let gap, gap <= gapLimit { return stop(because: gap == 0 ? .proof : .gapLimit) }
    guard let objectiveLimit, let best = state.best?.objective else { return }
    let compared = best.levels.prefix(objectiveLimit.levels.count)
    if !objectiveLimit.levels.lexicographicallyPrecedes(compared) { stop(because: .objectiveLimit) }
  }
}
