extension ArcCircuitConstraint {
  /// An arc in and an arc out of each node, and ranks that grow by 1 along arcs, but those that enter the first node.
  ///
  /// The first node is the depot or one that is on the cycle for sure; where there is none, the least on the cycle.
  /// - Source: Miller, Tucker, Zemlin 1960, "Integer programming formulation of traveling salesman problems".
  package func decompose(into pieces: inout Decomposition) -> Bool {
    guard let degrees = degreeForms() else { return false }
    for form in degrees { pieces.post(LinearConstraint(form, .equal)) }
    let nodes = (0..<nodeCount).filter { $0 != depot }
    if nodes.count < 2 && depot < 0 || nodes.isEmpty { return true }
    let ranks = (0..<nodeCount).map { _ in pieces.integer(0...nodeCount) }.map(LinearForm.init)
    var loops = [[BoolVar]](repeating: [], count: nodeCount)
    for (arc, literal) in literals.enumerated() where tails[arc] == heads[arc] { loops[tails[arc]].append(literal) }
    for node in nodes {
      for loop in loops[node] { pieces.post(LinearConstraint(ranks[node], .equal, if: [loop])) }
    }
    let root = depot >= 0 ? depot : nodes.first { loops[$0].isEmpty }
    if let root {
      pieces.post(LinearConstraint(ranks[root], .equal))
      for (arc, literal) in literals.enumerated() where heads[arc] != root && heads[arc] != tails[arc] {
        pieces.post(LinearConstraint(ranks[heads[arc]] - ranks[tails[arc]] + -1, .equal, if: [literal]))
      }
      return true
    }
    // Whether a node before this one is on the cycle.
    var isBegun = !pieces.always()
    var begun: [BoolVar] = []
    for node in nodes {
      begun.append(isBegun)
      let next = pieces.boolean()
      // It is on the cycle where no loop is true.
      pieces.post(ClauseConstraint([!isBegun, next]))
      pieces.post(ClauseConstraint(loops[node] + [next]))
      for loop in loops[node] { pieces.post(ClauseConstraint([!loop, isBegun, !next])) }
      isBegun = next
    }
    for (arc, literal) in literals.enumerated() where heads[arc] != tails[arc] {
      let (tail, head) = (tails[arc], heads[arc])
      pieces.post(LinearConstraint(ranks[head] - ranks[tail] + -1, .equal, if: [literal, begun[head]]))
      pieces.post(LinearConstraint(ranks[head], .equal, if: [literal, !begun[head]]))
    }
    return true
  }

  /// For each node but the depot, arcs out - 1 and arcs in - 1; nil where a sum does not fit.
  private func degreeForms() -> [LinearForm]? {
    var (out, into) = (
      [[BoolVar]](repeating: [], count: nodeCount), [[BoolVar]](repeating: [], count: nodeCount)
    )
    for (arc, literal) in literals.enumerated() {
      out[tails[arc]].append(literal)
      into[heads[arc]].append(literal)
    }
    let lists = (0..<nodeCount).filter { $0 != depot }.flatMap { [out[$0], into[$0]] }
    let forms = lists.compactMap { LinearForm(sum(of: $0) - 1) }
    return forms.count == lists.count ? forms : nil
  }
}
