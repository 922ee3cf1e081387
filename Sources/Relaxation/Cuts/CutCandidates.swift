import Basics

/// The violated rows of a round, brought back to columns in exact integers, and the choice among them.
final class CutCandidates {
  struct Candidate {
    let row: Row
    /// Violation over the length of the entries that are off their minimal activity.
    let efficacy: Double
    /// The length of all entries.
    let length: Double
  }

  private(set) var all: [Candidate] = []
  /// Of the rows so far, to tell those that come again.
  private var fingerprints: Set<UInt64> = []
  private var isRepeated = false
  /// A cut under construction, dense by column, all 0 between calls.
  private var coefficient: Buffer<Int128>
  private var touched = Buffer<Int32>()
  private var isTouched: Buffer<Bool>
  private var rightSide: Int128 = 0
  private static let largestCoefficient: Int128 = 1 << 31
  private static let largestRatio: Int128 = 1_000_000
  private static let longestRow = 1_000
  private static let leastEfficacy = 1e-4

  init(columnCount: Int) {
    coefficient = Buffer(repeating: 0, count: columnCount)
    isTouched = Buffer(repeating: false, count: columnCount)
  }

  func removeAll() {
    all.removeAll(keepingCapacity: true)
    fingerprints.removeAll(keepingCapacity: true)
  }

  /// Adds Σ cut·x ≤ bound over the terms of a shifted row, when it is violated and its numbers are small.
  ///
  /// - Parameter cut: a coefficient a term, below 2^61.
  /// - Returns: whether there is such a row, also when it was added before.
  @discardableResult
  func add(
    _ cut: borrowing Buffer<Int>, _ bound: Int, of row: borrowing ShiftedRow, _ matrix: CutRows, _ frame: CutFrame
  ) -> Bool {
    rightSide = Int128(bound)
    for k in 0..<row.terms.count where cut[k] != 0 { restore(row.terms[k], Int128(cut[k]), matrix, frame) }
    return finish(frame)
  }

  /// Adds Σ coefficient·column ≤ bound.
  @discardableResult
  func add(_ row: Row, _ frame: CutFrame) -> Bool {
    rightSide = Int128(row.upper)
    for (j, a) in zip(row.columns, row.coefficients) { note(j, Int128(a)) }
    return finish(frame)
  }

  private func note(_ column: Int32, _ amount: Int128) {
    if !isTouched[column] {
      isTouched[column] = true
      touched.append(column)
    }
    coefficient[column] &+= amount
  }

  /// Adds `amount` times the term's x, written in columns.
  private func restore(_ term: ShiftedRow.Term, _ amount: Int128, _ matrix: CutRows, _ frame: CutFrame) {
    var amount = amount
    if term.isComplemented {
      rightSide -= amount * Int128(term.range)
      amount = -amount
    }
    let j = Int(term.index)
    if j >= matrix.columnCount {
      // sign·(side − Ax)
      let i = j - matrix.columnCount
      let factor = amount &* Int128(matrix.sign[i])
      rightSide -= factor * Int128(matrix.side[i])
      for k in matrix.places(i) { note(matrix.column[k], -factor &* Int128(matrix.coefficient[k])) }
      return
    }
    switch term.origin {
    case .lower:
      note(term.index, amount)
      rightSide += amount * Int128(frame.lower[j])
    case .variableUpper:
      let bound = frame.variableBounds.all[frame.variableBounds.upperChoice[j]]
      note(term.index, -amount)
      note(bound.binary, amount * Int128(bound.slope))
      rightSide -= amount * Int128(bound.constant)
    case .variableLower:
      let bound = frame.variableBounds.all[frame.variableBounds.lowerChoice[j]]
      note(term.index, amount)
      note(bound.binary, -amount * Int128(bound.slope))
      rightSide += amount * Int128(bound.constant)
    }
  }

  private func finish(_ frame: CutFrame) -> Bool {
    let row = makeRow(frame)
    for k in 0..<touched.count {
      coefficient[touched[k]] = 0
      isTouched[touched[k]] = false
    }
    touched.removeAll()
    guard let row else { return isRepeated }
    var activity = 0.0
    var square = 0.0
    var effective = 0.0
    for (j, a) in zip(row.columns, row.coefficients) {
      let (a, value) = (Double(a), frame.values[j])
      activity += a * value
      square += a * a
      let least = Double(a > 0 ? frame.lower[j] : frame.upper[j])
      if abs(value - least) > 1e-9 { effective += a * a }
    }
    let violation = activity - Double(row.upper)
    let length = square.squareRoot()
    guard violation > 1e-6, violation > 1e-9 * length, effective > 0 else { return false }
    let efficacy = violation / effective.squareRoot()
    guard efficacy > Self.leastEfficacy else { return false }
    all.append(Candidate(row: row, efficacy: efficacy, length: length))
    return true
  }

  /// The row under construction, strengthened; nil when it says nothing, its numbers are too large,
  /// or it was made before.
  private func makeRow(_ frame: CutFrame) -> Row? {
    isRepeated = false
    var largest: Int128 = 0
    for k in 0..<touched.count { largest = max(largest, abs(coefficient[touched[k]])) }
    guard largest > 0, largest < 1 << 60 else { return nil }
    var columns: [Int32] = []
    for k in 0..<touched.count {
      let j = touched[k]
      let a = coefficient[j]
      if a == 0 { continue }
      guard frame.isUsable(Int(j)) else { return nil }
      let (low, high) = (frame.lower[j], frame.upper[j])
      if low == high || abs(a) * Self.largestRatio < largest {
        // At least this much, whatever the column does.
        rightSide -= min(a * Int128(low), a * Int128(high))
        coefficient[j] = 0
      } else {
        columns.append(j)
      }
    }
    guard !columns.isEmpty, columns.count <= Self.longestRow else { return nil }
    divide(columns)
    guard strengthen(columns, frame) else { return nil }
    divide(columns)
    guard abs(rightSide) < 1 << 50 else { return nil }
    columns.removeAll { coefficient[$0] == 0 }
    guard columns.allSatisfy({ abs(coefficient[$0]) <= Self.largestCoefficient }) else { return nil }
    isRepeated = !fingerprints.insert(fingerprint(columns)).inserted
    if isRepeated { return nil }
    columns.sort()
    return Row(
      columns: columns, coefficients: columns.map { Int(coefficient[$0]) }, lower: Int.min, upper: Int(rightSide))
  }

  /// A number that equal rows share, whatever the order of their columns.
  private func fingerprint(_ columns: [Int32]) -> UInt64 {
    var sum = UInt64(truncatingIfNeeded: rightSide)
    for j in columns {
      var mixer = SplitMix64(state: UInt64(truncatingIfNeeded: coefficient[j]) &* 0xD6E8_FEB8_6659_FD93 &+ UInt64(j))
      sum &+= mixer.next()
    }
    return sum
  }

  /// Divides by the greatest common divisor and rounds the right side.
  private func divide(_ columns: [Int32]) {
    var divisor = 0
    for j in columns {
      divisor = greatestCommonDivisor(divisor, Int(coefficient[j]))
      if divisor == 1 { return }
    }
    guard divisor > 1 else { return }
    for j in columns { coefficient[j] = Int128(Int(coefficient[j]) / divisor) }
    let (quotient, remainder) = rightSide.quotientAndRemainder(dividingBy: Int128(divisor))
    rightSide = remainder < 0 ? quotient - 1 : quotient
  }

  /// With M the maximal activity, a > M − b holds only while its column stands at its upper end, so M − b does as well.
  ///
  /// - Returns: false when the row can never be violated.
  private func strengthen(_ columns: [Int32], _ frame: CutFrame) -> Bool {
    var most: Int128 = 0
    for j in columns {
      let a = coefficient[j]
      most += max(a * Int128(frame.lower[j]), a * Int128(frame.upper[j]))
    }
    let excess = most - rightSide
    guard excess > 0 else { return false }
    for j in columns where abs(coefficient[j]) > excess {
      let a = coefficient[j]
      let less = a > 0 ? excess : -excess
      rightSide -= (a - less) * Int128(a > 0 ? frame.upper[j] : frame.lower[j])
      coefficient[j] = less
    }
    return true
  }

  /// At most `limit` of the rows by falling efficacy, none too parallel to one before it; where these are few, also
  /// rows that are more parallel.
  func choose(limit: Int) -> [Row] {
    let order = all.indices.sorted { (-all[$0].efficacy, $0) < (-all[$1].efficacy, $1) }
    var chosen: [Int] = []
    for (parallelism, limit) in [(0.3, limit), (0.9, limit / 5)] {
      for i in order where chosen.count < limit && chosen.allSatisfy({ $0 != i && cosine(i, $0) <= parallelism }) {
        chosen.append(i)
      }
    }
    return chosen.map { all[$0].row }
  }

  private func cosine(_ i: Int, _ k: Int) -> Double {
    let (a, b) = (all[i].row, all[k].row)
    var (p, q, sum) = (0, 0, 0.0)
    while p < a.columns.count, q < b.columns.count {
      if a.columns[p] == b.columns[q] {
        sum += Double(a.coefficients[p]) * Double(b.coefficients[q])
        (p, q) = (p + 1, q + 1)
      } else if a.columns[p] < b.columns[q] {
        p += 1
      } else {
        q += 1
      }
    }
    return sum / (all[i].length * all[k].length)
  }
}
