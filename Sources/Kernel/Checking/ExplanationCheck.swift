#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Checks every explanation of a search: whether its premises, with what holds at level 0, exclude the opposite of what it
/// explains, by the one constraint that made the inference.
///
/// Each propagator judges that by the definition of its constraint (`Propagator.refutes`), with none of the code that
/// filters or explains. Ends the program at the first explanation that does not hold.
enum ExplanationCheck {
  /// Set by the environment variable `DOVETAIL_CHECK_EXPLANATIONS`, for solvers whose options nobody can reach.
  static let isOnByDefault = getenv("DOVETAIL_CHECK_EXPLANATIONS") != nil
}

extension Solver {
  /// Writes the premises of an inference, as `explain` does, and checks them.
  func explainChecked(_ literal: Literal, _ reason: Reason, before position: Int32) {
    let first = store.premises.count
    writePremises(literal, reason, before: position)
    let premises = (first..<store.premises.count).map { store.premises[$0] }
    if let late = premises.first(where: { !store.isTrue($0, before: position) }) {
      fatalError("premise \(late) of \(literal) is not true before it")
    }
    if !follows(literal, from: premises, by: reason) {
      fatalError("\(premises) do not imply \(literal) by \(name(of: reason))")
    }
  }

  /// Checks a conflict that a propagator has stated.
  func checkStatedConflict() {
    let conflict = (0..<store.conflict.count).map { store.conflict[$0] }
    if !isConflict(conflict, by: store.failing) {
      fatalError("\(conflict) is no conflict by \(propagators[Int(store.failing.index)].kind)")
    }
  }

  /// Checks what was inferred at level 0, before its reasons are forgotten.
  func checkRoot() {
    for t in 0..<store.trail.count {
      let entry = store.trail[t]
      // What was added as a fact.
      if entry.reason.tag == .none { continue }
      explain(Literal(IntegerVariable(index: entry.node), atLeast: entry.bound), madeAt: Int32(t))
      store.premises.removeAll()
    }
  }

  /// Whether the premises imply the literal by the constraint that the reason names.
  func follows(_ literal: Literal, from premises: [Literal], by reason: Reason) -> Bool {
    var bounds = CheckedBounds(rootOf: store)
    for premise in premises { bounds.require(premise) }
    bounds.require(literal.negated)
    if bounds.isEmpty { return true }
    switch reason.tag {
    case .none: return false
    case .literal: return bounds.isTrue(reason.premise) && watches.hasBinary(reason.premise.negated, implying: literal)
    case .clause:
      let clause = ClauseReference(offset: reason.low)
      let literals = clauses.literals(clause)
      return (0..<clauses.size(clause)).allSatisfy { bounds.isFalse(literals[$0]) }
    case .arc, .refutedArc:
      let arc = network.arcs[Int(reason.low)]
      return bounds.isTrue(arc.condition) && bounds.lower(arc.source) + arc.weight > bounds.upper(arc.target)
    case .explicit, .lazy:
      let id = store.propagator(of: reason)
      return id == .orders ? isCyclic(at: literal.negated, bounds) : propagators[Int(id.index)].refutes(bounds)
    }
  }

  /// Whether the constraint of a propagator forbids that all these literals hold.
  func isConflict(_ literals: [Literal], by propagator: PropagatorID) -> Bool {
    var bounds = CheckedBounds(rootOf: store)
    for literal in literals { bounds.require(literal) }
    return bounds.isEmpty || propagators[Int(propagator.index)].refutes(bounds)
  }

  /// Whether an order that holds closes a circle of three.
  private func isCyclic(at order: Literal, _ bounds: CheckedBounds) -> Bool {
    let list = transitivity.placesOfNode[order.node]
    let places = transitivity.places.pointer(of: list)
    return (0..<list.count).contains { i in
      let n = Int(places[i].count)
      let matrix = Int(places[i].matrix)
      let (first, second) = (Int(places[i].first), Int(places[i].second))
      return (0..<n).contains { k in
        bounds.isTrue(transitivity.literals[matrix + second * n + k])
          && bounds.isTrue(transitivity.literals[matrix + k * n + first])
      }
    }
  }

  private func name(of reason: Reason) -> String {
    switch reason.tag {
    case .none: "nothing"
    case .literal, .clause: "a clause"
    case .arc, .refutedArc: "a precedence"
    case .explicit, .lazy:
      store.propagator(of: reason) == .orders
        ? "transitivity" : propagators[Int(store.propagator(of: reason).index)].kind
    }
  }
}
