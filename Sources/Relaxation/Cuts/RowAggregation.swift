import Basics

/// A sum of rows of a `CutRows` with integer multipliers: an equation over columns and slacks, dense and exact.
package struct RowAggregation: ~Copyable {
  /// By column, then by slack.
  private(set) var coefficient: Buffer<Int128>
  private(set) var rightSide: Int128 = 0
  /// Each index once; some of their coefficients may have become 0.
  private(set) var touched = Buffer<Int32>()
  private var isTouched: Buffer<Bool>

  package init(size: Int) {
    coefficient = Buffer(repeating: 0, count: size)
    isTouched = Buffer(repeating: false, count: size)
  }

  mutating func clear() {
    for k in 0..<touched.count {
      coefficient[touched[k]] = 0
      isTouched[touched[k]] = false
    }
    touched.removeAll()
    rightSide = 0
  }

  @inline(__always)
  private mutating func add(_ amount: Int128, at index: Int) {
    if !isTouched[index] {
      isTouched[index] = true
      touched.append(Int32(index))
    }
    coefficient[index] &+= amount
  }

  /// Adds `multiplier` times a usable row, |multiplier| < 2^61: each product is then below 2^117, so 1,000 sums fit.
  package mutating func add(_ i: Int, _ multiplier: Int, of matrix: CutRows) {
    let m = Int128(multiplier)
    let (columns, coefficients) = (matrix.column.pointer, matrix.coefficient.pointer)
    for k in matrix.places(i) { add(m &* Int128(coefficients[k]), at: Int(columns[k])) }
    if matrix.sign[i] != 0 { add(m &* Int128(matrix.sign[i]), at: matrix.columnCount + i) }
    rightSide += m * Int128(matrix.side[i])
  }

  /// Multiplies the equation; |factor| and all coefficients are below 2^60.
  mutating func multiply(by factor: Int) {
    for k in 0..<touched.count { coefficient[touched[k]] &*= Int128(factor) }
    rightSide *= Int128(factor)
  }

  /// The largest |coefficient|.
  func largest() -> Int128 {
    var most: Int128 = 0
    for k in 0..<touched.count { most = max(most, abs(coefficient[touched[k]])) }
    return most
  }
}
