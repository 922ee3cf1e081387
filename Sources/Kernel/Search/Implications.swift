extension Solver {
  /// What propagation makes true with `literal`, itself included; nil where it fails, and then the opposite is true for
  /// good. Call at level 0, propagated.
  package func implications(of literal: Literal) -> [Literal]? {
    precondition(store.level == 0, "implications are asked for at level 0")
    if store.isTrue(literal) { return [] }
    if store.isFalse(literal) { return nil }
    guard assume(literal) else {
      raiseAtRoot(literal.negated, because: .probed)
      propagateRoot()
      return nil
    }
    noteImplied()
    retract(to: 0)
    return (0..<probing.implied.count).map { probing.implied[$0] }
  }
}
