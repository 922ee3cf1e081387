import Basics

/// `sum a_i x_i <= c` over signed variables with positive coefficients, required once all enforcement literals are true.
///
/// With slack s = c - sum a_i lower(x_i): a negative slack refutes the last open enforcement literal, and an enforced
/// constraint gives x_i <= lower(x_i) + floor(s / a_i). One pass is the fixpoint: raising the lower bound of -x_i leaves
/// the slack as it was.
///
/// - Complexity: O(n) a run; where `RowSlacks` keeps the slack, O(k) for k terms that may have too much room. Sums in 64
///   bits, which `Solver.postLinear` has checked.
final class Linear: Propagator {
  let variables: Buffer<IntegerVariable>
  let coefficients: Buffer<Int>
  let leastCoefficient: Int
  let limit: Int
  let enforcement: Buffer<Literal>
  var id = PropagatorID(index: -1)
  let spending: SlackSpending
  /// The number of the row whose slack is kept; -1 for none.
  var row = -1
  /// Of each term, coefficient · range at level 0; where the slack is kept, falling.
  private let reaches: Buffer<Int>

  /// Rows of more terms have their slack kept.
  static let longest = 10

  init(
    _ terms: [(coefficient: Int, variable: IntegerVariable)], limit: Int, enforcement: [Literal], reaches: [Int] = []
  ) {
    variables = Buffer(terms.map(\.variable))
    coefficients = Buffer(terms.map(\.coefficient))
    leastCoefficient = terms.map(\.coefficient).min() ?? 0
    self.limit = limit
    self.enforcement = Buffer(enforcement)
    spending = SlackSpending(termCount: terms.count)
    self.reaches = Buffer(reaches)
  }

  var priority: Priority { variables.count <= 3 ? .quick : .linear }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    var woken: [IntegerVariable] = []
    if row < 0 { for i in 0..<variables.count { woken.append(variables[i]) } }
    for k in 0..<enforcement.count { woken.append(enforcement[k].variable) }
    return woken
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    var open = -1
    for k in 0..<enforcement.count {
      let literal = enforcement[k]
      if store.isTrue(literal) { continue }
      if open >= 0 || store.isFalse(literal) { return }
      open = k
    }
    let count = variables.count
    let slack = row >= 0 ? store.rows.rows[row].slack : sumSlack(store)
    if slack < 0 {
      if open >= 0 {
        try store.raise(enforcement[open].negated, because: .lazy(id, payload: Int32(count + open)))
        return
      }
      explainOverrun(except: -1, before: store.position, &store)
      throw store.fail(by: id)
    }
    if open >= 0 { return }
    for i in 0..<count {
      if row >= 0, reaches[i] <= slack { return }
      let x = variables[i]
      let lower = store.lower(x)
      let room = Int(store.upper(x)) - Int(lower)
      if coefficients[i] * room > slack {
        // The quotient is below the room, which fits 32 bits.
        let literal = Literal(x, atMost: lower + Int32(slack / coefficients[i]))
        try store.raise(literal, because: .lazy(id, payload: Int32(i)))
      }
    }
  }

  private func sumSlack(_ store: borrowing Store) -> Int {
    var slack = limit
    for i in 0..<variables.count { slack -= coefficients[i] * Int(store.lower(variables[i])) }
    return slack
  }

  func refutes(_ bounds: CheckedBounds) -> Bool {
    let isEnforced = (0..<enforcement.count).allSatisfy { bounds.isTrue(enforcement[$0]) }
    return isEnforced
      && (0..<variables.count).reduce(0) { $0 + coefficients[$1] * Int(bounds.lower(variables[$1])) } > limit
  }
}
