extension LinearModel {
  /// Checks that every number means something: no NaN, finite coefficients and costs, no empty bounds, binary bounds
  /// within 0 ... 1. Fractional bounds of an integer column are allowed.
  ///
  /// - Throws: `MIPError` of kind `invalidModel`, naming the first column or row that is wrong.
  /// - Complexity: O(columns + nonzeros).
  public func validate() throws(MIPError) {
    guard objectiveConstant.isFinite else {
      throw MIPError("the objective's constant is \(objectiveConstant)", kind: .invalidModel)
    }
    for column in columns {
      guard column.cost.isFinite else {
        throw MIPError("column \(column.name) has cost \(column.cost)", kind: .invalidModel)
      }
      try Self.validate(lower: column.lower, upper: column.upper, of: "column", column.name)
      if column.kind == .binary, column.lower < 0 || column.upper > 1 {
        throw MIPError(
          "binary column \(column.name) has bounds \(column.lower) ... \(column.upper), not within 0 ... 1",
          kind: .invalidModel)
      }
    }
    for row in rows {
      try Self.validate(lower: row.lower, upper: row.upper, of: "row", row.name)
      for term in row.terms where !term.coefficient.isFinite {
        throw MIPError(
          "row \(row.name) has coefficient \(term.coefficient) for column \(columns[term.column].name)",
          kind: .invalidModel)
      }
    }
  }

  private static func validate(
    lower: Double, upper: Double, of what: String, _ name: String
  ) throws(MIPError) {
    // Written so that NaN fails too.
    guard lower <= upper, lower < .infinity, upper > -.infinity else {
      throw MIPError("\(what) \(name) has empty bounds \(lower) ... \(upper)", kind: .invalidModel)
    }
  }
}
