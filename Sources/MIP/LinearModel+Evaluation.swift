extension LinearModel {
  /// Whether any column must take integer values.
  public var hasIntegerColumns: Bool { columns.contains { $0.kind != .continuous } }

  /// c·x + constant.
  ///
  /// - Parameter values: one for each column.
  public func objective(of values: [Double]) -> Double {
    precondition(values.count == columns.count, "one value for each column")
    var sum = objectiveConstant
    for (column, value) in zip(columns, values) where column.cost != 0 { sum += column.cost * value }
    return sum
  }

  /// The value of one row's linear form.
  public func activity(of row: Int, at values: [Double]) -> Double {
    rows[row].terms.reduce(0) { $0 + $1.coefficient * values[$1.column] }
  }

  /// Whether `values` keeps every bound and every row to within `tolerance`, and has integers, exactly, where the model
  /// asks for them. A row's tolerance is relative to its largest term, for large numbers carry large rounding errors.
  ///
  /// - Complexity: O(columns + nonzeros).
  public func isFeasible(_ values: [Double], tolerance: Double = 1e-6) -> Bool {
    guard values.count == columns.count else { return false }
    for (column, value) in zip(columns, values) {
      guard value.isFinite else { return false }
      if column.kind != .continuous, value != value.rounded() { return false }
      let slack = tolerance * max(1, 1e-3 * value.magnitude)
      if value < column.lower - slack || value > column.upper + slack { return false }
    }
    for row in rows {
      var sum = 0.0
      var largest = 1.0
      for term in row.terms {
        let product = term.coefficient * values[term.column]
        sum += product
        largest = max(largest, 1e-3 * product.magnitude)
      }
      guard sum >= row.lower - tolerance * largest, sum <= row.upper + tolerance * largest else { return false }
    }
    return true
  }
}
