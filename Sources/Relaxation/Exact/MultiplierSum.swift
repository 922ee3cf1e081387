import Basics

/// S·cost·x + Σ m_r·A_r·x, with what integer multipliers m make of rows: the sum and its right side are exact for any m.
struct MultiplierSum: ~Copyable {
  private(set) var coefficients: Buffer<Int>
  private(set) var limit: Int128 = 0
  /// S, by which the costs are in the sum; 0 where they are not.
  private(set) var factor = 0
  /// What was added, where somebody asks for it.
  var multipliers: [RowMultiplier] = []
  /// Σ of |factor| · (largest coefficient): no coefficient, and no partial sum of one, is above it.
  private var reach: UInt = 0
  private(set) var isValid = true

  /// No coefficient comes above this, so sums in 64 bits cannot overflow.
  private static let most = UInt(1) << 62

  init(columnCount: Int) {
    coefficients = Buffer(repeating: 0, count: columnCount)
  }

  /// Whether `factor` times coefficients up to `largest` may be added.
  private mutating func admit(_ factor: Int, largest: UInt) -> Bool {
    let (product, overflow) = factor.magnitude.multipliedReportingOverflow(by: largest)
    let (sum, overflowOfSum) = reach.addingReportingOverflow(product)
    guard !overflow, !overflowOfSum, sum <= Self.most else {
      isValid = false
      return false
    }
    reach = sum
    return true
  }

  mutating func add(cost: borrowing Buffer<Int>, times factor: Int) {
    var largest: UInt = 0
    for j in 0..<cost.count { largest = max(largest, cost[j].magnitude) }
    guard admit(factor, largest: largest) else { return }
    self.factor = factor
    for j in 0..<cost.count { coefficients[j] = factor &* cost[j] }
  }

  /// Adds a row, with the limit that the sign of its multiplier asks for, which must be there.
  mutating func add(_ r: Int, of matrix: borrowing RowMatrix, times factor: Int, limit side: Int) {
    guard admit(factor, largest: UInt(matrix.largest[r])) else { return }
    let target = coefficients.pointer
    let (column, exact) = (matrix.column.pointer, matrix.exact.pointer)
    for k in Int(matrix.rowStart[r])..<Int(matrix.rowStart[r + 1]) {
      target[Int(column[k])] &+= factor &* exact[k]
    }
    addToLimit(Int128(factor) * Int128(side))
  }

  mutating func addToLimit(_ amount: Int128) {
    let (sum, overflow) = limit.addingReportingOverflow(amount)
    limit = sum
    if overflow { isValid = false }
  }

  /// The least value of Σ coefficient·x within bounds of up to 45 bits.
  func least(lower: borrowing Buffer<Int>, upper: borrowing Buffer<Int>) -> Int128 {
    var least = Int128(0)
    for j in 0..<coefficients.count where coefficients[j] != 0 {
      least += Int128(coefficients[j]) * Int128(coefficients[j] > 0 ? lower[j] : upper[j])
    }
    return least
  }

  /// Whether no point of the bounds satisfies Σ coefficient·x <= limit.
  func isRefuted(lower: borrowing Buffer<Int>, upper: borrowing Buffer<Int>) -> Bool {
    isValid && least(lower: lower, upper: upper) > limit
  }

  /// Charges small terms at the bound where they are least: the row gets shorter, and its limit weaker by as
  /// much.
  ///
  /// - Parameters:
  ///   - rootLower: bounds that hold for every point that the row is used for.
  ///   - each: what a term may cost at most.
  mutating func chargeSmallTerms(rootLower: [Int], rootUpper: [Int], each: Int128) {
    for j in 0..<coefficients.count where coefficients[j] != 0 {
      let a = Int128(coefficients[j])
      let (low, high) = (Int128(rootLower[j]), Int128(rootUpper[j]))
      guard a.magnitude * (high - low).magnitude <= each.magnitude else { continue }
      addToLimit(-a * (a > 0 ? low : high))
      coefficients[j] = 0
    }
  }
}
