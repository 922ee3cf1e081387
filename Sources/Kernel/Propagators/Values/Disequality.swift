import Basics

/// x ≠ y wherever all conditions hold: a side that is fixed to the other's bound pushes that bound by one.
///
/// With both sides fixed and equal, the last open condition is false.
///
/// - Complexity: O(1 + conditions) a run; no Booleans of its own.
final class Disequality: Propagator {
  private let x: OffsetVariable
  private let y: OffsetVariable
  private let conditions: Buffer<Literal>
  private var id = PropagatorID(index: -1)

  init(_ x: OffsetVariable, _ y: OffsetVariable, if conditions: [Literal]) {
    self.x = x
    self.y = y
    self.conditions = Buffer(conditions)
  }

  var priority: Priority { .quick }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    return [x.variable, -x.variable, y.variable, -y.variable] + (0..<conditions.count).map { conditions[$0].variable }
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    let isFixed = (x: store.isFixed(x.variable), y: store.isFixed(y.variable))
    if !isFixed.x && !isFixed.y { return }
    var open = -1
    for i in 0..<conditions.count where !store.isTrue(conditions[i]) {
      if open >= 0 || store.isFalse(conditions[i]) { return }
      open = i
    }
    if open >= 0 {
      guard isFixed.x, isFixed.y, store.lower(x) == store.lower(y) else { return }
      return try store.raise(conditions[open].negated, because: .lazy(id, payload: store.lower(x)))
    }
    if isFixed.x { try push(y, off: store.lower(x), &store) } else { try push(x, off: store.lower(y), &store) }
  }

  private func push(_ side: OffsetVariable, off value: Int32, _ store: inout Store) throws(Conflict) {
    if store.lower(side) == value {
      try store.raise(side.atLeast(value + 1), because: .lazy(id, payload: value))
    } else if store.upper(side) == value {
      try store.raise(side.atMost(value - 1), because: .lazy(id, payload: value))
    }
  }

  /// All bounds at the value, the payload, but the opposite of what is asked; and all conditions, but that one.
  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    let opposite = literal.negated
    for i in 0..<conditions.count where conditions[i] != opposite { store.premise(conditions[i]) }
    for side in [x, y] {
      for bound in [side.atLeast(payload), side.atMost(payload)] where bound != opposite { store.premise(bound) }
    }
  }

  func refutes(_ bounds: CheckedBounds) -> Bool {
    (0..<conditions.count).allSatisfy { bounds.isTrue(conditions[$0]) }
      && bounds.lower(x) == bounds.upper(x) && bounds.lower(y) == bounds.upper(y) && bounds.lower(x) == bounds.lower(y)
  }
}

extension Solver {
  /// Posts `x ≠ y`, required whenever all of `conditions` hold. Call at level 0.
  package func postDisequality(_ x: OffsetVariable, _ y: OffsetVariable, if conditions: [Literal] = []) {
    if conditions.contains(where: { store.isFalse($0) }) { return }
    if store.lower(x) > store.upper(y) || store.lower(y) > store.upper(x) { return }
    let conditions = conditions.filter { !store.isTrue($0) }
    if x.variable == y.variable {
      if x.offset == y.offset { add(clause: conditions.map(\.negated)) }
      return
    }
    if x.variable == -y.variable {
      // 2x + offset ≠ offset of the other.
      let difference = Int(y.offset) - Int(x.offset)
      if difference & 1 != 0 { return }
      let value = Int32(difference / 2)
      return add(
        clause: conditions.map(\.negated) + [
          Literal(x.variable, atMost: value - 1), Literal(x.variable, atLeast: value + 1),
        ]
      )
    }
    for (side, other) in [(x, y), (y, x)] where store.isFixed(other.variable) {
      let value = store.lower(other)
      return add(clause: conditions.map(\.negated) + [side.atMost(value - 1), side.atLeast(value + 1)])
    }
    post(Disequality(x, y, if: conditions))
  }
}
