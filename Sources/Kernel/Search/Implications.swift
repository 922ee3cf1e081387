extension Solver {
  /// What propagation makes true with `literal`, itself included; nil where it fails, and then the opposite is true for
  /// good. Call at level 0, propagated.
  package func implications(of literal: Literal) -> [Literal]? {
    precondition(store.level == 0, "implications are asked for at level 0")
    if store.isTrue(literal) { return [] }
    if store.isFalse(literal) { return nil }
    decide(literal)
    do {
      try propagate()
    } catch {
      retract(to: 0)
      raiseAtRoot(literal.negated, because: .probed)
      propagateRoot()
      return nil
    }
    var implied: [Literal] = []
    for t in 0..<store.trail.count {
      let node = store.trail[t].node
      if store.last[node] == Int32(t) {
        implied.append(Literal(IntegerVariable(index: node), atLeast: store.trail[t].bound))
      }
    }
    retract(to: 0)
    return implied
  }
}
