/// Drops literals of the working set that the rest of it implies.
///
/// A literal is redundant when each premise of its explanation is true at level 0, implied by a literal of the set that
/// was true earlier than the explained entry (the order keeps two literals from justifying each other), or redundant
/// itself.
///
/// - Source: Sörensson, Biere 2009, "Minimizing learned clauses", on bound literals.
extension Solver {
  func minimise(level: Int) {
    analysis.stamp += 1
    for i in 0..<analysis.touched.count {
      let place = analysis.place[analysis.touched[i]]
      if place >= 0 { analysis.levelStamp[store.trail[place].level] = analysis.stamp }
    }
    var budget = options.minimisationBudget
    for i in 0..<analysis.touched.count {
      let node = analysis.touched[i]
      let place = analysis.place[node]
      if place < 0 || store.trail[place].level == level { continue }
      let literal = Literal(IntegerVariable(index: node), atLeast: analysis.need[node])
      if isRedundant(literal, madeAt: place, depth: 0, &budget) {
        analysis.place[node] = -1
        analysis.marked[place] = false
        statistics.minimisedLiterals &+= 1
      }
    }
    for i in 0..<analysis.memoised.count { analysis.memo[analysis.memoised[i]] = .unknown }
    analysis.memoised.removeAll()
  }

  private func isRedundant(_ literal: Literal, madeAt position: Int32, depth: Int, _ budget: inout Int) -> Bool {
    let entry = store.trail[position]
    if entry.reason.tag == .none || depth > 60 || budget <= 0 { return false }
    // A level without a literal of the set cannot be explained by the set.
    if analysis.levelStamp[entry.level] != analysis.stamp { return false }
    switch analysis.memo[position] {
    case .redundant where literal.bound <= analysis.memoBound[position]: return true
    case .needed where literal.bound >= analysis.memoBound[position]: return false
    default: break
    }
    budget -= 1
    let first = store.premises.count
    explain(literal, entry.reason, before: position)
    let steps = proof.map { tracedSteps(literal, premisesFrom: first, at: position, $0) }
    let last = store.premises.count
    var redundant = true
    var i = first
    while redundant, i < last {
      let premise = store.premises[i]
      i += 1
      if store.isRootTrue(premise) { continue }
      let place = analysis.place[premise.node]
      if place >= 0, place < position, analysis.need[premise.node] >= premise.bound { continue }
      redundant = isRedundant(premise, madeAt: store.maker(of: premise), depth: depth + 1, &budget)
    }
    store.premises.truncate(to: first)
    if redundant, let proof, let steps { for step in steps { proof.note(step, at: position) } }
    if analysis.memo[position] == .unknown { analysis.memoised.append(position) }
    analysis.memo[position] = redundant ? .redundant : .needed
    analysis.memoBound[position] = literal.bound
    return redundant
  }
}
