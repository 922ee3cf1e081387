import Basics

/// Rows without what has been found out of columns.
extension PresolveState {
  /// Compacts where columns were substituted, or where so much has changed that smaller rows are worth a pass.
  mutating func compactIfWorth() {
    let isMuch = changes - compactedChanges > (rows.count + lower.count) / 50
    if hasSubstitutions || isMuch { compact() }
  }

  /// Takes dead rows, fixed terms and removed columns out, and divides rows by what their coefficients have in common.
  mutating func compact() {
    swap(&columns, &oldColumns)
    swap(&coefficients, &oldCoefficients)
    columns.removeAll()
    coefficients.removeAll()
    columns.reserve(oldColumns.count)
    coefficients.reserve(oldColumns.count)
    let rowCount = rows.count
    var kept = 0
    for index in 0..<rowCount {
      var row = rows[index]
      guard row.isLive else { continue }
      if !spend(Int(row.count) + 4) {
        // Stopped: what is half done is never looked at again.
        return
      }
      let hasConditions = row.conditionCount > 0 ? compactConditions(&row) : false
      guard row.isLive else { continue }
      copyTerms(of: &row, hasConditions)
      rows[kept] = row
      kept += 1
    }
    rows.truncate(to: kept)
    hasSubstitutions = false
    compactedChanges = changes
    for index in 0..<kept {
      normalise(index)
      if isInfeasible { return }
    }
  }

  /// - Returns: whether there are conditions left.
  private mutating func compactConditions(_ row: inout Row) -> Bool {
    var literals: [LiteralCode] = []
    var isSame = true
    for i in 0..<Int(row.conditionCount) {
      let literal = conditions[Int(row.firstCondition) + i]
      let image = resolved(literal)
      if image != literal { isSame = false }
      switch truth(image) {
      case true: isSame = false
      case false:
        // The row says nothing.
        row.isLive = false
        return false
      default: literals.append(image)
      }
    }
    if !isSame {
      row.isChanged = true
      setConditions(literals, of: &row)
    }
    return row.conditionCount > 0
  }

  private mutating func copyTerms(of row: inout Row, _ hasConditions: Bool) {
    let start = columns.count
    let from = Int(row.start)
    var isAscending = true
    var isSubstituted = false
    for i in from..<from + Int(row.count) {
      let column = Int(oldColumns[i])
      let coefficient = oldCoefficients[i]
      if isRemoved[column] {
        let place = resolve(column)
        row.isChanged = true
        row.isSettled = false
        isSubstituted = true
        row.right -= coefficient * place.offset
        if lower[place.column] == upper[place.column] {
          row.right -= coefficient * place.scale * lower[place.column]
        } else {
          append(place.column, coefficient * place.scale, from: start, &isAscending)
        }
      } else if lower[column] == upper[column] {
        row.right -= coefficient * lower[column]
        row.isChanged = true
      } else if hasConditions, let value = conditionedValue(column, row) {
        row.right -= coefficient * value
        row.isChanged = true
      } else {
        append(column, coefficient, from: start, &isAscending)
      }
    }
    if !isAscending { sortTerms(from: start) }
    row.start = Int32(start)
    row.count = Int32(columns.count - start)
    // A model that substitutions have brought out of exact arithmetic is given back as it was.
    if isSubstituted, !isSafe(row) { isStopped = true }
  }

  /// Whether partial sums of the row stay within 2^60.
  private func isSafe(_ row: Row) -> Bool {
    var total = row.right.magnitude
    for i in Int(row.start)..<Int(row.start + row.count) {
      let column = Int(columns[i])
      let largest = max(lower[column].magnitude, upper[column].magnitude)
      let (product, overflow) = coefficients[i].magnitude.multipliedReportingOverflow(by: largest)
      if overflow || product > 1 << 60 || total > 1 << 60 { return false }
      total += product
    }
    return total <= 1 << 60
  }

  @inline(__always)
  private mutating func append(_ column: Int, _ coefficient: Int, from start: Int, _ isAscending: inout Bool) {
    if columns.count > start, columns.last >= Int32(column) { isAscending = false }
    columns.append(Int32(column))
    coefficients.append(coefficient)
  }

  /// The value that a column has where the conditions of a row hold, if it is in one.
  private func conditionedValue(_ column: Int, _ row: Row) -> Int? {
    for i in 0..<Int(row.conditionCount) {
      let literal = conditions[Int(row.firstCondition) + i]
      if Int(literal >> 1) == column { return literal & 1 == 1 ? 0 : 1 }
    }
    return nil
  }

  /// Divides by the common divisor, and decides rows without terms.
  private mutating func normalise(_ index: Int) {
    var row = rows[index]
    if row.count == 0 {
      let holds =
        switch row.comparison {
        case .atMost: 0 <= row.right
        case .equal: row.right == 0
        case .notEqual: row.right != 0
        }
      if holds { remove(index) } else { refuteConditions(index) }
      return
    }
    var divisor = abs(coefficients[Int(row.start)])
    for i in Int(row.start)..<Int(row.start + row.count) {
      if divisor == 1 { return }
      divisor = greatestCommonDivisor(divisor, coefficients[i])
    }
    if divisor == 1 { return }
    if row.comparison != .atMost, row.right % divisor != 0 {
      if row.comparison == .notEqual { remove(index) } else { refuteConditions(index) }
      return
    }
    for i in Int(row.start)..<Int(row.start + row.count) { coefficients[i] /= divisor }
    row.right = floorDivide(row.right, divisor)
    row.isChanged = true
    row.isSettled = false
    rows[index] = row
  }
}
