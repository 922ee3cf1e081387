/// What becomes of a learned clause: asserted, watched, rated, and one day removed.
extension Solver {
  /// Learns `analysis.learned` and asserts its first literal at the present level.
  func learn() {
    let count = analysis.learned.count
    statistics.learnedLiterals &+= count
    let asserted = analysis.learned[0]
    let number = proof.map { certifyLearned($0) } ?? -1
    if count > 1 { offer(analysis.learned, lbd: learnedLBD, number: number) }
    switch count {
    case 1:
      raiseAtRoot(asserted, because: .learned)
    case 2:
      let second = analysis.learned[1]
      addBinary(asserted, second, origin: .learned, number: number)
      assert(asserted, because: .literal(second.negated))
    default:
      let lbd = learnedLBD
      let clause = clauses.add(analysis.learned, tier: Self.tier(forLBD: lbd), origin: .learned)
      proof?.note(number, of: clause)
      clauses.setActivity(clauseIncrement, of: clause)
      clauses.setUsed(true, clause)
      watch(clause)
      assert(asserted, because: .clause(clause))
    }
  }

  private func assert(_ literal: Literal, because reason: Reason) {
    do { try store.raise(literal, because: reason) } catch {
      preconditionFailure("the asserted literal of a learned clause is open after the jump")
    }
  }

  /// The literal block distance of the learned clause: how many levels it spans. Before the jump only.
  func measureLearned() {
    analysis.stamp += 1
    var levels = 0
    for i in 0..<analysis.learned.count {
      let maker = store.maker(of: analysis.learned[i].negated)
      let level = maker < 0 ? 0 : store.trail[maker].level
      if analysis.levelStamp[level] != analysis.stamp {
        analysis.levelStamp[level] = analysis.stamp
        levels += 1
      }
    }
    learnedLBD = levels
  }

  static func tier(forLBD lbd: Int) -> ClauseTier { lbd <= 3 ? .core : lbd <= 6 ? .mid : .local }

  /// Rewards a clause that took part in a conflict.
  func noteUse(of clause: ClauseReference) {
    if clauses.tier(clause) == .problem { return }
    clauses.setUsed(true, clause)
    let raised = clauses.activity(clause) + clauseIncrement
    clauses.setActivity(raised, of: clause)
    if raised > 1e20 { rescaleClauseActivities() }
  }

  private func rescaleClauseActivities() {
    for i in 0..<clauses.references.count {
      let clause = clauses.references[i]
      clauses.setActivity(clauses.activity(clause) * 1e-20, of: clause)
    }
    clauseIncrement *= 1e-20
  }

  /// Removes half of the local clauses, and the mid ones that were not used lately; then lays the watches anew. Called
  /// at level 0, where no clause is a reason.
  func reduceClauses() {
    precondition(store.level == 0, "clauses are reduced at level 0")
    statistics.reductions += 1
    var candidates: [ClauseReference] = []
    for i in 0..<clauses.references.count {
      let clause = clauses.references[i]
      simplify(clause)
      if clauses.isDeleted(clause) { continue }
      switch clauses.tier(clause) {
      case .problem, .core: break
      case .mid:
        if !clauses.isUsed(clause) { clauses.setTier(.local, of: clause) }
      case .local: candidates.append(clause)
      }
      clauses.setUsed(false, clause)
    }
    candidates.sort { left, right in
      let a = clauses.activity(left)
      let b = clauses.activity(right)
      return a != b ? a < b : left.offset > right.offset
    }
    for clause in candidates.prefix(candidates.count / 2) { clauses.delete(clause) }
    compactClauses()
    rewatch()
  }

  /// Drops what is false at level 0, and the whole clause when a literal is true there.
  private func simplify(_ clause: ClauseReference) {
    let literals = clauses.literals(clause)
    var kept = 0
    for i in 0..<clauses.size(clause) {
      let literal = literals[i]
      if store.isTrue(literal) {
        clauses.delete(clause)
        return
      }
      if store.isFalse(literal) { continue }
      literals[kept] = literal
      kept += 1
    }
    if kept == clauses.size(clause) { return }
    if kept == 2 {
      clauses.binaries.append(
        ClauseDatabase.BinaryClause(
          first: literals[0], second: literals[1], origin: clauses.origin(clause),
          number: proof?.take(numberOf: clause) ?? -1))
      clauses.delete(clause)
    } else {
      // Level 0 is propagated to a fixpoint, so no clause has one open literal only.
      precondition(kept > 2, "a clause that level 0 falsifies was propagated")
      clauses.shrink(clause, to: kept)
    }
  }

  /// Forgets deleted clauses, and what they were called in the proof.
  private func compactClauses() {
    guard let proof else { return clauses.compact() }
    var gone: [Int32] = []
    var numbers: [Int32] = []
    for i in 0..<clauses.references.count {
      guard let number = proof.number(of: clauses.references[i]) else {
        if !clauses.isDeleted(clauses.references[i]) { numbers.append(-1) }
        continue
      }
      if clauses.isDeleted(clauses.references[i]) { gone.append(number) } else { numbers.append(number) }
    }
    proof.delete(gone)
    clauses.compact()
    proof.move(numbers.indices.map { (clauses.references[$0], numbers[$0]) })
  }

  private func rewatch() {
    watches.removeAll()
    var kept = 0
    for i in 0..<clauses.binaries.count {
      let binary = clauses.binaries[i]
      if store.isTrue(binary.first) || store.isTrue(binary.second) { continue }
      clauses.binaries[kept] = binary
      watchBinary(kept)
      kept += 1
    }
    clauses.binaries.truncate(to: kept)
    for i in 0..<clauses.references.count { watch(clauses.references[i]) }
  }
}
