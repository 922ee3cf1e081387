/// What the kernel knows of origins when somebody asks; the search itself never does.
extension Solver {
  /// Where the inference comes from that made a literal true; nil for a decision and for what is not true.
  package func origin(of literal: Literal) -> Origin? {
    guard store.isTrue(literal) else { return nil }
    let maker = store.maker(of: literal)
    return maker < 0 ? rootOrigins[literal.node] : origin(of: store.trail[maker])
  }

  /// Where the conflict that the store holds, or the one analysed last, comes from.
  var conflictOrigin: Origin? {
    guard let (literal, reason) = store.failed ?? analysis.failure else { return origins[Int(store.failing.index)] }
    return origin(of: reason, for: literal)
  }

  /// Notes for good where the bounds of level 0 come from, before their reasons are forgotten.
  func noteRootOrigins() {
    for t in 0..<store.trail.count {
      let entry = store.trail[t]
      rootOrigins[entry.node] = origin(of: entry) ?? .definition
    }
  }

  private func origin(of entry: Store.Entry) -> Origin? {
    origin(of: entry.reason, for: Literal(IntegerVariable(index: entry.node), atLeast: entry.bound))
  }

  private func origin(of reason: Reason, for literal: Literal) -> Origin? {
    switch reason.tag {
    case .none: reason.givenOrigin
    case .literal: watches.binary(reason.premise.negated, literal).map { clauses.binaries[$0].origin }
    case .clause: clauses.origin(ClauseReference(offset: reason.low))
    case .arc, .refutedArc: network.origin(ofArc: Int(reason.low))
    case .explicit, .lazy:
      store.propagator(of: reason) == .orders
        ? transitivity.origins[store.part(of: reason)] : origins[Int(store.propagator(of: reason).index)]
    }
  }

  /// States that there is no solution (left).
  func refute(by origin: Origin?) {
    if !isInfeasible { refutation = origin }
    isInfeasible = true
  }
}
