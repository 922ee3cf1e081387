import Basics

/// The (l, S) inequalities on chains of balance rows: stock in + inflow − stock out = demand.
///
/// With t…l a chain, what flows in at t or later is at most the demand D of t…l plus what is left after l. So for any
/// set S of inflows q that need a binary y each: Σ_S q ≤ Σ_S D·y + stock(l). For each end l, S is every inflow with
/// q > D·y at the point.
/// - Source: Barany, Van Roy, Wolsey 1984, "Strong formulations for multi-item capacitated lot sizing".
struct LotSizingCuts: ~Copyable {
  /// Equations that a column stands in, counted up to 3.
  private var equations: Buffer<UInt8>
  private var columns: [Int32] = []
  private var coefficients: [Int] = []
  private static let longestChain = 200

  init(_ matrix: CutRows) {
    equations = Buffer(repeating: 0, count: matrix.columnCount)
    for i in 0..<matrix.rowCount where matrix.sign[i] == 0 {
      for k in matrix.places(i) { equations[matrix.column[k]] = min(3, equations[matrix.column[k]] + 1) }
    }
  }

  mutating func separate(_ matrix: CutRows, _ frame: CutFrame, into candidates: CutCandidates, shouldStop: () -> Bool) {
    for l in 0..<matrix.rowCount where matrix.sign[l] == 0 && matrix.isUsable[l] {
      if shouldStop() { return }
      for sign in [1, -1] { follow(from: l, sign, matrix, frame, candidates) }
    }
  }

  /// Follows the chain that ends with row l, backwards.
  private mutating func follow(
    from l: Int, _ sign: Int, _ matrix: CutRows, _ frame: CutFrame, _ candidates: CutCandidates
  ) {
    columns.removeAll(keepingCapacity: true)
    coefficients.removeAll(keepingCapacity: true)
    var (row, sign, via) = (l, sign, Int32(-1))
    var demand = 0
    var (violation, most, bestCount) = (0.0, 1e-4, 0)
    for _ in 0..<Self.longestChain {
      demand += sign * matrix.side[row]
      guard abs(demand) < 1 << 50, isBalance(row, matrix, frame) else { break }
      var link: (column: Int32, coefficient: Int)?
      for k in matrix.places(row) {
        let (j, a) = (matrix.column[k], sign * matrix.coefficient[k])
        let value = frame.values[Int(j)]
        if j == via { continue }
        if a < 0 {
          // What flows out stays on the right side.
          columns.append(j)
          coefficients.append(a)
          violation += Double(a) * value
        } else if equations[j] == 2 {
          if link == nil { link = (j, a) }
        } else if demand >= 0, let (y, isComplemented) = switchOf(j, frame) {
          let at = frame.values[Int(y)]
          let gain = Double(a) * value - Double(demand) * (isComplemented ? 1 - at : at)
          if gain <= 1e-6 { continue }
          columns.append(j)
          coefficients.append(a)
          columns.append(isComplemented ? ~y : y)
          coefficients.append(-demand)
          violation += gain
        }
      }
      if violation > most { (most, bestCount) = (violation, columns.count) }
      guard let link, let before = otherRow(of: link.column, than: row, matrix) else { break }
      // The link leaves the row before with the same coefficient.
      guard abs(before.coefficient) == link.coefficient, matrix.isUsable[before.row] else { break }
      (row, sign, via) = (before.row, before.coefficient > 0 ? -1 : 1, link.column)
      if row == l { break }
    }
    if bestCount > 0 { emit(bestCount, frame, candidates) }
  }

  private func isBalance(_ row: Int, _ matrix: CutRows, _ frame: CutFrame) -> Bool {
    for k in matrix.places(row) where frame.lower[matrix.column[k]] < 0 { return false }
    return true
  }

  /// The binary without which the column is 0, the nearest such.
  private func switchOf(_ j: Int32, _ frame: CutFrame) -> (binary: Int32, isComplemented: Bool)? {
    let choice = frame.variableBounds.upperChoice[j]
    guard choice >= 0 else { return nil }
    let bound = frame.variableBounds.all[choice]
    if bound.constant == 0 { return (bound.binary, false) }
    return bound.constant + bound.slope == 0 ? (bound.binary, true) : nil
  }

  private func otherRow(of j: Int32, than row: Int, _ matrix: CutRows) -> (row: Int, coefficient: Int)? {
    for k in matrix.columnStart[j]..<matrix.columnStart[j + 1] {
      let other = Int(matrix.rowOfPlace[matrix.place[k]])
      if other != row, matrix.sign[other] == 0 { return (other, matrix.coefficient[matrix.place[k]]) }
    }
    return nil
  }

  /// Σ coefficient·column ≤ 0, where ~y stands for 1 − y.
  private func emit(_ count: Int, _ frame: CutFrame, _ candidates: CutCandidates) {
    var row = Row(columns: [], coefficients: [], lower: Int.min, upper: 0)
    for k in 0..<count {
      let isComplemented = columns[k] < 0
      row.columns.append(isComplemented ? ~columns[k] : columns[k])
      row.coefficients.append(isComplemented ? -coefficients[k] : coefficients[k])
      if isComplemented { row.upper -= coefficients[k] }
    }
    candidates.add(row, frame)
  }
}
