import Basics

/// `sum a_i x_i <= c` over signed variables with positive coefficients, which follows from the model: what the
/// multipliers of a relaxation make of its rows, in integers.
package struct DerivedRow: Sendable {
  package var terms: [(coefficient: Int, variable: IntegerVariable)]
  package var limit: Int
  /// Rows of the proof whose sum, within the bounds of level 0, says no less; none without a proof.
  package var sources: [ProofLog.Row] = []

  /// - Precondition: no partial sum over the variables' domains leaves 62 bits.
  package init(_ terms: [(coefficient: Int, variable: IntegerVariable)], limit: Int) {
    self.terms = terms
    self.limit = limit
  }
}

/// Rows that a propagator derives while searching. Each is applied once, where it was made, and stays on a stack as long
/// as something on the trail rests on it.
///
/// - Source: Achterberg 2007, "Conflict analysis in mixed integer programming"; Neumaier, Shcherbina 2004, "Safe bounds
///   in linear and mixed-integer linear programming".
package final class DerivedRows {
  private struct State: ~Copyable {
    var coefficients = Buffer<Int>()
    var variables = Buffer<IntegerVariable>()
    /// Of each row its first term, and of the next one.
    var start = Buffer<Int32>(repeating: 0, count: 1)
    var limits = Buffer<Int>()
    /// By row; left empty without a proof.
    var sources: [[ProofLog.Row]] = []
  }

  private var state = State()
  private let live: Store.Reversible
  private let spending: SlackSpending

  fileprivate init(live: Store.Reversible, termCount: Int) {
    self.live = live
    spending = SlackSpending(termCount: termCount)
  }

  /// Propagates a row, in the name of the propagator that derived it.
  ///
  /// - Returns: how many bounds it has raised.
  /// - Throws: `Conflict` where the row cannot hold within the present bounds.
  package func apply(_ row: DerivedRow, by id: PropagatorID, _ store: inout Store) throws(Conflict) -> Int {
    // At level 0, with nothing to be explained, older rows are of no use.
    let number = store.level == 0 && store.position == 0 ? 0 : Int(store.value(of: live))
    truncate(to: number)
    for term in row.terms {
      state.coefficients.append(term.coefficient)
      state.variables.append(term.variable)
    }
    state.limits.append(row.limit)
    if !row.sources.isEmpty { state.sources.append(row.sources) }
    state.start.append(Int32(state.coefficients.count))
    let first = Int(state.start[number])
    let count = row.terms.count
    let coefficients = state.coefficients.pointer + first
    let variables = state.variables.pointer + first
    var slack = row.limit
    for i in 0..<count { slack -= coefficients[i] * Int(store.lower(variables[i])) }
    if slack < 0 {
      spending.explain(
        variables, coefficients, count: count, least: 1, except: -1, excess: -row.limit - 1, before: store.position,
        &store)
      throw store.fail(by: id, row.sources.isEmpty ? Evidence() : .combination(number))
    }
    var raised = 0
    for i in 0..<count {
      let x = variables[i]
      let lower = store.lower(x)
      if coefficients[i] * (Int(store.upper(x)) - Int(lower)) <= slack { continue }
      if raised == 0 { store.set(live, to: Int32(number + 1)) }
      raised += 1
      let payload = store.keep(Int32(number), Int32(i))
      try store.raise(
        Literal(x, atMost: lower + Int32(slack / coefficients[i])), because: .lazy(id, payload: payload))
    }
    if raised == 0 { truncate(to: number) }
    return raised
  }

  /// The premises of what `apply` has inferred.
  package func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    let (row, term) = store.kept(payload)
    let first = Int(state.start[Int(row)])
    let count = Int(state.start[Int(row) + 1]) - first
    let coefficients = state.coefficients.pointer + first
    let variables = state.variables.pointer + first
    let i = Int(term)
    if !state.sources.isEmpty { store.evidence = .combination(Int(row)) }
    spending.explain(
      variables, coefficients, count: count, least: 1, except: i,
      excess: coefficients[i] * Int(literal.negated.bound) - state.limits[Int(row)] - 1, before: position, &store)
  }

  /// What a row on the stack is the sum of, in the proof.
  package func sources(of number: Int32) -> [ProofLog.Row] { state.sources[Int(number)] }

  /// Whether one of the rows on the stack cannot hold.
  package func refutes(_ bounds: CheckedBounds) -> Bool {
    (0..<state.limits.count).contains { row in
      var sum = -state.limits[row]
      for t in Int(state.start[row])..<Int(state.start[row + 1]) {
        sum += state.coefficients[t] * Int(bounds.lower(state.variables[t]))
      }
      return sum > 0
    }
  }

  private func truncate(to count: Int) {
    let end = Int(state.start[count])
    state.coefficients.truncate(to: end)
    state.variables.truncate(to: end)
    state.limits.truncate(to: count)
    state.start.truncate(to: count + 1)
    if !state.sources.isEmpty { state.sources.removeLast(state.sources.count - count) }
  }
}

extension Solver {
  /// Room for rows of at most so many terms. Call at level 0.
  package func makeDerivedRows(termCount: Int) -> DerivedRows {
    DerivedRows(live: store.makeReversible(0), termCount: termCount)
  }
}
