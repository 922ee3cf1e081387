import Basics

/// How many rows forbid a column to fall or to rise.
struct Locks: ~Copyable {
  let down: Buffer<Int32>
  let up: Buffer<Int32>

  init(_ state: borrowing PresolveState) {
    let count = state.lower.count
    down = Buffer(repeating: 0, count: count)
    up = Buffer(repeating: 0, count: count)
    for index in 0..<state.rows.count {
      let row = state.rows[index]
      if !row.isLive || row.isShadow { continue }
      for i in Int(row.start)..<Int(row.start + row.count) {
        let column = state.columns[i]
        if row.comparison != .atMost || state.coefficients[i] < 0 { down[column] += 1 }
        if row.comparison != .atMost || state.coefficients[i] > 0 { up[column] += 1 }
      }
      // A condition that comes to hold makes the row count.
      for i in Int(row.firstCondition)..<Int(row.firstCondition + row.conditionCount) {
        let literal = state.conditions[i]
        if literal & 1 == 0 { up[literal >> 1] += 1 } else { down[literal >> 1] += 1 }
      }
    }
    for column in 0..<count where !state.isInRowsOnly(column) {
      down[column] += 1
      up[column] += 1
    }
  }
}

/// Columns that may go to their cheap end whatever the others do.
extension PresolveState {
  /// Where no row forbids a column to fall and that costs nothing, it is at its lower bound, and the mirror image.
  mutating func fixDually() {
    guard spend(columns.count) else { return }
    let locks = Locks(self)
    for column in 0..<lower.count where !isRemoved[column] && !isFixed(column) {
      let value: Int
      if locks.down[column] == 0, cost[column] >= 0 {
        value = lower[column]
      } else if locks.up[column] == 0, cost[column] <= 0 {
        value = upper[column]
      } else {
        continue
      }
      steps.append(.moved(column: Int32(column), value: value))
      lower[column] = value
      upper[column] = value
      note(.dualFixings)
    }
  }
}
