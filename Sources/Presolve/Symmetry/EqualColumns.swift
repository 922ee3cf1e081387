import Basics

/// Booleans that are in the same rows with the same coefficients and cost come in order, larger values first.
extension PresolveState {
  mutating func orderEqualColumns() {
    guard spend(3 * columns.count) else { return }
    let matrix = ColumnMatrix(self)
    var groups: [UInt64: [Int32]] = [:]
    for column in 0..<lower.count where isFreeBoolean(column, matrix) {
      guard spend(matrix.range(column).count + 8) else { return }
      var hash = UInt64(bitPattern: Int64(cost[column]))
      for place in matrix.range(column) {
        hash = mix(hash, mix(UInt64(matrix.rows[place]), UInt64(bitPattern: Int64(matrix.coefficients[place]))))
      }
      groups[hash, default: []].append(Int32(column))
    }
    var found: [[Int32]] = []
    for members in groups.values where members.count > 1 {
      let equal = members.filter { areEqual(Int(members[0]), Int($0), matrix) }
      if equal.count > 1 { found.append(equal) }
    }
    for group in found.sorted(by: { $0[0] < $1[0] }) {
      steps.append(.sorted(SymmetryOrder(blocks: group.map { [$0] }, keyCount: 1, isDescending: true)))
      for (a, b) in zip(group, group.dropFirst()) {
        // b − a ≤ 0
        addRow([(a, -1), (b, 1)], .atMost, 0)
        note(.orderedColumns)
      }
    }
  }

  private func isFreeBoolean(_ column: Int, _ matrix: borrowing ColumnMatrix) -> Bool {
    !isRemoved[column] && lower[column] == 0 && upper[column] == 1 && isInRowsOnly(column)
      && matrix.conditionUses[column] == 0 && !matrix.range(column).isEmpty
  }

  private func areEqual(_ a: Int, _ b: Int, _ matrix: borrowing ColumnMatrix) -> Bool {
    let (p, q) = (matrix.range(a), matrix.range(b))
    guard p.count == q.count, cost[a] == cost[b] else { return false }
    for (i, j) in zip(p, q)
    where matrix.rows[i] != matrix.rows[j] || matrix.coefficients[i] != matrix.coefficients[j] {
      return false
    }
    return true
  }
}
