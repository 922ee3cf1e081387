/// Rows that say the same to integers and more to an LP: smaller coefficients, at-most-ones from knapsacks.
///
/// - Source: Savelsbergh 1994, "Preprocessing and probing techniques for mixed integer programming problems".
extension PresolveState {
  mutating func strengthenRows() {
    for index in 0..<rows.count {
      let row = rows[index]
      guard row.isLive, !row.isShadow, row.comparison == .atMost, row.count > 1 else { continue }
      if !spend(2 * Int(row.count)) { return }
      strengthen(index)
      formAtMostOne(index)
    }
  }

  /// The row can be exceeded by s = max activity − right; a coefficient above s says as much at s.
  ///
  /// For a > s the row holds wherever x is below its upper bound u; with a' = s and right − (a − a')·u it still does, and
  /// says the same at u. The excess stays s.
  private mutating func strengthen(_ index: Int) {
    var row = rows[index]
    let excess = activity(row).most - row.right
    guard excess > 0 else { return }
    var isChanged = false
    for i in Int(row.start)..<Int(row.start + row.count) {
      let a = coefficients[i]
      let column = Int(columns[i])
      if abs(a) <= excess || isFixed(column) { continue }
      let strengthened = a > 0 ? excess : -excess
      row.right -= (a - strengthened) * (a > 0 ? upper[column] : lower[column])
      coefficients[i] = strengthened
      isChanged = true
      note(.strengthenedCoefficients)
    }
    if !isChanged { return }
    row.isChanged = true
    row.isSettled = false
    rows[index] = row
  }

  /// Σ a·literal ≤ c where any two are too much: at most one.
  private mutating func formAtMostOne(_ index: Int) {
    var row = rows[index]
    var capacity = row.right
    var (least, second, largest) = (Int.max, Int.max, 0)
    var isUnit = true
    for i in Int(row.start)..<Int(row.start + row.count) {
      let a = coefficients[i]
      let column = Int(columns[i])
      guard lower[column] == 0, upper[column] == 1 else { return }
      if a < 0 { capacity -= a }
      if abs(a) != 1 { isUnit = false }
      largest = max(largest, abs(a))
      if abs(a) < least {
        (least, second) = (abs(a), least)
      } else {
        second = min(second, abs(a))
      }
    }
    guard !isUnit, largest <= capacity, least + second > capacity else { return }
    row.right = 1
    for i in Int(row.start)..<Int(row.start + row.count) {
      if coefficients[i] < 0 { row.right -= 1 }
      coefficients[i] = coefficients[i] < 0 ? -1 : 1
    }
    row.isChanged = true
    row.isSettled = false
    rows[index] = row
    note(.strengthenedCoefficients)
  }
}
