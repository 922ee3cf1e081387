import Basics

/// The upper side of y = max x_i: y is at most the largest of them, and reached by one of them.
///
/// `y >= x_i` is a precedence arc each and none of this propagator's business. If only one x_k can still reach y, it
/// must: x_k >= lower(y).
///
/// - Complexity: O(n) a run.
final class Maximum: Propagator {
  private let y: OffsetVariable
  private let terms: Buffer<OffsetVariable>
  private var id = PropagatorID(index: -1)
  private static let upperSide: Int32 = -1

  init(_ y: OffsetVariable, of terms: [OffsetVariable]) {
    self.y = y
    self.terms = Buffer(terms)
  }

  var priority: Priority { .quick }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    var woken = [y.variable]
    for i in 0..<terms.count { woken.append(-terms[i].variable) }
    return woken
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    let least = store.lower(y)
    var highest = Int32.min
    var reaching = 0
    var last = 0
    for i in 0..<terms.count {
      let upper = store.upper(terms[i])
      highest = max(highest, upper)
      if upper >= least {
        reaching += 1
        last = i
      }
    }
    try store.raise(y.atMost(highest), because: .lazy(id, payload: Self.upperSide))
    if reaching == 1 {
      try store.raise(terms[last].atLeast(least), because: .lazy(id, payload: Int32(last)))
    }
  }

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    if payload == Self.upperSide {
      // y <= u: no term exceeds u.
      let bound = -literal.bound + y.offset
      for i in 0..<terms.count { store.premise(terms[i].atMost(bound)) }
      return
    }
    // x_k >= v: y >= w, and no other term reaches w, for the least such w >= v. The others need not stay below v itself.
    var bound = literal.bound + terms[payload].offset
    for i in 0..<terms.count where i != Int(payload) {
      bound = max(bound, store.upper(terms[i], before: position) + 1)
    }
    store.premise(y.atLeast(bound))
    for i in 0..<terms.count where i != Int(payload) { store.premise(terms[i].atMost(bound - 1)) }
  }

  /// No term reaches y.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    (0..<terms.count).allSatisfy { bounds.upper(terms[$0]) < bounds.lower(y) }
  }
}

extension Solver {
  /// Posts `y = max terms`, at least one term. The minimum is the same on the negated variables. Call at level 0.
  package func postMaximum(_ y: OffsetVariable, of terms: [OffsetVariable]) {
    precondition(!terms.isEmpty, "a maximum has terms")
    for x in terms { addPrecedence(from: x.variable, to: y.variable, weight: x.offset - y.offset) }
    post(Maximum(y, of: terms))
  }

  /// Posts `y = max variables`.
  package func postMaximum(_ y: IntegerVariable, of variables: [IntegerVariable]) {
    postMaximum(OffsetVariable(y), of: variables.map { OffsetVariable($0) })
  }
}
