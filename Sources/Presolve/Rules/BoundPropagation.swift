import Basics

/// Bounds of columns from rows to a fixpoint, and rows that always or never hold.
///
/// Rows that are new, have changed or have a column that has are looked at, and again when a bound of a column of it has changed; the work limit ends chains of small steps.
extension PresolveState {
  mutating func propagateBounds() {
    var columnRows = ColumnRows(self)
    // Wide domains may creep; a few visits a row on average are enough.
    let limit = work + 6 * columns.count + 1000
    while let row = columnRows.takeNext() {
      guard rows[row].isLive else { continue }
      if !spend(Int(rows[row].count) + 2) { return }
      rows[row].isSettled = work <= limit
      if !rows[row].isSettled { continue }
      visit(row, &columnRows)
      if isInfeasible { return }
    }
    isDirty.fill(false)
  }

  private mutating func visit(_ index: Int, _ queue: inout ColumnRows) {
    let row = rows[index]
    var open = 0
    var single: LiteralCode = 0
    for i in 0..<Int(row.conditionCount) {
      let literal = conditions[Int(row.firstCondition) + i]
      switch truth(literal) {
      case false: return remove(index)
      case nil:
        open += 1
        single = literal
      default: break
      }
    }
    let (least, most) = activity(row)
    let right = row.right
    switch row.comparison {
    case .atMost:
      if most <= right { return remove(index) }
      if least > right { return refute(index, open, single, &queue) }
      if open == 0 { tighten(row, by: right &- least, sign: 1, &queue) }
    case .equal:
      if least == most, least == right { return remove(index) }
      if least > right || most < right { return refute(index, open, single, &queue) }
      if open == 0 {
        tighten(row, by: right &- least, sign: 1, &queue)
        if !isInfeasible { tighten(row, by: activity(row).most &- right, sign: -1, &queue) }
      }
    case .notEqual:
      if least > right || most < right { return remove(index) }
      if least == most { return refute(index, open, single, &queue) }
      if open == 0 { excludeValue(index, &queue) }
    }
  }

  private mutating func refute(_ index: Int, _ open: Int, _ single: LiteralCode, _ queue: inout ColumnRows) {
    refuteConditions(index)
    if open == 1 { queue.noteChange(of: Int(single >> 1)) }
  }

  /// Σ sign·a·x may exceed its least value by `slack` only.
  private mutating func tighten(_ row: Row, by slack: Int, sign: Int, _ queue: inout ColumnRows) {
    let end = Int(row.start + row.count)
    for i in Int(row.start)..<end {
      let column = Int(columns[i])
      let a = sign &* coefficients[i]
      let width = upper[column] &- lower[column]
      if width == 0 || abs(a) &* width <= slack { continue }
      let step = slack / abs(a)
      let isChanged =
        a > 0
        ? restrict(column, lower[column], lower[column] + step)
        : restrict(column, upper[column] - step, upper[column])
      if isChanged { queue.noteChange(of: column) }
      if isInfeasible { return }
    }
  }

  /// A row with one open column left takes a value from it, where that is an end of its bounds.
  private mutating func excludeValue(_ index: Int, _ queue: inout ColumnRows) {
    let row = rows[index]
    var open = -1
    var rest = row.right
    for i in Int(row.start)..<Int(row.start + row.count) {
      let column = Int(columns[i])
      if lower[column] == upper[column] {
        rest -= coefficients[i] * lower[column]
      } else if open >= 0 {
        return
      } else {
        open = i
      }
    }
    let (column, a) = (Int(columns[open]), coefficients[open])
    guard rest % a == 0 else { return remove(index) }
    let value = rest / a
    if value < lower[column] || value > upper[column] { return remove(index) }
    if value == lower[column] {
      restrict(column, value + 1, upper[column])
    } else if value == upper[column] {
      restrict(column, lower[column], value - 1)
    } else {
      return
    }
    queue.noteChange(of: column)
    remove(index)
  }
}

/// The rows of each column, conditions included, and which rows wait to be looked at.
struct ColumnRows: ~Copyable {
  private let first: Buffer<Int32>
  private let list: Buffer<Int32>
  private let isWaiting: Buffer<Bool>
  private var queue: Buffer<Int32>
  private var head = 0

  /// Rows of dirty columns, and those that are not settled, wait.
  init(_ state: borrowing PresolveState) {
    let rowCount = state.rows.count
    first = Buffer(repeating: 0, count: state.lower.count + 1)
    queue = Buffer(capacity: rowCount)
    isWaiting = Buffer(repeating: false, count: rowCount)
    var total = 0
    for index in 0..<rowCount where state.rows[index].isLive {
      let row = state.rows[index]
      var isDirty = !row.isSettled
      for i in Int(row.start)..<Int(row.start + row.count) {
        first[state.columns[i]] += 1
        isDirty = isDirty || state.isDirty[state.columns[i]]
      }
      for i in Int(row.firstCondition)..<Int(row.firstCondition + row.conditionCount) {
        first[state.conditions[i] >> 1] += 1
        isDirty = isDirty || state.isDirty[state.conditions[i] >> 1]
      }
      total += Int(row.count + row.conditionCount)
      if !isDirty { continue }
      queue.append(Int32(index))
      isWaiting[index] = true
    }
    list = Buffer(repeating: 0, count: total)
    var end: Int32 = 0
    for column in 0..<first.count {
      end += first[column]
      first[column] = end
    }
    var index = rowCount - 1
    while index >= 0 {
      let row = state.rows[index]
      if row.isLive {
        for i in Int(row.start)..<Int(row.start + row.count) { put(index, state.columns[i]) }
        for i in Int(row.firstCondition)..<Int(row.firstCondition + row.conditionCount) {
          put(index, state.conditions[i] >> 1)
        }
      }
      index -= 1
    }
    func put(_ row: Int, _ column: Int32) {
      first[column] -= 1
      list[first[column]] = Int32(row)
    }
  }

  mutating func takeNext() -> Int? {
    if head == queue.count { return nil }
    let row = Int(queue[head])
    head += 1
    isWaiting[row] = false
    if head == queue.count {
      queue.removeAll()
      head = 0
    }
    return row
  }

  /// Lets no row wait.
  mutating func clear() {
    for i in head..<queue.count { isWaiting[queue[i]] = false }
    queue.removeAll()
    head = 0
  }

  mutating func noteChange(of column: Int) {
    for i in Int(first[column])..<Int(first[column + 1]) {
      let row = list[i]
      if isWaiting[row] { continue }
      isWaiting[row] = true
      queue.append(row)
    }
  }
}
