import Basics

/// At most one of many literals is true: one that is makes all others false, and is the whole explanation.
///
/// - Complexity: O(n) for the run after which all is decided, else a scan for a true literal.
final class AtMostOne: Propagator {
  let literals: Buffer<Literal>
  private var id = PropagatorID(index: -1)
  /// The others are false already, until backtracking.
  private let isDecided: Store.Reversible

  init(_ literals: [Literal], _ store: inout Store) {
    self.literals = Buffer(literals)
    isDecided = store.makeReversible(0)
  }

  /// That of the row which says the same.
  var priority: Priority { literals.count <= 3 ? .quick : .linear }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    return (0..<literals.count).map { literals[$0].variable }
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    if store.value(of: isDecided) != 0 { return }
    let base = literals.pointer
    let count = literals.count
    var chosen = 0
    while chosen < count, !store.isTrue(base[chosen]) { chosen &+= 1 }
    if chosen == count { return }
    for i in 0..<count where i != chosen {
      try store.raise(base[i].negated, because: .lazy(id, payload: Int32(chosen)))
    }
    store.set(isDecided, to: 1)
  }

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    store.premise(literals[payload])
  }

  func refutes(_ bounds: CheckedBounds) -> Bool {
    (0..<literals.count).count { bounds.isTrue(literals[$0]) } > 1
  }
}

extension Solver {
  /// At most one of `literals` is true. Call at level 0.
  package func postAtMostOne(_ literals: [Literal]) {
    var places: [Int: Literal] = [:]
    for literal in literals {
      // Two literals of one variable: this pair is seen from both sides at once.
      if let other = places[literal.variable.base] { add(clause: [literal.negated, other.negated]) }
      places[literal.variable.base] = literal
    }
    let open = literals.filter { !store.isFalse($0) }
    if open.count == 2 { return add(clause: open.map(\.negated)) }
    if open.count > 2 { post(AtMostOne(open, &store)) }
  }
}
