import Basics

/// Shortens learned clauses: deny their literals one after the other and propagate. A conflict, or a literal that comes
/// out true, shows that those denied so far will do; a literal that comes out false is not needed.
///
/// Clauses and precedence arcs propagate alone, without the clause in hand, which would come first and explain itself.
/// What is found follows from them, and it implies the clause that it replaces. Bound literals are strengthened as well:
/// where the proof needs less of a denied bound than was denied, the literal gets that smaller bound.
///
/// - Source: Piette, Hamadi, Saïs 2008, "Vivifying propositional clausal formulae"; Li et al. 2020, "Clause vivification
///   by unit propagation in CDCL SAT solvers".
extension Solver {
  /// - Parameter budget: propagations to spend.
  func vivify(budget: Int) {
    reserveMarks()
    inprocessing.occurrences.fill(0)
    var candidates: [ClauseReference] = []
    for i in 0..<clauses.references.count {
      let clause = clauses.references[i]
      if clauses.isDeleted(clause) { continue }
      switch clauses.tier(clause) {
      case .problem, .local: continue
      case .core, .mid: break
      }
      let literals = clauses.literals(clause)
      for k in 0..<clauses.size(clause) { inprocessing.occurrences[literals[k].node] += 1 }
      if !clauses.isVivified(clause) { candidates.append(clause) }
    }
    candidates.sort { left, right in
      let a = clauses.lbd(left)
      let b = clauses.lbd(right)
      return a != b ? a < b : left.offset > right.offset
    }
    let end = inprocessing.work + budget
    for clause in candidates {
      if isInfeasible || inprocessing.work >= end { return }
      clauses.setVivified(clause)
      vivify(clause)
    }
  }

  private func vivify(_ clause: ClauseReference) {
    let count = clauses.size(clause)
    let literals = clauses.literals(clause)
    inprocessing.literals.removeAll()
    for i in 0..<count {
      if store.isTrue(literals[i]) {
        clauses.delete(clause)
        return
      }
      insertByOccurrences(literals[i])
    }
    statistics.vivificationTries += 1
    unwatch(clause)
    denyLiterals()
    retract(to: 0)
    let kept = inprocessing.shortened.count
    if kept == count, !isStrengthened(inprocessing.shortened, from: inprocessing.literals) { return watch(clause) }
    statistics.vivifiedClauses += 1
    statistics.vivifiedLiterals += count - kept
    replaceByShortened(clause)
  }

  /// Keeps `inprocessing.literals` sorted, the most frequent first: they are the likeliest to propagate.
  private func insertByOccurrences(_ literal: Literal) {
    inprocessing.literals.append(literal)
    var i = inprocessing.literals.count - 1
    let key = inprocessing.occurrences[literal.node]
    while i > 0, inprocessing.occurrences[inprocessing.literals[i - 1].node] < key {
      inprocessing.literals.swapAt(i - 1, i)
      i -= 1
    }
  }

  /// Denies the literals in turn, and leaves in `inprocessing.shortened` what suffices.
  private func denyLiterals() {
    inprocessing.shortened.removeAll()
    for i in 0..<inprocessing.literals.count {
      let literal = inprocessing.literals[i]
      if store.isFalse(literal) { continue }
      if store.isTrue(literal) {
        store.conflict.removeAll()
        store.conflict.append(literal)
        keepDecisionsBehindConflict()
        inprocessing.shortened.append(literal)
        return
      }
      decide(literal.negated)
      do {
        try propagateClausesAndArcs()
      } catch {
        takeConflict()
        keepDecisionsBehindConflict()
        return
      }
      inprocessing.shortened.append(literal)
    }
  }

  /// Leaves the negations of the decisions that the true literals of `store.conflict` follow from, each with the weakest
  /// bound that is needed.
  private func keepDecisionsBehindConflict() {
    inprocessing.shortened.removeAll()
    analysis.reserve(trail: store.trail.count, levels: store.level)
    for i in 0..<store.conflict.count { requireLiteral(store.conflict[i]) }
    var position = Int32(store.trail.count) - 1
    while position >= 0 {
      let entry = store.trail[position]
      if analysis.marked[position], entry.reason.tag != .none {
        analysis.marked[position] = false
        analysis.place[entry.node] = -1
        explain(Literal(IntegerVariable(index: entry.node), atLeast: analysis.need[entry.node]), madeAt: position)
        for i in 0..<store.premises.count { requireLiteral(store.premises[i]) }
        store.premises.removeAll()
      }
      position -= 1
    }
    for i in 0..<analysis.touched.count {
      let node = analysis.touched[i]
      let place = analysis.place[node]
      if place >= 0 {
        let needed = Literal(IntegerVariable(index: node), atLeast: analysis.need[node])
        inprocessing.shortened.append(needed.negated)
        analysis.marked[place] = false
        analysis.place[node] = -1
      }
      analysis.isTouched[node] = false
    }
    analysis.touched.removeAll()
  }

  /// Adds a true literal to the working set, without reward.
  private func requireLiteral(_ literal: Literal) {
    if store.isRootTrue(literal) { return }
    let node = literal.node
    let known = analysis.place[node]
    if known >= 0, analysis.need[node] >= literal.bound { return }
    let maker = store.maker(of: literal)
    analysis.need[node] = literal.bound
    if known >= 0 { analysis.marked[known] = false }
    analysis.place[node] = maker
    analysis.marked[maker] = true
    if !analysis.isTouched[node] {
      analysis.isTouched[node] = true
      analysis.touched.append(Int32(node))
    }
  }

  /// Whether a literal has a larger bound than the literal of the same node had.
  private func isStrengthened(_ literals: borrowing Buffer<Literal>, from old: borrowing Buffer<Literal>) -> Bool {
    for i in 0..<literals.count {
      for k in 0..<old.count where old[k].variable == literals[i].variable && old[k].bound < literals[i].bound {
        return true
      }
    }
    return false
  }
}
