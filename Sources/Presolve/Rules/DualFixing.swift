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
      setBounds(column, value, value)
      note(.dualFixings)
    }
  }

  /// A column that one row alone keeps up follows what that row asks of it: x ≥ a·y − b makes x = a·y − b.
  mutating func substituteDually() {
    guard spend(2 * columns.count) else { return }
    let locks = Locks(self)
    let heaviest = heaviestCoefficients()
    let isTouched = Buffer(repeating: false, count: lower.count)
    for index in 0..<rows.count {
      let row = rows[index]
      guard row.isLive, row.comparison == .atMost, row.count == 2, row.conditionCount == 0, !row.isShadow else {
        continue
      }
      let (i, j) = (Int(row.start), Int(row.start) + 1)
      let (x, y) = (Int(columns[i]), Int(columns[j]))
      if isTouched[x] || isTouched[y] || isFixed(x) || isFixed(y) { continue }
      // x ≤ right − a·y or x ≥ a·y − right
      if follows(x, coefficients[i], y, coefficients[j], row.right, locks),
        trySubstitute(
          x, scale: -coefficients[i] * coefficients[j], y, offset: coefficients[i] * row.right, heaviest,
          isImplied: false)
      {
        (isTouched[x], isTouched[y]) = (true, true)
      } else if follows(y, coefficients[j], x, coefficients[i], row.right, locks),
        trySubstitute(
          y, scale: -coefficients[j] * coefficients[i], x, offset: coefficients[j] * row.right, heaviest,
          isImplied: false)
      {
        (isTouched[x], isTouched[y]) = (true, true)
      }
      if isInfeasible { return }
    }
  }

  private func follows(
    _ column: Int, _ a: Int, _ other: Int, _ b: Int, _ right: Int, _ locks: borrowing Locks
  ) -> Bool {
    guard abs(a) == 1, isInRowsOnly(column) else { return false }
    let ends = [a * (right - b * lower[other]), a * (right - b * upper[other])]
    guard let low = ends.min(), let high = ends.max(), low >= lower[column], high <= upper[column] else { return false }
    return a < 0
      ? locks.down[column] == 1 && cost[column] >= 0 : locks.up[column] == 1 && cost[column] <= 0
  }
}
