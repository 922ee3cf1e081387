/// lower <= sum coefficient·x_column <= upper, in exact integers. Columns ascending, each once, no zero.
package struct Row: Sendable {
  package var columns: [Int32]
  package var coefficients: [Int]
  /// `Row.none` below / above where there is no limit: Int.min / Int.max.
  package var lower: Int
  package var upper: Int
  package init(columns: [Int32], coefficients: [Int], lower: Int, upper: Int) {
    self.columns = columns
    self.coefficients = coefficients
    self.lower = lower
    self.upper = upper
  }
}
