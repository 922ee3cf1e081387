import Basics

/// The slacks of long rows, kept while bounds move: limit − Σ coefficient · lower bound.
///
/// Each move of a bound changes the slacks of its rows, and backtracking takes that back. A row is only run where some
/// term may have less room than its domain: most moves in a long row leave enough slack for each.
struct RowSlacks: ~Copyable {
  struct Term: BitwiseCopyable {
    var row: Int32
    var coefficient: Int
  }

  struct Row: BitwiseCopyable {
    var slack: Int
    /// The largest coefficient · range of a term: with so much slack or more, no bound follows.
    var reach: Int
    var propagator: Int32
  }

  var rows = Buffer<Row>()
  /// By the node whose lower bound counts.
  var termsOfNode = Buffer<PooledList>()
  var terms = ListPool<Term>(filler: Term(row: 0, coefficient: 0))

  init() {}

  mutating func addNodes(_ count: Int) {
    termsOfNode.resize(to: termsOfNode.count + count, filling: PooledList())
  }

  /// - Returns: the number of the row.
  mutating func add(_ row: Row) -> Int {
    rows.append(row)
    return rows.count - 1
  }

  mutating func addTerm(_ coefficient: Int, node: Int, row: Int) {
    terms.append(Term(row: Int32(row), coefficient: coefficient), to: &termsOfNode[node])
  }

  /// The lower bound of `node` went back by so much.
  @inline(__always) func undo(node: Int, difference: Int) {
    let list = termsOfNode[node]
    let base = terms.pointer(of: list)
    let rows = rows.pointer
    for i in 0..<list.count { rows[Int(base[i].row)].slack += base[i].coefficient * difference }
  }
}

extension Solver {
  /// The lower bound of `node` went up by `difference`: changes the slacks of its rows, and wakes those that it may make
  /// too small.
  @inline(__always)
  func wakeRows(of node: Int, difference: Int) {
    let list = store.rows.termsOfNode[node]
    if list.count == 0 { return }
    let base = store.rows.terms.pointer(of: list)
    let rows = store.rows.rows.pointer
    for i in 0..<list.count {
      let row = rows + Int(base[i].row)
      row.pointee.slack -= base[i].coefficient * difference
      if row.pointee.slack < row.pointee.reach { queue.push(row.pointee.propagator) }
    }
  }

  /// Posts a row whose slack is kept. Call at level 0.
  func post(longRow linear: Linear) {
    var slack = linear.limit
    var reach = 0
    // Moves that are still to be shown change the slack then.
    let shown = Int32(clauseCursor)
    for i in 0..<linear.variables.count {
      let x = linear.variables[i]
      slack -= linear.coefficients[i] * Int(store.lower(x, before: shown))
      reach = max(reach, linear.coefficients[i] * (Int(store.upper(x)) - Int(store.lower(x))))
    }
    let row = store.rows.add(RowSlacks.Row(slack: slack, reach: reach, propagator: Int32(propagators.count)))
    for i in 0..<linear.variables.count {
      store.rows.addTerm(linear.coefficients[i], node: linear.variables[i].node, row: row)
    }
    linear.row = row
    post(linear)
  }
}
