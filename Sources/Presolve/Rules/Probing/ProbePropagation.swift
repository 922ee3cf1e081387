import Basics

/// What follows from a Boolean by propagation of bounds, and the way back.
struct ProbePropagation: ~Copyable {
  let lower: Buffer<Int>
  let upper: Buffer<Int>
  /// Columns in the order of their first change since the last `undo()`, with the bounds before.
  private(set) var trail = Buffer<(column: Int32, low: Int, high: Int)>()
  private let isChanged: Buffer<Bool>
  private var queue: ColumnRows
  /// The bounds so far cannot all hold.
  private(set) var isConflicting = false
  /// Entries looked at.
  private(set) var work = 0

  init(_ state: borrowing PresolveState) {
    lower = Buffer(UnsafeBufferPointer(start: state.lower.pointer, count: state.lower.count))
    upper = Buffer(UnsafeBufferPointer(start: state.upper.pointer, count: state.upper.count))
    isChanged = Buffer(repeating: false, count: state.lower.count)
    queue = ColumnRows(state)
    queue.clear()
  }

  /// Assumes bounds of a column and follows them, up to so many entries.
  mutating func assume(
    _ column: Int, _ low: Int, _ high: Int, entryLimit: Int, _ state: borrowing PresolveState
  ) {
    restrict(column, low, high)
    let limit = work + entryLimit
    while !isConflicting, work < limit, let row = queue.takeNext() { visit(state.rows[row], state) }
    queue.clear()
  }

  /// Takes back what was assumed and what followed.
  mutating func undo() {
    for i in 0..<trail.count {
      let change = trail[i]
      lower[change.column] = change.low
      upper[change.column] = change.high
      isChanged[change.column] = false
    }
    trail.removeAll()
    isConflicting = false
  }

  /// What was assumed and what followed stays.
  mutating func keep() {
    for i in 0..<trail.count { isChanged[trail[i].column] = false }
    trail.removeAll()
  }

  private mutating func restrict(_ column: Int, _ low: Int, _ high: Int) {
    if low <= lower[column], high >= upper[column] { return }
    if !isChanged[column] {
      isChanged[column] = true
      trail.append((Int32(column), lower[column], upper[column]))
    }
    lower[column] = max(lower[column], low)
    upper[column] = min(upper[column], high)
    if lower[column] > upper[column] {
      isConflicting = true
    } else {
      queue.noteChange(of: column)
    }
  }

  private mutating func visit(_ row: Row, _ state: borrowing PresolveState) {
    guard row.isLive else { return }
    work += Int(row.count) + 4
    var open = 0
    var single: LiteralCode = 0
    for i in 0..<Int(row.conditionCount) {
      let literal = state.conditions[Int(row.firstCondition) + i]
      let column = Int(literal >> 1)
      if lower[column] != upper[column] {
        open += 1
        single = literal
      } else if (lower[column] == 1) == (literal & 1 == 1) {
        return
      }
    }
    if open > 1 { return }
    var least = 0
    var most = 0
    for i in Int(row.start)..<Int(row.start + row.count) {
      let a = state.coefficients[i]
      let (low, high) = (a &* lower[state.columns[i]], a &* upper[state.columns[i]])
      least &+= min(low, high)
      most &+= max(low, high)
    }
    let isRefuted =
      switch row.comparison {
      case .atMost: least > row.right
      case .equal: least > row.right || most < row.right
      case .notEqual: least == most && least == row.right
      }
    if isRefuted {
      if open == 0 { isConflicting = true } else { fix(single, to: false) }
    } else if open == 0 {
      if row.comparison != .notEqual { tighten(row, row.right &- least, sign: 1, state) }
      if row.comparison == .equal, !isConflicting { tighten(row, most &- row.right, sign: -1, state) }
    }
  }

  private mutating func fix(_ literal: LiteralCode, to truth: Bool) {
    let value = truth != (literal & 1 == 1) ? 1 : 0
    restrict(Int(literal >> 1), value, value)
  }

  /// The slack is that of the row before any of its bounds moved, which is never more than now.
  private mutating func tighten(_ row: Row, _ slack: Int, sign: Int, _ state: borrowing PresolveState) {
    for i in Int(row.start)..<Int(row.start + row.count) {
      let column = Int(state.columns[i])
      let a = sign &* state.coefficients[i]
      let width = upper[column] &- lower[column]
      if width == 0 || abs(a) &* width <= slack { continue }
      let step = slack / abs(a)
      if a > 0 {
        restrict(column, lower[column], lower[column] + step)
      } else {
        restrict(column, upper[column] - step, upper[column])
      }
      if isConflicting { return }
    }
  }
}
