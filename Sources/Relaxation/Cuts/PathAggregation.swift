import Basics

/// Base rows by aggregation: from each tight row along columns far from their bounds, up to six rows, with roundings
/// and covers of each sum in both directions until one is violated.
///
/// Along the balance rows of lots or flows the sums are paths.
/// - Source: Marchand, Wolsey 2001, "Aggregation and mixed integer rounding to solve MIPs".
struct PathAggregation: ~Copyable {
  private var sum: RowAggregation
  private var isUsed: Buffer<Bool>
  private var path: [Int] = []
  private static let longestPath = 6
  private static let largestMultiplied: Int128 = 1 << 45

  init(_ matrix: CutRows) {
    sum = RowAggregation(size: matrix.columnCount + matrix.rowCount)
    isUsed = Buffer(repeating: false, count: matrix.rowCount)
  }

  /// Starts from row i.
  ///
  /// - Returns: entries looked at.
  mutating func separate(
    from i: Int, _ matrix: CutRows, _ frame: CutFrame, _ base: inout BaseRowCuts, into candidates: CutCandidates
  ) -> Int {
    sum.clear()
    sum.add(i, 1, of: matrix)
    isUsed[i] = true
    path = [i]
    var work = matrix.places(i).count
    while true {
      work += sum.touched.count * 8
      if base.separate(sum, matrix, frame, into: candidates) || path.count == Self.longestPath { break }
      guard extend(matrix, frame, &work) else { break }
    }
    for r in path { isUsed[r] = false }
    return work
  }

  /// Adds the tight row that eliminates the column farthest from its bounds.
  private mutating func extend(_ matrix: CutRows, _ frame: CutFrame, _ work: inout Int) -> Bool {
    var farthest = 1e-6
    var link: (place: Int, column: Int)?
    for k in 0..<sum.touched.count {
      let j = Int(sum.touched[k])
      if j >= matrix.columnCount || sum.coefficient[j] == 0 { continue }
      let distance = frame.distanceToBounds(j)
      if distance <= farthest { continue }
      if let place = bestPlace(of: j, matrix, &work) { (farthest, link) = (distance, (place, j)) }
    }
    guard let link else { return false }
    let row = Int(matrix.rowOfPlace[link.place])
    let (inSum, inRow) = (sum.coefficient[link.column], matrix.coefficient[link.place])
    guard sum.largest() < Self.largestMultiplied, inRow.magnitude < 1 << 40 else { return false }
    let divisor = greatestCommonDivisor(Int(inSum), inRow)
    let factor = abs(inRow) / divisor
    if factor != 1 { sum.multiply(by: factor) }
    sum.add(row, (inRow > 0 ? -1 : 1) * (Int(inSum) / divisor), of: matrix)
    isUsed[row] = true
    path.append(row)
    return true
  }

  /// A column's entry in a tight row that is not used yet: an equation before others, then the shortest.
  private func bestPlace(of j: Int, _ matrix: CutRows, _ work: inout Int) -> Int? {
    var best: Int?
    var least = Int.max
    for k in matrix.columnStart[j]..<matrix.columnStart[j + 1] {
      let place = Int(matrix.place[k])
      let row = Int(matrix.rowOfPlace[place])
      if isUsed[row] || !matrix.isTight(row) { continue }
      let length = matrix.places(row).count + (matrix.sign[row] == 0 ? 0 : 1 << 20)
      if length < least { (best, least) = (place, length) }
    }
    work += matrix.columnStart[j + 1] - matrix.columnStart[j]
    return best
  }
}
