import Basics

/// Columns that an equation says by one other: x = a·y + b, which leave the model in rows and costs alike.
extension PresolveState {
  /// Larger factors and offsets would make coefficients that no sum has room for.
  private static let factorLimit = 1 << 20
  private static let offsetLimit = 1 << 30
  private static let coefficientLimit = 1 << 36

  mutating func substituteAffineColumns() {
    guard spend(columns.count) else { return }
    let heaviest = heaviestCoefficients()
    for index in 0..<rows.count {
      let row = rows[index]
      guard row.isLive, row.comparison == .equal, row.count == 2, row.conditionCount == 0, !row.isShadow else {
        continue
      }
      if !spend(8) { return }
      substitute(by: index, heaviest)
      if isInfeasible { return }
    }
  }

  /// By column, the largest magnitude of a coefficient.
  func heaviestCoefficients() -> Buffer<Int> {
    let heaviest = Buffer<Int>(repeating: 0, count: lower.count)
    for index in 0..<rows.count where rows[index].isLive {
      let row = rows[index]
      for i in Int(row.start)..<Int(row.start + row.count) {
        heaviest[columns[i]] = max(heaviest[columns[i]], abs(coefficients[i]))
      }
    }
    for column in 0..<lower.count { heaviest[column] = max(heaviest[column], abs(cost[column])) }
    return heaviest
  }

  /// a·x + b·y = c, over the columns that stand for the row's by now.
  private mutating func substitute(by index: Int, _ heaviest: borrowing Buffer<Int>) {
    let row = rows[index]
    let first = resolve(Int(columns[Int(row.start)]))
    let second = resolve(Int(columns[Int(row.start) + 1]))
    let (p, q) = (coefficients[Int(row.start)], coefficients[Int(row.start) + 1])
    var (a, b) = (p * first.scale, q * second.scale)
    var c = row.right - p * first.offset - q * second.offset
    let (x, y) = (first.column, second.column)
    if x == y || isFixed(x) || isFixed(y) { return }
    let divisor = greatestCommonDivisor(a, b)
    if c % divisor != 0 {
      isInfeasible = true
      return
    }
    (a, b, c) = (a / divisor, b / divisor, c / divisor)
    // x = ∓b·y ± c where a = ±1
    if abs(a) == 1, trySubstitute(x, scale: -a * b, y, offset: a * c, heaviest) {
      remove(index, nil)
    } else if abs(b) == 1, trySubstitute(y, scale: -a * b, x, offset: b * c, heaviest) {
      remove(index, nil)
    }
  }

  /// Says a column by another, where neither uses nor sums forbid it.
  mutating func trySubstitute(
    _ column: Int, scale factor: Int, _ target: Int, offset constant: Int, _ heaviest: borrowing Buffer<Int>,
    isImplied: Bool = true
  ) -> Bool {
    // What counts with the column needs it; what asks for its truth can ask another Boolean.
    if numberUses[column] > 0 { return false }
    if literalUses[column] > 0 || isCondition[column] {
      guard isComplementOrEqual(column, target, factor, constant) else { return false }
    }
    let reach = max(abs(lower[target]), abs(upper[target]))
    // Chains of substitutions multiply factors; those of columns that are not fixed stay below 2^31 then.
    guard abs(factor) <= Self.factorLimit, abs(constant) <= Self.offsetLimit,
      abs(factor) * reach <= 2 * Self.offsetLimit
    else { return false }
    guard heaviest[column] * abs(factor) < Self.coefficientLimit,
      heaviest[column] < (1 << 58) / max(1, (abs(factor) * reach + abs(constant)) * 1024)
    else { return false }
    heaviest[target] += heaviest[column] * abs(factor)
    substitute(column, scale: factor, target, offset: constant, isImplied: isImplied)
    note(isImplied ? .affineColumns : .dualFixings)
    return true
  }

  private func isComplementOrEqual(_ column: Int, _ target: Int, _ factor: Int, _ constant: Int) -> Bool {
    isBoolean(column) && isBoolean(target) && ((factor == 1 && constant == 0) || (factor == -1 && constant == 1))
  }
}
