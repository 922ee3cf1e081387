import Basics
import Statements

/// Columns that are in one equation only, with coefficient 1 or −1: they follow from it, and the equation becomes what
/// their bounds ask of the rest, or nothing.
extension PresolveState {
  private static let costLimit = 1 << 36

  mutating func removeFreeColumns() {
    guard spend(2 * columns.count) else { return }
    let matrix = ColumnMatrix(self)
    for column in 0..<lower.count where !isRemoved[column] && !isFixed(column) && isInRowsOnly(column) {
      let range = matrix.range(column)
      guard range.count == 1, matrix.conditionUses[column] == 0 else { continue }
      let index = Int(matrix.rows[range.lowerBound])
      let row = rows[index]
      guard row.isLive, row.comparison == .equal, row.conditionCount == 0, row.count > 1,
        abs(matrix.coefficients[range.lowerBound]) == 1
      else { continue }
      if !spend(3 * Int(row.count)) { return }
      removeFree(column, sign: matrix.coefficients[range.lowerBound], index)
    }
  }

  /// x = sign · (right − Σ rest)
  private mutating func removeFree(_ column: Int, sign: Int, _ index: Int) {
    let row = rows[index]
    let span = Int(row.start)..<Int(row.start + row.count)
    var rest: [(column: Int32, coefficient: Int)] = []
    for i in span where Int(columns[i]) != column {
      if isRemoved[columns[i]] { return }
      rest.append((columns[i], coefficients[i]))
    }
    let (least, most) = activity(row)
    let (low, high) = sign > 0 ? (lower[column], upper[column]) : (-upper[column], -lower[column])
    // Σ rest lies within right − high ... right − low.
    let needsMost = most - high > row.right - low
    let needsLeast = least - low < row.right - high
    if cost[column] != 0 {
      // Costs move to the rest; with the row left that would only make the objective longer.
      guard !needsMost, !needsLeast else { return }
      guard abs(row.right) <= (1 << 58) / abs(cost[column]) else { return }
      for term in rest where abs(term.coefficient) > Self.costLimit / abs(cost[column]) { return }
    }
    let factor = -sign * cost[column]
    for term in rest { cost[term.column] += factor * term.coefficient }
    costConstant -= factor * row.right
    cost[column] = 0
    isRemoved[column] = true
    steps.append(
      .expression(
        column: Int32(column),
        terms: rest.map { LinearForm.Term(variable: Int($0.column), coefficient: -sign * $0.coefficient) },
        offset: sign * row.right))
    remove(index, nil)
    note(needsMost || needsLeast ? .slackColumns : .freeColumns)
    if needsMost { addRow(rest, .atMost, row.right - low) }
    if needsLeast { addRow(rest.map { ($0.column, -$0.coefficient) }, .atMost, high - row.right) }
  }
}
