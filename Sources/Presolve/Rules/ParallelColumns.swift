import Basics

/// Columns that are multiples of each other, in all rows and in cost: one column of the sum does for both.
///
/// Booleans stay apart: their sum would be none.
extension PresolveState {
  private static let boundLimit = 1 << 29

  mutating func mergeParallelColumns() {
    guard spend(3 * columns.count) else { return }
    let matrix = ColumnMatrix(self)
    var groups: [UInt64: Int32] = [:]
    for column in 0..<lower.count where !isRemoved[column] && !isFixed(column) && isInRowsOnly(column) {
      let range = matrix.range(column)
      guard range.count > 0, matrix.conditionUses[column] == 0 else { continue }
      guard spend(range.count + 8) else { return }
      let hash = hash(column, matrix)
      guard let known = groups[hash] else {
        groups[hash] = Int32(column)
        continue
      }
      // The multiple is merged into the one with the smaller coefficients.
      let (a, b) = (coefficient(Int(known), matrix), coefficient(column, matrix))
      let (first, second) = abs(a) <= abs(b) ? (Int(known), column) : (column, Int(known))
      if merge(first, second, matrix) { groups[hash] = Int32(first) }
    }
  }

  private func coefficient(_ column: Int, _ matrix: borrowing ColumnMatrix) -> Int {
    matrix.coefficients[matrix.range(column).lowerBound]
  }

  /// Equal for columns that are multiples of each other.
  private func hash(_ column: Int, _ matrix: borrowing ColumnMatrix) -> UInt64 {
    let range = matrix.range(column)
    var divisor = abs(cost[column])
    for place in range where divisor != 1 { divisor = greatestCommonDivisor(divisor, matrix.coefficients[place]) }
    if coefficient(column, matrix) < 0 { divisor = -divisor }
    var hash = UInt64(bitPattern: Int64(cost[column] / divisor)) &* 0x9E37_79B9_7F4A_7C15
    for place in range {
      let term = UInt64(truncatingIfNeeded: Int(matrix.rows[place])) &* 0xD6E8_FEB8_6659_FD93
      hash = (hash ^ (term &+ UInt64(bitPattern: Int64(matrix.coefficients[place] / divisor)))) &* 0x94D0_49BB_1331_11EB
      hash ^= hash >> 31
    }
    return hash
  }

  /// x + factor · y takes the place of x, where it has every value between its bounds.
  private mutating func merge(_ first: Int, _ second: Int, _ matrix: borrowing ColumnMatrix) -> Bool {
    if isBoolean(first), isBoolean(second) { return false }
    let (x, y) = (matrix.range(first), matrix.range(second))
    guard x.count == y.count else { return false }
    let (a, b) = (coefficient(first, matrix), coefficient(second, matrix))
    guard b % a == 0 else { return false }
    let factor = b / a
    guard factor.magnitude < 1 << 20, cost[second] == factor * cost[first],
      upper[first] - lower[first] >= abs(factor) - 1
    else { return false }
    for (i, j) in zip(x, y)
    where matrix.rows[i] != matrix.rows[j] || matrix.coefficients[j] != factor * matrix.coefficients[i] {
      return false
    }
    let ends = [factor * lower[second], factor * upper[second]].sorted()
    let (low, high) = (lower[first] + ends[0], upper[first] + ends[1])
    guard abs(low) < Self.boundLimit, abs(high) < Self.boundLimit else { return false }
    steps.append(
      .merged(
        first: Int32(first), second: Int32(second), factor: factor, firstBounds: lower[first]...upper[first],
        secondBounds: lower[second]...upper[second]))
    // The second is out of the rows with the next compaction, where it stands for 0.
    setBounds(first, low, high)
    setBounds(second, 0, 0)
    cost[second] = 0
    isGrown[first] = true
    note(.parallelColumns)
    return true
  }
}
