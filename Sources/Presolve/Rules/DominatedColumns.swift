import Basics

/// Booleans that another does the work of, for no more cost and no more of any resource: they are false.
///
/// Where j is true and k is not, they change places; where both are, j becomes false. Both must be no worse in every row,
/// or the second impossible. In covering problems these are columns whose rows a cheaper one covers too.
/// - Source: Gamrath, Koch, Martin, Miltenberger, Weninger 2015, "Progress in presolving for mixed integer programming".
extension PresolveState {
  mutating func fixDominatedColumns() {
    guard spend(2 * columns.count) else { return }
    let matrix = ColumnMatrix(self)
    let limit = work + 10 * columns.count + 20_000
    for column in 0..<lower.count where isCandidate(column, matrix) && cost[column] >= 0 {
      guard let index = shortestRowThatNeeds(column, matrix) else { continue }
      let row = rows[index]
      for i in Int(row.start)..<Int(row.start + row.count) {
        let other = Int(columns[i])
        guard other != column, cost[other] <= cost[column], isCandidate(other, matrix) else { continue }
        guard spend(matrix.range(column).count + 4), work < limit else { return }
        if dominates(other, column, matrix) {
          steps.append(.dominated(column: Int32(column), by: Int32(other)))
          setBounds(column, 0, 0)
          note(.dominatedColumns)
          break
        }
      }
    }
  }

  private func isCandidate(_ column: Int, _ matrix: borrowing ColumnMatrix) -> Bool {
    !isRemoved[column] && lower[column] == 0 && upper[column] == 1 && isInRowsOnly(column)
      && matrix.conditionUses[column] == 0 && !matrix.range(column).isEmpty
  }

  /// The columns of one row that the column's fall would hurt are all that can make up for it.
  private func shortestRowThatNeeds(_ column: Int, _ matrix: borrowing ColumnMatrix) -> Int? {
    var shortest: Int?
    for place in matrix.range(column) {
      let row = Int(matrix.rows[place])
      if rows[row].comparison == .atMost, matrix.coefficients[place] > 0 { continue }
      if shortest == nil || rows[row].count < rows[shortest ?? row].count { shortest = row }
    }
    return shortest
  }

  /// Whether `column` may be false beside `other`.
  private mutating func dominates(_ other: Int, _ column: Int, _ matrix: borrowing ColumnMatrix) -> Bool {
    var (i, j) = (matrix.range(column).lowerBound, matrix.range(other).lowerBound)
    let (iEnd, jEnd) = (matrix.range(column).upperBound, matrix.range(other).upperBound)
    var isNeverBoth = false
    var mayDropBoth = true
    while i < iEnd || j < jEnd {
      let row = min(i < iEnd ? matrix.rows[i] : Int32.max, j < jEnd ? matrix.rows[j] : Int32.max)
      var (a, b) = (0, 0)
      if i < iEnd, matrix.rows[i] == row {
        a = matrix.coefficients[i]
        i += 1
      }
      if j < jEnd, matrix.rows[j] == row {
        b = matrix.coefficients[j]
        j += 1
      }
      let isAtMost = rows[row].comparison == .atMost
      if isAtMost ? b > a : b != a { return false }
      if isNeverBoth || (a == 0 && b == 0) { continue }
      if isAtMost, a >= 0, b <= 0 || rows[row].conditionCount > 0 { continue }
      let (least, most) = activity(rows[row])
      _ = spend(Int(rows[row].count))
      // Both true make the least and the most activity these.
      if rows[row].conditionCount == 0, rows[row].comparison != .notEqual,
        least + max(0, a) + max(0, b) > rows[row].right
      {
        isNeverBoth = true
      } else if a < 0 || !isAtMost, a != 0 {
        // Without j and with k, if the row then always holds.
        if !isAtMost || most + min(0, b) > rows[row].right { mayDropBoth = false }
      }
    }
    return isNeverBoth || mayDropBoth
  }
}
