/// Σ coefficient·x <= limit, in exact integers.
///
/// Column `columnCount` of the linear program stands for the objective variable.
package struct ExactRow: Sendable {
  /// Ascending, each once, no coefficient 0.
  package var columns: [Int32]
  package var coefficients: [Int]
  package var limit: Int128
  /// What it is the sum of, where `LinearProgram.keepsMultipliers` asks for that: rows of the program, each with an
  /// integer that is positive for its upper and negative for its lower limit.
  package var multipliers: [RowMultiplier] = []
  /// How often objective >= cost·x + offset is in that sum.
  package var objectiveMultiplier = 0

  /// Divides by the greatest common divisor; the limit rounds down, which loses no integer point.
  mutating func reduce() {
    var divisor = UInt(0)
    for a in coefficients {
      var (x, y) = (divisor, a.magnitude)
      while y != 0 { (x, y) = (y, x % y) }
      divisor = x
      if divisor == 1 { return }
    }
    guard divisor > 1, divisor <= UInt(Int.max) else { return }
    for k in coefficients.indices { coefficients[k] /= Int(divisor) }
    let quotient = limit / Int128(divisor)
    limit = limit % Int128(divisor) < 0 ? quotient - 1 : quotient
  }
}

/// A row of a linear program, and how often it is added.
package struct RowMultiplier: Sendable, Equatable, BitwiseCopyable {
  package var row: Int32
  package var multiplier: Int

  package init(row: Int32, multiplier: Int) {
    self.row = row
    self.multiplier = multiplier
  }
}
