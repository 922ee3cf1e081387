import Basics

/// Which assumptions refute one of them: its negation is explained down to decisions, which are all assumptions while one
/// of these is still to be made.
///
/// - Source: Eén, Sörensson 2003, "An extensible SAT-solver", 3.1 (final conflict clause).
extension Solver {
  /// Writes `core`: the assumption that has turned out false, and those that made it so.
  func explainRefutation(of assumption: Literal, among assumptions: [Literal]) {
    core = [assumption]
    explainBack(from: [assumption.negated]) { entry in
      // At level 0 nothing is asked.
      core.append(assumptions[Int(entry.level) - 1])
    }
  }

  /// Explains true literals back to level 0 and to decisions, the latest first; each entry of the trail once, for the
  /// strongest bound that is needed of it.
  ///
  /// - Parameters:
  ///   - visitDecision: called with each decision that is met.
  ///   - visitInference: called with what was asked of each other entry, and its position, while its premises stand in the
  ///     store.
  func explainBack(
    from literals: [Literal], visitDecision: (Store.Entry) -> Void = { _ in },
    visitInference: (_ asked: Literal, _ position: Int32) -> Void = { _, _ in }
  ) {
    analysis.reserve(trail: store.trail.count, levels: store.level)
    var top = Int32(-1)
    for literal in literals { require(literal, &top) }
    while top >= 0 {
      let position = top
      top -= 1
      if !analysis.marked[position] { continue }
      let entry = store.trail[position]
      analysis.marked[position] = false
      analysis.place[entry.node] = -1
      if entry.reason.tag == .none {
        visitDecision(entry)
        continue
      }
      let asked = Literal(IntegerVariable(index: entry.node), atLeast: analysis.need[entry.node])
      explain(asked, entry.reason, before: position)
      visitInference(asked, position)
      for i in 0..<store.premises.count { require(store.premises[i], &top) }
      store.premises.removeAll()
    }
  }

  /// Adds a true literal to what is to be explained; `top` is the last trail position of these.
  private func require(_ literal: Literal, _ top: inout Int32) {
    if store.isRootTrue(literal) { return }
    let maker = store.maker(of: literal)
    if store.trail[maker].level == 0 { return }
    let node = literal.node
    let known = analysis.place[node]
    if known >= 0 {
      if analysis.need[node] >= literal.bound { return }
      analysis.marked[known] = false
    }
    analysis.need[node] = literal.bound
    analysis.place[node] = maker
    analysis.marked[maker] = true
    top = max(top, maker)
  }
}
