import Basics

/// Tries values at level 0 and keeps what the propagation shows: a literal that fails is false, and what both values of a
/// Boolean imply is true. Ordering Booleans are probed by activity; the bounds of wider variables are shaved: as long as
/// [x <= low + width] fails, x is above that, with widths that double.
///
/// - Source: Carlier, Pinson 1994, "Adjustment of heads and tails for the job-shop problem"; Martin, Shmoys 1996, "A new
///   approach to computing optimal schedules for the job-shop scheduling problem" (shaving); Lynce, Marques-Silva 2003,
///   "Probing-based preprocessing techniques for propositional satisfiability".
struct ProbingState: ~Copyable {
  /// What the first value of a Boolean made true.
  var implied = Buffer<Literal>()
  /// What both did.
  var common = Buffer<Literal>()
  /// The variables of this round, and which of them comes next.
  var order: [Int] = []
  var next = 0
  /// Propagations of the search when the last round began.
  var searchedBefore = 0

  init() {}
}

extension Solver {
  /// One call before each reduction of the clauses, with a share of what the search has propagated since the last one.
  /// Call at level 0, propagated.
  func probeOnSchedule() {
    let searched = statistics.propagations - probing.searchedBefore
    probing.searchedBefore = statistics.propagations
    let budget = Int(Double(searched) * options.probingShare)
    if budget > 0 { probe(budget: budget) }
  }

  /// Probes decision variables in rounds, the most active first; a call goes on where the last one ended.
  ///
  /// Call at level 0, propagated.
  /// - Parameter budget: propagations to spend.
  /// - Returns: whether something new is true at level 0.
  @discardableResult
  func probe(budget: Int) -> Bool {
    precondition(store.level == 0, "probing is done at level 0")
    let end = statistics.propagations + budget
    let before = statistics.probedFacts
    if probing.next >= probing.order.count {
      probing.order = activities.variablesByActivity()
      probing.next = 0
    }
    while probing.next < probing.order.count, !isInfeasible, statistics.propagations < end {
      let x = IntegerVariable(index: Int32(2 * probing.order[probing.next]))
      probing.next += 1
      if store.isFixed(x) { continue }
      statistics.probes += 1
      if store.upper(x) - store.lower(x) == 1 {
        probeValues(of: x)
      } else {
        shave(x, until: end)
        shave(-x, until: end)
      }
    }
    return statistics.probedFacts > before
  }

  /// Both values of a variable of two values.
  private func probeValues(of x: IntegerVariable) {
    let high = Literal(x, atLeast: store.upper(x))
    guard assume(high) else { return learnAtRoot(high.negated) }
    noteImplied()
    let first = proof.map { traceProbe($0) }
    retract(to: 0)
    guard assume(high.negated) else { return learnAtRoot(high) }
    probing.common.removeAll()
    for i in 0..<probing.implied.count {
      let literal = probing.implied[i]
      let bound = min(literal.bound, store.lower(literal.variable))
      if bound > store.root[literal.node] { probing.common.append(Literal(literal.variable, atLeast: bound)) }
    }
    if let proof, let first, probing.common.count > 0 {
      let second = traceProbe(proof)
      for i in 0..<probing.common.count { certifyCommon(probing.common[i], of: high, first, second, proof) }
    }
    retract(to: 0)
    for i in 0..<probing.common.count where !isInfeasible { learnAtRoot(probing.common[i]) }
  }

  /// Raises the lower bound of x while it can be shown that x is not near it.
  private func shave(_ x: IntegerVariable, until end: Int) {
    var width: Int32 = 0
    while !isInfeasible, statistics.propagations < end {
      let low = store.lower(x)
      if store.upper(x) - low <= width { return }
      let near = Literal(x, atMost: low + width)
      if assume(near) {
        retract(to: 0)
        return
      }
      learnAtRoot(near.negated)
      width = 2 * width + 1
    }
  }

  /// Keeps what stands on the trail, the strongest bound of each node.
  func noteImplied() {
    probing.implied.removeAll()
    for t in 0..<store.trail.count {
      let node = store.trail[t].node
      if store.last[node] == Int32(t) {
        probing.implied.append(Literal(IntegerVariable(index: node), atLeast: store.trail[t].bound))
      }
    }
  }

  /// Decides and propagates.
  ///
  /// - Returns: false on a conflict; then the solver is back at level 0.
  func assume(_ literal: Literal) -> Bool {
    decide(literal)
    do {
      try propagate()
      return true
    } catch {
      if let proof { certifyProbe(of: literal, proof) }
      retract(to: 0)
      return false
    }
  }

  private func learnAtRoot(_ literal: Literal) {
    if store.isTrue(literal) { return }
    statistics.probedFacts += 1
    raiseAtRoot(literal, because: .probed)
    propagateRoot()
  }
}
