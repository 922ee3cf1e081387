import Basics

/// The lower side of y = T[x]: y is at least the least value that can still be selected.
///
/// The index is given by its value literals, one of which is true. What a selected or an unfitting value means is in
/// clauses and conditional precedences; this is the hull over what is open. The upper side is the same on -y and -T.
///
/// - Complexity: O(n) a run.
final class Element: Propagator {
  private let index: Buffer<Literal>
  private let values: Buffer<OffsetVariable>
  private let result: IntegerVariable
  private var id = PropagatorID(index: -1)

  init(index: [Literal], values: [OffsetVariable], result: IntegerVariable) {
    self.index = Buffer(index)
    self.values = Buffer(values)
    self.result = result
  }

  var priority: Priority { .linear }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    var woken: [IntegerVariable] = []
    for v in 0..<index.count { woken += [-index[v].variable, values[v].variable] }
    return woken
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    var least = Int32.max
    for v in 0..<index.count where !store.isFalse(index[v]) { least = min(least, store.lower(values[v])) }
    // With every value excluded, the clause over the index is in conflict already.
    if least == .max { return }
    try store.raise(Literal(result, atLeast: least), because: .lazy(id, payload: 0))
  }

  /// y >= u: each value is at least u or not selected; where both are true, the premise that became true earlier.
  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    for v in 0..<index.count {
      let reaches = values[v].atLeast(literal.bound)
      if store.isRootTrue(reaches) { continue }
      let excluded = index[v].negated
      if !store.isTrue(reaches, before: position) {
        store.premise(excluded)
      } else if !store.isTrue(excluded, before: position) {
        store.premise(reaches)
      } else {
        store.premise(store.maker(of: reaches) < store.maker(of: excluded) ? reaches : excluded)
      }
    }
  }

  /// Each value is not selected, or too large for the result.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    (0..<index.count).allSatisfy { bounds.isFalse(index[$0]) || bounds.lower(values[$0]) > bounds.upper(result) }
  }
}

extension Solver {
  /// Posts `result = values[x]`, where `index[v]` is true just when x = v.
  ///
  /// - Precondition: the model makes exactly one literal of `index` true; as many values as literals, at least one.
  package func postElement(index: [Literal], values: [OffsetVariable], result: IntegerVariable) {
    precondition(index.count == values.count && !index.isEmpty, "an element constraint has a value for each literal")
    for (literal, value) in zip(index, values) {
      if store.isFixed(value.variable) {
        let constant = store.lower(value)
        add(clause: [literal.negated, Literal(result, atLeast: constant)])
        add(clause: [literal.negated, Literal(result, atMost: constant)])
      } else {
        addPrecedence(from: value.variable, to: result, weight: value.offset, if: literal)
        addPrecedence(from: result, to: value.variable, weight: -value.offset, if: literal)
      }
    }
    post(Element(index: index, values: values, result: result))
    post(Element(index: index, values: values.map { -$0 }, result: -result))
  }

  /// Posts `result = values[x]` for constant values.
  package func postElement(index: [Literal], values: [Int32], result: IntegerVariable) {
    let one = Literal.always.variable
    postElement(index: index, values: values.map { OffsetVariable(one, plus: $0 - 1) }, result: result)
  }
}
