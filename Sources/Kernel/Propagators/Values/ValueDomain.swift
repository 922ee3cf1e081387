import Basics

/// The values of x between two bounds by a literal each: what bounds and literals have to say to each other beyond the
/// two bounds that a true literal means.
///
/// A bound on removed values jumps over their run, in one entry; two equal bounds make the literal there true. That a
/// literal means its bounds, and a bound that passes a value makes its literal false, is in two clauses of two literals
/// for each value, where it costs least.
///
/// - Complexity: O(1) a run, plus the values jumped over.
/// - Source: Ohrimenko, Stuckey, Codish 2009, "Propagation via lazy clause generation", for the two kinds of literals.
final class ValueDomain: Propagator {
  private let x: IntegerVariable
  private let first: Int32
  private let literals: Buffer<Literal>
  private var id = PropagatorID(index: -1)

  init(_ x: IntegerVariable, first: Int32, literals: [Literal]) {
    self.x = x
    self.first = first
    self.literals = Buffer(literals)
  }

  var priority: Priority { .quick }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    return [x, -x] + (0..<literals.count).map { -literals[$0].variable }
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    let base = literals.pointer
    let low = store.lower(x)
    var high = store.upper(x)
    var least = low
    while least <= high, store.isFalse(base[Int(least &- first)]) { least &+= 1 }
    if least > low {
      try store.raise(Literal(x, atLeast: least), because: .lazy(id, payload: low))
    }
    var most = high
    while store.isFalse(base[Int(most &- first)]) { most &-= 1 }
    if most < high {
      try store.raise(Literal(x, atMost: most), because: .lazy(id, payload: high))
      high = most
    }
    if least == high { try store.raise(base[Int(least &- first)], because: .lazy(id, payload: least)) }
  }

  /// The payload is the bound that was jumped from, or the value that is left.
  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    if literal.variable == x {
      store.premise(Literal(x, atLeast: payload))
      for v in payload..<literal.bound { store.premise(literals[v - first].negated) }
    } else if literal.variable == -x {
      store.premise(Literal(x, atMost: payload))
      var v = payload
      while v > -literal.bound {
        store.premise(literals[v - first].negated)
        v -= 1
      }
    } else {
      store.premise(Literal(x, atLeast: payload))
      store.premise(Literal(x, atMost: payload))
    }
  }

  /// No value within the bounds can have the one literal that is true.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    let trueCount = (0..<literals.count).count { bounds.isTrue(literals[$0]) }
    let (low, high) = (Int(bounds.lower(x) - first), Int(bounds.upper(x) - first))
    return !(max(0, low)..<max(0, low, min(literals.count, high + 1))).contains { v in
      !bounds.isFalse(literals[v]) && trueCount == (bounds.isTrue(literals[v]) ? 1 : 0)
    }
  }
}

extension Solver {
  /// Posts that each of `literals` is true just where x has its value: `first`, the next, and so on. Call at level 0.
  ///
  /// - Precondition: x lies within these values at level 0. Literals may be any, bounds of x among them.
  package func postValueDomain(_ x: IntegerVariable, first: Int32, literals: [Literal]) {
    precondition(
      !literals.isEmpty && store.lower(x) >= first && Int(store.upper(x)) - Int(first) < literals.count,
      "a value domain has a literal for each value")
    for (place, literal) in literals.enumerated() {
      let value = first + Int32(place)
      add(clause: [literal.negated, Literal(x, atLeast: value)])
      add(clause: [literal.negated, Literal(x, atMost: value)])
    }
    post(ValueDomain(x, first: first, literals: literals))
  }

  /// The same for a single value. Call at level 0.
  package func add(_ literal: Literal, equivalentTo x: IntegerVariable, equals value: Int32) {
    add(clause: [literal.negated, Literal(x, atLeast: value)])
    add(clause: [literal.negated, Literal(x, atMost: value)])
    add(clause: [literal, Literal(x, atMost: value - 1), Literal(x, atLeast: value + 1)])
  }
}
