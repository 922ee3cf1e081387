import Kernel
import Lowering
import Statements

/// Who listens to a session, and what it learns from elsewhere. Costs are in the sense of minimisation.
package protocol SessionDelegate: AnyObject {
  /// Whether to stop now; asked every few milliseconds.
  var shouldStop: Bool { get }
  /// The cost of the best solution known anywhere, `Int.max` for none: only better ones are looked for.
  var bestKnownCost: Int { get }
  /// The values of that solution, where the model can say it: decisions follow them.
  var bestKnownValues: [Int]? { get }
  /// The best bound proved anywhere, `Int.min` for none.
  var bestKnownBound: Int { get }
  /// The best bound that somebody claims, where only certificates count as proofs.
  var bestClaimedBound: Int { get }
  /// A solution, checked against the model; with the cost 0 where there is no objective.
  func found(_ values: [Int], cost: Int)
  /// No solution costs less than `bound`.
  func proved(bound: Int)
}

extension SessionDelegate {
  package var shouldStop: Bool { false }
  package var bestKnownCost: Int { .max }
  package var bestKnownValues: [Int]? { nil }
  package var bestKnownBound: Int { .min }
  package var bestClaimedBound: Int { .min }
  package func proved(bound: Int) {}
}

/// Branch and bound by repeated search in one solver: each solution is checked, then only better ones are looked for,
/// until there is none. What was learned stays valid throughout.
///
/// - Source: destructive lower bounds: Klein, Scholl 1999, "Computing lower bounds by destructive improvement".
package final class KernelSession {
  package struct Options: Sendable {
    /// Conflicts in all.
    package var conflictLimit = Int.max
    /// Alternates with tests of an optimistic cost, each with a budget of conflicts that grows: where one is refuted,
    /// the lower bound rises.
    package var probesLowerBound = false
    /// After so many conflicts the tests leave no time for complete search while the bound is more than `farGap` below
    /// the best cost: what excludes better solutions is out of reach then, and a higher bound is not.
    package var testsAloneFrom = Int.max
    /// After each solution, asks for one that is better by a number of units that doubles while it succeeds: wide
    /// objectives then take few solutions.
    package var jumpsAhead = false
    /// Conflicts of the first optimistic test, and of a jump.
    package var probeBudget = 200

    package init() {}
  }

  package enum Outcome: Sendable {
    /// No solution is better than the best one known; where none is known, there is none.
    case exhausted
    /// A limit was met, or the delegate asked to stop.
    case limit
  }

  package let lowered: LoweredModel
  package let options: Options
  /// The best solution that this session found or was given.
  package private(set) var best: (values: [Int], cost: Int)?
  /// What the session has proved about the cost.
  package private(set) var provedBound = Int.min
  /// So far, of all searches in the session's solver.
  package var conflicts: Int { solver.statistics.conflicts }
  private let exchange: FactExchange.Member?
  unowned let delegate: any SessionDelegate
  private var solver: Solver { lowered.solver }
  /// Only costs below this are looked for.
  private var target = Int.max
  /// The best claim that the session has tried to show by itself.
  private var triedClaim = Int.min
  /// Conflicts of the next optimistic test, and of the complete search that follows it.
  private var budget: Int
  /// Where tests are all that is done.
  private var testSteps = TestSteps()
  /// Whether optimistic tests and complete search take turns from the start.
  private let alternates: Bool
  /// What complete search does; tests alone follow activity, which takes them further in the same number of conflicts.
  private let failureDirected: FailureDirectedUse

  /// - Parameter exchange: with sessions of the same model, lowered in the same way; bounds of variables may differ where
  ///   each excludes only what is no better than the best solution known.
  package init(
    _ lowered: LoweredModel, _ options: Options = Options(), exchange: FactExchange.Member? = nil,
    delegate: any SessionDelegate
  ) {
    self.exchange = exchange
    if let exchange { lowered.solver.options.sharing = exchange.sharing }
    self.lowered = lowered
    self.options = options
    self.delegate = delegate
    budget = options.probeBudget
    alternates = options.probesLowerBound && lowered.objective != nil
    failureDirected = lowered.solver.options.failureDirected
  }

  /// Starts from a solution: decisions follow its values, and only better ones are looked for.
  ///
  /// - Returns: what is wrong with it, in words, and nothing is done; nil where it was taken.
  @discardableResult
  package func start(from values: [Int]) -> String? {
    if let violation = lowered.data.violation(of: values) { return violation }
    lowered.follow(values)
    accept(values)
    return nil
  }

  /// Searches until the proof or a limit. Call again with the same session to go on after a stop.
  ///
  /// - Parameter untilFirstSolution: ends with `limit` once there is a solution that is not proved to be the best.
  /// - Parameter conflictLimit: of this call, within the session's.
  /// - Throws: `rejectedSolution` when the kernel's solution breaks the model: a defect of the kernel.
  package func run(untilFirstSolution: Bool = false, conflictLimit: Int = .max) throws(ModelError) -> Outcome {
    let conflictLimit = min(options.conflictLimit, conflictLimit)
    let lastConflict = conflictLimit == .max ? Int.max : solver.statistics.conflicts + conflictLimit
    if best == nil, delegate.bestKnownCost == .max, try followHints() == .infeasible { return exhausted() }
    if lowered.objective == nil, best != nil { return .exhausted }
    var step = 0
    var jump = 0
    while true {
      if untilFirstSolution, best != nil { return .limit }
      // Before the first solution, nothing is worth more than that.
      let isFar = isFarFromProof
      solver.options.failureDirected = isFar ? .never : failureDirected
      if isFar {
        if try testAlone(until: lastConflict) == .infeasible { return exhausted() }
        if delegate.shouldStop || solver.statistics.conflicts >= lastConflict { return .limit }
        continue
      }
      if alternates, target < .max, solver.propagateRoot() {
        importNews()
        switch try search(below: aim(above: step), conflicts: budget, until: lastConflict) {
        case .refutedAssumptions:
          step = max(1, 2 * step)
          continue
        case .infeasible: return exhausted()
        case .solution: step = 0
        case .limit:
          step = 0
          budget = min(Self.largestBudget, budget + budget / 2)
        }
      }
      let goal = jump > 0 ? aim(below: jump) : nil
      let conflicts = goal == nil ? conflictsOfCompleteSearch : options.probeBudget
      switch try search(below: goal, conflicts: conflicts, until: lastConflict) {
      case .solution:
        if lowered.objective == nil { return .exhausted }
        jump = options.jumpsAhead ? max(1, 2 * jump) : 0
      case .infeasible: return exhausted()
      case .refutedAssumptions: jump = 0
      case .limit:
        if delegate.shouldStop || solver.statistics.conflicts >= lastConflict { return .limit }
        jump = 0
      }
    }
  }

  /// One test of an optimistic cost, or complete search where there is none between the bound and the target.
  private func testAlone(until lastConflict: Int) throws(ModelError) -> SearchOutcome {
    guard solver.propagateRoot() else { return .infeasible }
    importNews()
    let before = solver.statistics.conflicts
    testSteps.spent = before
    let budget = testSteps.budget
    // Halfway to the best cost at most, where steps have grown.
    let outcome = try search(
      below: aim(above: min(testSteps.units, distance / 2) - 1), conflicts: budget, until: lastConflict)
    let conflicts = solver.statistics.conflicts - before
    switch outcome {
    case .refutedAssumptions: testSteps.note(isRefuted: true, conflicts: conflicts, cost: target)
    case .limit where conflicts >= budget: testSteps.note(isRefuted: false, conflicts: conflicts, cost: target)
    default: break
    }
    return outcome
  }

  /// From the objective's lower bound to its upper one, at least two units.
  private var distance: Int {
    guard let z = lowered.objective?.variable else { return 2 }
    return max(2, Int(solver.store.upper(z)) - Int(solver.store.lower(z)))
  }

  /// Whether the bound is so far below the best cost, after so many conflicts, that only tests are worth their time. Once
  /// false after that many, it stays so: the two come nearer only.
  private var isFarFromProof: Bool {
    guard solver.statistics.conflicts >= options.testsAloneFrom, target < .max, lowered.objective != nil else {
      return false
    }
    return Double(target) - Double(provedBound) > Self.farGap * abs(Double(target))
  }

  /// As many as the tests have; without tests no limit, but that tests may begin.
  private var conflictsOfCompleteSearch: Int {
    if alternates { return budget }
    let left = options.testsAloneFrom - solver.statistics.conflicts
    return left > 0 ? left : .max
  }

  /// Looks for a better solution among those in which all of `assumptions` hold: one step of a large neighbourhood
  /// search. Decisions follow the best solution known; what is learned stays, as the assumptions are part of each clause
  /// that rests on them.
  ///
  /// - Returns: `solution` for a better one, which the delegate has been told; `refutedAssumptions` where there is none
  ///   among these, `infeasible` where there is none at all.
  package func improve(under assumptions: [Literal], conflicts: Int) throws(ModelError) -> SearchOutcome {
    let followed = solver.options.followsSolutionWhenFocused
    let sharing = solver.options.sharing
    solver.options.followsSolutionWhenFocused = true
    if sharing != nil { solver.options.sharing = .short }
    defer {
      solver.options.followsSolutionWhenFocused = followed
      solver.options.sharing = sharing
    }
    return try solve(under: assumptions, conflicts: conflicts)
  }

  /// The same as a step of a search of another kind, which may read `Solver.core` afterwards.
  func solve(under assumptions: [Literal], conflicts: Int) throws(ModelError) -> SearchOutcome {
    if delegate.shouldStop { return .limit }
    var limits = SearchLimits()
    limits.conflicts = conflicts
    let outcome = solver.search(assumptions: assumptions, limits: limits, monitor: self)
    switch outcome {
    case .solution: try record()
    case .infeasible: _ = exhausted()
    case .refutedAssumptions, .limit: break
    }
    return outcome
  }

  /// Looks for a solution with the hinted values; the later half of the hints goes each time there is none soon.
  private func followHints() throws(ModelError) -> SearchOutcome {
    var hints = lowered.hintLiterals
    var limits = SearchLimits()
    limits.conflicts = min(options.probeBudget, options.conflictLimit)
    while !hints.isEmpty, !delegate.shouldStop {
      switch solver.search(assumptions: hints, limits: limits, monitor: self) {
      case .solution:
        try record()
        return .solution
      case .infeasible: return .infeasible
      case .refutedAssumptions, .limit: hints.removeLast((hints.count + 1) / 2)
      }
    }
    return .limit
  }

  /// The literal that the objective is at most `step` above its lower bound; nil where that is no more than the target.
  private func aim(above step: Int) -> Literal? {
    guard let z = lowered.objective?.variable else { return nil }
    let goal = Int(solver.store.lower(z)) + step
    return goal < Int(solver.store.upper(z)) ? Literal(z, atMost: Int32(goal)) : nil
  }

  /// The literal that the objective is at least `jump` better than the target; nil where nothing is that good.
  private func aim(below jump: Int) -> Literal? {
    guard let z = lowered.objective?.variable, !solver.isInfeasible else { return nil }
    let low = Int(solver.store.lower(z))
    let high = Int(solver.store.upper(z))
    return low < high ? Literal(z, atMost: Int32(max(low, high - jump))) : nil
  }

  /// Searches with or without an optimistic goal. A refuted goal raises the bound.
  private func search(below goal: Literal?, conflicts: Int, until lastConflict: Int) throws(ModelError) -> SearchOutcome
  {
    if delegate.shouldStop || solver.statistics.conflicts >= lastConflict { return .limit }
    var limits = SearchLimits()
    limits.conflicts = lastConflict == .max ? conflicts : min(conflicts, lastConflict - solver.statistics.conflicts)
    let outcome = solver.search(assumptions: goal.map { [$0] } ?? [], limits: limits, monitor: self)
    switch outcome {
    case .solution: try record()
    case .refutedAssumptions:
      if let goal { solver.raiseAtRoot(goal.negated, because: .refutedGoal) }
      exportBound()
    case .infeasible, .limit: break
    }
    return outcome
  }

  private func record() throws(ModelError) {
    let values = lowered.values()
    if let violation = lowered.data.violation(of: values) { throw .rejectedSolution(violation) }
    accept(values)
  }

  private func accept(_ values: [Int]) {
    let cost = lowered.data.cost(of: values) ?? 0
    if let best, best.cost <= cost { return }
    best = (values, cost)
    delegate.found(values, cost: cost)
    tighten(below: cost)
  }

  private func tighten(below cost: Int) {
    guard cost < target, let objective = lowered.objective else { return }
    target = cost
    solver.raiseAtRoot(objective.atMost(cost - 1), because: .objective)
  }

  /// Takes over what others found. Call at level 0.
  func importNews() {
    guard let objective = lowered.objective else { return }
    let cost = delegate.bestKnownCost
    if cost < target {
      tighten(below: cost)
      if let values = delegate.bestKnownValues { lowered.follow(values) }
    }
    let bound = delegate.bestKnownBound
    if bound > provedBound {
      provedBound = bound
      solver.raiseAtRoot(objective.atLeast(bound), because: .imported)
    }
    if solver.proof != nil { tryClaim() }
  }

  /// What others claim is a fact once it is shown here.
  private func tryClaim() {
    let claim = delegate.bestClaimedBound
    guard claim > max(provedBound, triedClaim), let objective = lowered.objective, solver.propagateRoot() else {
      return
    }
    triedClaim = claim
    _ = solver.prove(objective.atLeast(claim))
  }

  /// Level 0's lower bound of the objective is proved: a solution is better than the target and not below it, or it is
  /// not better than the target.
  func exportBound() {
    guard let objective = lowered.objective else { return }
    let bound = min(objective.cost(at: solver.store.lower(objective.variable)), target)
    if bound > provedBound {
      provedBound = bound
      delegate.proved(bound: bound)
    }
  }

  func exhausted() -> Outcome {
    if target < .max, target > provedBound {
      provedBound = target
      delegate.proved(bound: target)
    }
    return .exhausted
  }
}

extension KernelSession {
  /// Of the best cost. Below it complete search finds proofs that the tests would reach later.
  fileprivate static var farGap: Double { 0.01 }
  /// More than any run makes.
  fileprivate static var largestBudget: Int { 1 << 40 }
}

extension KernelSession: SearchMonitor {
  package var shouldStop: Bool { delegate.shouldStop }

  package var hasNews: Bool {
    delegate.bestKnownCost < target || delegate.bestKnownBound > provedBound
      || solver.proof != nil && delegate.bestClaimedBound > max(provedBound, triedClaim)
  }

  package func visitRoot(_ solver: Solver) {
    let facts = exchange?.take() ?? []
    importNews()
    for batch in facts { solver.importShared(batch) }
    exportBound()
    exchange?.post(solver.takeShareable())
  }
}
