/// What multipliers of rows prove, in exact integers. Any multipliers give a valid row: floating point only chooses how
/// strong it is.
///
/// - Source: Neumaier, Shcherbina 2004, "Safe bounds in linear and mixed-integer linear programming".
extension LinearProgram {
  /// (S·cost + Σ m_r·A_r)·x − S·z <= Σ m_r·β_r − S·offset for the present multipliers, scaled by S and rounded to m.
  ///
  /// Valid where z >= cost·x + offset and the rows hold within the root bounds; to be used after `.optimal`, `.limit`
  /// and `.cutoff`. With the bounds of a node it implies z >= the objective, less a rounding error.
  /// - Parameters:
  ///   - offset: the constant of the cost.
  ///   - rootLower: bounds by which terms too small to matter are charged.
  /// - Returns: nil where the scale is below 2^20, or a number would not fit.
  package func objectiveRow(offset: Int, rootLower: [Int], rootUpper: [Int]) -> ExactRow? {
    objectiveRow((0..<rowCount).map(dual), offset: offset, rootLower: rootLower, rootUpper: rootUpper)
  }

  /// Σ m_r·A_r·x <= Σ m_r·β_r of the ray that the last solve ended with: no point of the node's bounds satisfies it.
  package func infeasibilityRow(rootLower: [Int], rootUpper: [Int]) -> ExactRow? {
    infeasibilityRow(ray.withElements(Array.init), rootLower: rootLower, rootUpper: rootUpper)
  }

  /// The same for any multipliers: senseless ones give a weak row, or none.
  package func objectiveRow(
    _ multipliers: [Double], offset: Int, rootLower: [Int], rootUpper: [Int]
  ) -> ExactRow? {
    var largest = 0.0
    for j in 0..<columnCount { largest = max(largest, Double(exactCost[j]).magnitude) }
    guard let scale = scale(of: multipliers, atLeast: largest) else { return nil }
    guard scale >= Self.leastScale else { return nil }
    let factor = Int(scale)
    var sum = MultiplierSum(columnCount: columnCount)
    sum.add(cost: exactCost, times: factor)
    add(multipliers, times: scale, to: &sum)
    sum.addToLimit(-Int128(factor) * Int128(offset))
    return row(&sum, objective: factor, rootLower, rootUpper)
  }

  /// The same for any multipliers.
  package func infeasibilityRow(
    _ multipliers: [Double], rootLower: [Int], rootUpper: [Int]
  ) -> ExactRow? {
    var largest = 0.0
    for r in 0..<multipliers.count { largest = max(largest, multipliers[r].magnitude) }
    guard largest > 0, let scale = scale(of: multipliers, atLeast: 0) else { return nil }
    guard scale * largest >= Self.leastScale else { return nil }
    var sum = MultiplierSum(columnCount: columnCount)
    add(multipliers, times: scale, to: &sum)
    return row(&sum, objective: 0, rootLower, rootUpper)
  }

  /// Below this the rounding of multipliers costs too much.
  private static let leastScale = 0x1p20
  /// Digits behind these are noise of floating point.
  private static let digits = 0x1p52

  /// The largest power of two that keeps all coefficients below 2^61, and multipliers within a double's digits.
  private func scale(of multipliers: [Double], atLeast start: Double) -> Double? {
    var most = start
    var largest = 0.0
    for r in 0..<rowCount {
      let y = multipliers[r]
      guard y.isFinite else { return nil }
      if limit(of: r, for: -y) == nil { continue }
      most += y.magnitude * Double(matrix.largest[r])
      largest = max(largest, y.magnitude)
    }
    guard most.isFinite else { return nil }
    if most == 0 { return Self.digits }
    var exponent = 61 - Int(most.exponent) - 1
    if largest > 0 { exponent = min(exponent, 52 - Int(largest.exponent) - 1) }
    return Double(sign: .plus, exponent: min(exponent, 61), significand: 1)
  }

  /// The side of a row that a multiplier of this sign takes; nil where it has no limit.
  private func limit(of r: Int, for multiplier: Double) -> Int? {
    if multiplier > 0 { return rowUpper[r] == .max ? nil : rowUpper[r] }
    return multiplier < 0 && rowLower[r] != .min ? rowLower[r] : nil
  }

  private func add(_ multipliers: [Double], times scale: Double, to sum: inout MultiplierSum) {
    for r in 0..<rowCount {
      let multiplier = -(scale * multipliers[r]).rounded()
      guard multiplier != 0, let side = limit(of: r, for: multiplier), multiplier.magnitude < 0x1p62 else { continue }
      sum.add(r, of: matrix, times: Int(multiplier), limit: side)
    }
  }

  private func row(
    _ sum: inout MultiplierSum, objective factor: Int, _ rootLower: [Int], _ rootUpper: [Int]
  ) -> ExactRow? {
    guard sum.isValid else { return nil }
    // All small terms together cost less than a millionth of the objective's unit.
    let each = Int128(factor) / (Int128(1) << 20) / Int128(columnCount + 1)
    sum.chargeSmallTerms(rootLower: rootLower, rootUpper: rootUpper, each: each)
    guard sum.isValid else { return nil }
    var row = ExactRow(columns: [], coefficients: [], limit: sum.limit)
    for j in 0..<columnCount where sum.coefficients[j] != 0 {
      row.columns.append(Int32(j))
      row.coefficients.append(sum.coefficients[j])
    }
    if factor != 0 {
      row.columns.append(Int32(columnCount))
      row.coefficients.append(-factor)
    }
    row.reduce()
    return row
  }
}
