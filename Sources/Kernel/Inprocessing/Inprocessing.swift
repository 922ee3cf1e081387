import Basics

/// What the search does at level 0 between restarts to keep its clauses short and few: vivification, subsumption,
/// equivalences of the binary implication graph. Runs before each reduction, on a budget of propagations.
///
/// - Source: the schedule and the techniques of CaDiCaL: Biere, Fazekas, Fleury, Heisinger 2020, "CaDiCaL, Kissat,
///   Paracooba, Plingeling and Treengeling entering the SAT competition 2020".
struct InprocessingState: ~Copyable {
  /// Propagations spent so far, and how many the search had made when the last round began.
  var work = 0
  var searchedBefore = 0

  /// The clause in hand, in the order in which its literals are denied.
  var literals = Buffer<Literal>()
  /// The clause that takes its place.
  var shortened = Buffer<Literal>()
  /// How many of the clauses at hand speak of each node.
  var occurrences = Buffer<Int32>()

  /// The literal of the clause in hand by node, valid where the stamp is that of the clause.
  var markedBound = Buffer<Int32>()
  var markStamp = Buffer<Int32>()
  var stamp: Int32 = 0

  init() {}
}

extension Solver {
  /// One round of inprocessing. Call at level 0, propagated; the caller reduces the clauses afterwards, which drops those
  /// that are marked as deleted here.
  func inprocess() {
    precondition(store.level == 0, "inprocessing is done at level 0")
    let searched = statistics.propagations - inprocessing.searchedBefore
    inprocessing.searchedBefore = statistics.propagations
    let probingBudget = Int(Double(searched) * options.probingShare)
    if probingBudget > 0 { probe(budget: probingBudget) }
    let budget = Int(Double(searched) * options.inprocessingShare)
    if budget == 0 || isInfeasible { return }
    statistics.inprocessings += 1
    mergeEquivalences()
    if isInfeasible { return }
    subsume(budget: 10 * budget)
    vivify(budget: budget)
  }

  /// Runs clauses and precedence arcs until nothing moves; the propagators are not woken.
  func propagateClausesAndArcs() throws(Conflict) {
    while true {
      while clauseCursor < store.trail.count {
        let entry = store.trail[clauseCursor]
        clauseCursor += 1
        inprocessing.work &+= 1
        try propagateClauses(node: Int(entry.node), from: entry.previousBound, to: entry.bound)
      }
      if arcCursor == store.trail.count { return }
      let entry = store.trail[arcCursor]
      arcCursor += 1
      try propagateArcs(node: Int(entry.node), from: entry.previousBound)
    }
  }

  /// Marks a learned clause as deleted and adds the stronger clause `inprocessing.shortened` in its place, a fact if it
  /// has one literal.
  func replaceByShortened(_ clause: ClauseReference) {
    let (tier, activity, isUsed) = (clauses.tier(clause), clauses.activity(clause), clauses.isUsed(clause))
    let count = inprocessing.shortened.count
    let lbd = min(clauses.lbd(clause), max(1, count - 1))
    clauses.delete(clause)
    if count > 1 { offer(inprocessing.shortened, lbd: lbd) }
    let literals = (0..<count).map { inprocessing.shortened[$0] }
    if let replacement = add(clause: literals, tier: tier, lbd: lbd) {
      clauses.setActivity(activity, of: replacement)
      clauses.setUsed(isUsed, replacement)
      clauses.setVivified(replacement)
    } else {
      propagateRoot()
    }
  }

  /// Makes room in the marks by node.
  func reserveMarks() {
    inprocessing.occurrences.resize(to: store.nodeCount, filling: 0)
    inprocessing.markedBound.resize(to: store.nodeCount, filling: 0)
    inprocessing.markStamp.resize(to: store.nodeCount, filling: 0)
  }
}
