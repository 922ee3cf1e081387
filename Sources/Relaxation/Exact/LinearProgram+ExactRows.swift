import Basics

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
    objectiveRow(
      (0..<rowCount).map(dual), offset: offset, rootLower: rootLower, rootUpper: rootUpper, refining: true)
  }

  /// The same for any multipliers: senseless ones give a weak row, or none.
  package func objectiveRow(
    _ multipliers: [Double], offset: Int, rootLower: [Int], rootUpper: [Int]
  ) -> ExactRow? {
    objectiveRow(multipliers, offset: offset, rootLower: rootLower, rootUpper: rootUpper, refining: false)
  }

  private func objectiveRow(
    _ multipliers: [Double], offset: Int, rootLower: [Int], rootUpper: [Int], refining: Bool
  ) -> ExactRow? {
    guard var sum = objectiveSum(multipliers, refining: refining) else { return nil }
    sum.addToLimit(-Int128(sum.factor) * Int128(offset))
    return row(&sum, rootLower, rootUpper)
  }

  private func objectiveSum(_ multipliers: [Double], refining: Bool) -> MultiplierSum? {
    var largest = 0.0
    for j in 0..<columnCount { largest = max(largest, Double(exactCost[j]).magnitude) }
    guard let scale = scale(of: multipliers, atLeast: largest), scale >= Self.leastScale else { return nil }
    let factor = Int(scale)
    let whole = rounded(multipliers, times: scale)
    var sum = sum(of: whole, objective: factor)
    // Rounding leaves something at basic columns: worth another look only where it costs more than a millionth.
    if refining, residual(of: sum) > scale * 0x1p-20, refine(whole, sum, skipping: -1) {
      sum = self.sum(of: whole, objective: factor)
    }
    return sum
  }

  /// Σ m_r·A_r·x <= Σ m_r·β_r of the ray that the last solve ended with: no point of the node's bounds satisfies it,
  /// but for rounding.
  package func infeasibilityRow(rootLower: [Int], rootUpper: [Int]) -> ExactRow? {
    infeasibilityRow(ray.withElements(Array.init), rootLower: rootLower, rootUpper: rootUpper, refining: true)
  }

  /// The same for any multipliers.
  package func infeasibilityRow(_ multipliers: [Double], rootLower: [Int], rootUpper: [Int]) -> ExactRow? {
    infeasibilityRow(multipliers, rootLower: rootLower, rootUpper: rootUpper, refining: false)
  }

  private func infeasibilityRow(
    _ multipliers: [Double], rootLower: [Int], rootUpper: [Int], refining: Bool
  ) -> ExactRow? {
    guard var sum = infeasibilitySum(multipliers, refining: refining) else { return nil }
    return row(&sum, rootLower, rootUpper)
  }

  private func infeasibilitySum(_ multipliers: [Double], refining: Bool) -> MultiplierSum? {
    let largest = multipliers.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0, var scale = scale(of: multipliers, atLeast: 0), scale * largest >= Self.leastScale else {
      return nil
    }
    var whole = rounded(multipliers, times: scale)
    var sum = sum(of: whole, objective: 0)
    if refining, !sum.isRefuted(lower: exactLower, upper: exactUpper) {
      // Small multipliers of rows with large coefficients want more digits than the largest one has.
      scale = self.scale(of: multipliers, atLeast: 0, digits: 62) ?? scale
      whole = rounded(multipliers, times: scale)
      sum = self.sum(of: whole, objective: 0)
      if refine(whole, sum, skipping: rayVariable) { sum = self.sum(of: whole, objective: 0) }
    }
    return sum
  }

  /// Whether the ray that the last solve ended with proves in exact integers that no point is within rows and present
  /// bounds.
  package func isProvedInfeasible() -> Bool {
    guard let sum = infeasibilitySum(ray.withElements(Array.init), refining: true) else { return false }
    return sum.isRefuted(lower: exactLower, upper: exactUpper)
  }

  /// What cost·x is at least for each integer point of rows and present bounds, by the present multipliers in exact
  /// integers; nil where they prove nothing.
  package func provedBound() -> Int? {
    guard let sum = objectiveSum((0..<rowCount).map(dual), refining: true), sum.isValid else { return nil }
    let factor = Int128(sum.factor)
    // S·cost·x >= least of the sum − limit, rounded up to an integer.
    let numerator = sum.least(lower: exactLower, upper: exactUpper) - sum.limit
    let quotient = numerator / factor
    return Int(exactly: numerator % factor > 0 ? quotient + 1 : quotient)
  }

  /// Below this the rounding of multipliers costs too much.
  private static let leastScale = 0x1p20

  /// The largest power of two that keeps all coefficients below 2^61, and multipliers below 2^digits: behind 52 there is
  /// only the noise of floating point.
  private func scale(of multipliers: [Double], atLeast start: Double, digits: Int = 52) -> Double? {
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
    var exponent = digits
    if most > 0 { exponent = 60 - Int(most.exponent) }
    if largest > 0 { exponent = min(exponent, digits - 1 - Int(largest.exponent)) }
    return Double(sign: .plus, exponent: min(exponent, 61), significand: 1)
  }

  /// The side of a row that a multiplier of this sign takes; nil where it has no limit.
  private func limit(of r: Int, for multiplier: Double) -> Int? {
    if multiplier > 0 { return rowUpper[r] == .max ? nil : rowUpper[r] }
    return multiplier < 0 && rowLower[r] != .min ? rowLower[r] : nil
  }

  /// m = −round(S·y), 0 where the row has no limit on that side.
  private func rounded(_ multipliers: [Double], times scale: Double) -> Buffer<Int> {
    let whole = Buffer<Int>(repeating: 0, count: rowCount)
    for r in 0..<rowCount {
      let multiplier = -(scale * multipliers[r]).rounded()
      if multiplier.magnitude < 0x1p62, limit(of: r, for: multiplier) != nil { whole[r] = Int(multiplier) }
    }
    return whole
  }

  private func sum(of whole: borrowing Buffer<Int>, objective factor: Int) -> MultiplierSum {
    var sum = MultiplierSum(columnCount: columnCount)
    if factor != 0 { sum.add(cost: exactCost, times: factor) }
    for r in 0..<rowCount {
      if whole[r] != 0, let side = limit(of: r, for: Double(whole[r])) {
        sum.add(r, of: matrix, times: whole[r], limit: side)
        if keepsMultipliers { sum.multipliers.append(RowMultiplier(row: Int32(r), multiplier: whole[r])) }
      }
    }
    return sum
  }

  /// What the coefficients of basic columns, which would be 0 in exact arithmetic, can cost.
  private func residual(of sum: borrowing MultiplierSum) -> Double {
    var cost = 0.0
    for i in 0..<rowCount where Int(head[i]) < columnCount {
      let j = head[i]
      cost += Double(sum.coefficients[j]).magnitude * (Double(exactUpper[j]) - Double(exactLower[j]))
    }
    return cost
  }

  /// A step of iterative refinement: the exact residual at basic variables is taken away by a solve in floating point.
  ///
  /// - Parameter variable: a basic variable whose coefficient is meant to stay; -1 for none.
  /// - Returns: whether multipliers have changed.
  private func refine(
    _ whole: borrowing Buffer<Int>, _ sum: borrowing MultiplierSum, skipping variable: Int
  ) -> Bool {
    guard sum.isValid, !factorsAreStale else { return false }
    let right = steepest.values.pointer
    for i in 0..<rowCount {
      let v = Int(head[i])
      if v == variable {
        right[i] = 0
      } else if v < columnCount {
        right[i] = -Double(sum.coefficients[v]) * matrix.columnScale[v]
      } else {
        right[i] = -Double(whole[v - columnCount]) / matrix.rowScale[v - columnCount]
      }
    }
    factors.solveTransposed(&steepest)
    work += 2 * rowCount + factors.lastWork
    var isChanged = false
    for r in 0..<rowCount {
      let step = (right[r] * matrix.rowScale[r]).rounded()
      right[r] = 0
      if step == 0 || !(step.magnitude < 0x1p60) || whole[r].magnitude >= 1 << 61 { continue }
      let changed = whole[r] + Int(step)
      whole[r] = limit(of: r, for: Double(changed)) == nil ? 0 : changed
      isChanged = true
    }
    return isChanged
  }

  private func row(_ sum: inout MultiplierSum, _ rootLower: [Int], _ rootUpper: [Int]) -> ExactRow? {
    guard sum.isValid else { return nil }
    // All small terms together cost less than a millionth of the objective's unit.
    let each = Int128(sum.factor) / (Int128(1) << 20) / Int128(columnCount + 1)
    sum.chargeSmallTerms(rootLower: rootLower, rootUpper: rootUpper, each: each)
    guard sum.isValid else { return nil }
    var row = ExactRow(
      columns: [], coefficients: [], limit: sum.limit, multipliers: sum.multipliers, objectiveMultiplier: sum.factor)
    for j in 0..<columnCount where sum.coefficients[j] != 0 {
      row.columns.append(Int32(j))
      row.coefficients.append(sum.coefficients[j])
    }
    if sum.factor != 0 {
      row.columns.append(Int32(columnCount))
      row.coefficients.append(-sum.factor)
    }
    row.reduce()
    return row
  }
}
