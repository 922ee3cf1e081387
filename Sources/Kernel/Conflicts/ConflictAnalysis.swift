import Basics

/// From a conflict to a learned clause: resolve along the trail until one literal of the conflict's level is left
/// (first unique implication point). Literals are bounds; each explanation is asked for exactly the bound that is
/// needed, which may be weaker than the one that was inferred.
extension Solver {
  /// Analyses the conflict that the store holds.
  ///
  /// - Returns: the level to jump back to; nil when the conflict holds at level 0. The clause stands in
  ///   `analysis.learned`, the literal to assert first and one of the jump's level second.
  func analyse() -> Int? {
    proof?.begin()
    takeConflict()
    guard let level = backtrackToConflictLevel() else {
      if let proof { certifyRefutation(proof) }
      return nil
    }
    analysis.reserve(trail: store.trail.count, levels: store.level)
    analysis.openCount = 0
    for i in 0..<store.conflict.count { include(store.conflict[i], level: level) }

    var position = Int32(store.trail.count) - 1
    while true {
      while !analysis.marked[position] { position -= 1 }
      if analysis.openCount == 1 { break }
      let node = store.trail[position].node
      let asked = Literal(IntegerVariable(index: node), atLeast: analysis.need[node])
      analysis.marked[position] = false
      analysis.place[node] = -1
      analysis.openCount -= 1
      explain(asked, madeAt: position)
      if let proof { noteStep(asked, at: position, proof) }
      for i in 0..<store.premises.count {
        assert(store.maker(of: store.premises[i]) < position, "a premise is true before what it explains")
        include(store.premises[i], level: level)
      }
      store.premises.removeAll()
    }
    minimise(level: level)
    return collect(uniqueAt: position)
  }

  /// Turns the conflict into literals of `store.conflict`, all true, that cannot be together.
  func takeConflict() {
    analysis.failure = store.failed
    guard let (literal, reason) = store.failed else {
      if options.checksExplanations { checkStatedConflict() }
      if let proof { noteConflict(failed: nil, asked: .always, proof) }
      return
    }
    store.failed = nil
    store.conflict.removeAll()
    // The literal [x >= v] is false as [x <= u], u < v. Any w in u+1 ... v would have done; the bound of -x is asked as
    // weakly as the entry that refutes v allows, and the rest of the slack goes to the explanation.
    let refuting = store.maker(of: literal.negated)
    let upper = refuting < 0 ? -store.root[literal.node ^ 1] : -store.trail[refuting].bound
    let asked = Literal(literal.variable, atLeast: upper + 1)
    store.conflict.append(asked.negated)
    explain(asked, reason, before: store.position)
    if let proof { noteConflict(failed: (literal, reason), asked: asked, proof) }
    for i in 0..<store.premises.count { store.conflict.append(store.premises[i]) }
    store.premises.removeAll()
  }

  /// Backtracks to the highest level of a literal of the conflict.
  ///
  /// - Returns: that level; nil for level 0.
  private func backtrackToConflictLevel() -> Int? {
    var level: Int32 = 0
    for i in 0..<store.conflict.count {
      let maker = store.maker(of: store.conflict[i])
      if maker >= 0 { level = max(level, store.trail[maker].level) }
    }
    if level == 0 { return nil }
    backtrack(to: Int(level))
    return Int(level)
  }

  /// Adds a true literal to the working set.
  @inline(__always)
  private func include(_ literal: Literal, level: Int) {
    if store.isRootTrue(literal) { return }
    let node = literal.node
    let known = analysis.place[node]
    if known >= 0, analysis.need[node] >= literal.bound { return }
    let maker = store.maker(of: literal)
    analysis.need[node] = literal.bound
    if known == maker { return }
    if known >= 0 {
      analysis.marked[known] = false
      if store.trail[known].level == level { analysis.openCount -= 1 }
    }
    analysis.place[node] = maker
    analysis.marked[maker] = true
    if store.trail[maker].level == level { analysis.openCount += 1 }
    if !analysis.isTouched[node] {
      analysis.isTouched[node] = true
      analysis.touched.append(Int32(node))
      activities.bump(node >> 1)
    }
  }

  /// Writes the premises of the trail entry at `position`, for the weaker bound that is asked.
  @inline(__always)
  func explain(_ literal: Literal, madeAt position: Int32) {
    explain(literal, store.trail[position].reason, before: position)
  }

  @inline(__always)
  func explain(_ literal: Literal, _ reason: Reason, before position: Int32) {
    if options.checksExplanations {
      explainChecked(literal, reason, before: position)
    } else {
      writePremises(literal, reason, before: position)
    }
  }

  func writePremises(_ literal: Literal, _ reason: Reason, before position: Int32) {
    switch reason.tag {
    case .none: break
    case .literal: store.premise(reason.premise)
    case .clause:
      let clause = ClauseReference(offset: reason.low)
      let literals = clauses.literals(clause)
      for i in 0..<clauses.size(clause) where literals[i].variable != literal.variable {
        store.premise(literals[i].negated)
      }
      if !store.isCertifying { noteUse(of: clause) }
    case .explicit:
      let offset = Int(reason.low)
      for i in offset..<(offset + Int(reason.high)) { store.premise(store.arena[i]) }
    case .arc: explainArc(Int32(reason.low), literal)
    case .refutedArc: explainRefutedArc(Int32(reason.low), before: position)
    case .lazy:
      store.evidence = Evidence()
      propagators[Int(reason.high)].explain(
        literal, payload: Int32(bitPattern: reason.low), before: position, &store)
    }
  }

  /// Builds the learned clause from the working set and empties the set.
  private func collect(uniqueAt position: Int32) -> Int {
    let unique = store.trail[position].node
    analysis.learned.removeAll()
    analysis.learned.append(Literal(IntegerVariable(index: unique), atLeast: analysis.need[unique]).negated)
    var jump: Int32 = 0
    for i in 0..<analysis.touched.count {
      let node = analysis.touched[i]
      let place = analysis.place[node]
      if place >= 0 {
        if node != unique {
          analysis.learned.append(Literal(IntegerVariable(index: node), atLeast: analysis.need[node]).negated)
          if store.trail[place].level > jump {
            jump = store.trail[place].level
            analysis.learned.swapAt(1, analysis.learned.count - 1)
          }
        }
        analysis.marked[place] = false
        analysis.place[node] = -1
      }
      analysis.isTouched[node] = false
    }
    analysis.touched.removeAll()
    return Int(jump)
  }
}
