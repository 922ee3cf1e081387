import Basics

/// The search loop: propagate, on a conflict learn and jump back, otherwise decide.
extension Solver {
  /// Looks for values of all variables, under `assumptions`.
  ///
  /// Whatever the outcome, the solver stands at level 0 afterwards and keeps what it learned, so calling again goes on.
  /// - Complexity: no allocation per conflict once the buffers have grown.
  package func search(
    assumptions: [Literal] = [], limits: SearchLimits = SearchLimits(), monitor: (any SearchMonitor)? = nil
  ) -> SearchOutcome {
    let lastConflict =
      limits.conflicts == .max ? Int.max : statistics.conflicts + limits.conflicts
    var isRootNew = true
    var tick = 0
    store.assumptionLevels = assumptions.count
    core.removeAll()
    releaseDeferred(above: -1)
    defer {
      backtrack(to: 0)
      store.assumptionLevels = 0
    }
    while true {
      if isRootNew {
        isRootNew = false
        backtrack(to: 0)
        if !propagateRoot() { return .infeasible }
        if let monitor {
          if monitor.shouldStop { return .limit }
          monitor.visitRoot(self)
          if !propagateRoot() { return .infeasible }
        }
        if statistics.conflicts >= nextReduction || clauseFootprint > limits.clauseMemory {
          probeOnSchedule()
          if isInfeasible { return .infeasible }
          reduceOnSchedule()
          if clauseFootprint > limits.clauseMemory { return .limit }
        }
        chooseFollowing()
      }
      do {
        try propagate()
      } catch {
        statistics.conflicts &+= 1
        rateDecision(failed: true)
        guard let jump = learnFromConflict() else {
          refute(by: conflictOrigin)
          return .infeasible
        }
        if jump == 0 { isRootNew = true }
        if statistics.conflicts >= lastConflict { return .limit }
        if let monitor {
          if monitor.shouldStop { return .limit }
          if statistics.conflicts & 31 == 0, monitor.hasNews { isRootNew = true }
        }
        continue
      }
      rateDecision(failed: false)
      if statistics.conflicts >= nextReduction {
        isRootNew = true
        continue
      }
      if options.restartsSeldom ? restarts.shouldRestartSeldom() : restarts.shouldRestart(options.failureDirected) {
        restart(to: assumptions.count)
        isRootNew = store.level == 0
        continue
      }
      if store.level < assumptions.count {
        let assumption = assumptions[store.level]
        if store.isFalse(assumption) {
          explainRefutation(of: assumption, among: assumptions)
          return .refutedAssumptions
        }
        if store.isTrue(assumption) { store.openLevel() } else { decide(assumption) }
        continue
      }
      tick &+= 1
      if tick & 7 == 0, let monitor, monitor.shouldStop { return .limit }
      guard let decision = nextDecision() else {
        recordSolution()
        return .solution
      }
      statistics.decisions &+= 1
      decide(decision)
    }
  }

  /// Analyses the conflict, jumps back and asserts what was learned.
  ///
  /// - Returns: the level jumped to; nil when the conflict holds at level 0.
  private func learnFromConflict() -> Int? {
    phases.noteTrail(store)
    guard let jump = analyse() else { return nil }
    measureLearned()
    restarts.noteConflict(lbd: learnedLBD)
    backtrack(to: jump)
    learn()
    activities.decay(by: options.activityDecay)
    clauseIncrement *= 1 / 0.999
    return jump
  }

  /// Takes the decisions back, not the assumptions that stand below them: these would be propagated anew for nothing.
  private func restart(to level: Int) {
    statistics.restarts &+= 1
    backtrack(to: level)
    if restarts.modeChanges != lastModeChange {
      lastModeChange = restarts.modeChanges
      rephase()
    }
    chooseFollowing()
  }

  private func chooseFollowing() {
    phases.followsSolution =
      restarts.mode == .stable ? options.followsSolutionWhenStable : options.followsSolutionWhenFocused
  }

  private func rephase() {
    let cycle: [Phases.Source] = [.solution, .best, .solution, .flipped, .solution, .random]
    phases.rephase(to: cycle[restarts.modeChanges % cycle.count], store, &random)
  }

  private func reduceOnSchedule() {
    reduceClauses()
    nextReduction = statistics.conflicts + 2000 + 300 * statistics.reductions
  }

  /// The next thing to decide; nil when all variables are fixed.
  private func nextDecision() -> Literal? {
    if !order.isEmpty, let decision = order.next(&store, activities, &random) { return decision }
    if let brancher, let decision = brancher.nextDecision(store) { return decision }
    if options.failureDirected == .always || restarts.mode == .failureDirected,
      let decision = nextFailureDirectedDecision()
    {
      return decision
    }
    while let variable = activities.takeTop() {
      let x = IntegerVariable(index: Int32(2 * variable))
      let low = store.lower(x)
      let high = store.upper(x)
      if low == high { continue }
      if high - low > 1 {
        if isDeferred(variable) { continue }
        if let decision = decisionTowardsTarget(variable) { return decision }
        // Halving towards the lower bound: on scheduling models about 40 % fewer conflicts than trying values.
        activities.insert(variable)
        let middle = low + (high - low) / 2
        let isLate = options.decidesTimesLate && phases.isTime(variable)
        return isLate ? Literal(x, atLeast: middle + 1) : Literal(x, atMost: middle)
      }
      return phases.target(variable) <= low ? Literal(x, atMost: low) : Literal(x, atLeast: high)
    }
    return nextDeferred() ?? nextCompletion()
  }

  /// With all decision variables fixed: the completion variable of the smallest lower bound goes there.
  private func nextCompletion() -> Literal? {
    var chosen: IntegerVariable?
    for x in completion where !store.isFixed(x) {
      if let best = chosen, store.lower(best) <= store.lower(x) { continue }
      chosen = x
    }
    return chosen.map { Literal($0, atMost: store.lower($0)) }
  }

  private func recordSolution() {
    solution.removeAll(keepingCapacity: true)
    for variable in 0..<variableCount {
      let x = IntegerVariable(index: Int32(2 * variable))
      precondition(store.isFixed(x), "a solution fixes every variable")
      solution.append(store.lower(x))
      phases.noteSolution(variable, value: store.lower(x))
    }
  }

  // MARK: What the model says about the search

  /// These variables are not decided by activity: once all others are fixed, the smallest lower bound is taken first.
  package func completeAtLowerBounds(_ variables: [IntegerVariable]) {
    for x in variables {
      activities.exclude(x.base)
      completion.append(x)
    }
  }

  /// The value that decisions try before anything is known of x.
  package func prefer(_ x: IntegerVariable, value: Int32) {
    phases.prefer(x.base, value: x.isNegated ? -value : value)
  }

  /// Makes a solution found elsewhere the one that decisions follow.
  package func follow(_ x: IntegerVariable, value: Int32) {
    phases.noteSolution(x.base, value: x.isNegated ? -value : value)
  }

  /// The value of x in the last solution.
  package func value(of x: IntegerVariable) -> Int32 {
    x.isNegated ? -solution[x.base] : solution[x.base]
  }

  package func value(of literal: Literal) -> Bool { value(of: literal.variable) >= literal.bound }
}
