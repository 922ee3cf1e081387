import Basics

/// Bounds of integer columns that move with a binary: x ≤ constant + slope·y, and the same from below.
///
/// Substituting x = constant + slope·y − t with t ≥ 0 brings the binary into a row where only x stood, which is what
/// makes rounding see fixed charges. Only columns of a range above 1 are substituted, so substitutions do not chain.
package final class VariableBounds {
  package struct Affine: BitwiseCopyable {
    package let binary: Int32
    package let constant, slope: Int
    let next: Int32

    @inline(__always) func value(at point: UnsafePointer<Double>) -> Double {
      Double(constant) + Double(slope) * point[Int(binary)]
    }
  }

  package private(set) var all = Buffer<Affine>()
  /// The first of a column's list, −1 for none.
  private var firstUpper, firstLower: Buffer<Int32>
  /// The one nearest to the point, −1 where the constant bound is nearer; by `choose`.
  package private(set) var upperChoice, lowerChoice: Buffer<Int32>
  private var binaries = Buffer<Int32>()

  /// Longer rows are not searched for bounds: each pair of a column and a binary would be looked at.
  private static let longestRow = 60

  init(columnCount: Int) {
    firstUpper = Buffer(repeating: -1, count: columnCount)
    firstLower = Buffer(repeating: -1, count: columnCount)
    upperChoice = Buffer(repeating: -1, count: columnCount)
    lowerChoice = Buffer(repeating: -1, count: columnCount)
  }

  /// x ≤ atZero where the binary is 0, x ≤ atOne where it is 1.
  func addUpper(_ x: Int32, binary: Int32, atZero: Int, atOne: Int) {
    if add(binary, atZero, atOne, before: firstUpper[x]) { firstUpper[x] = Int32(all.count - 1) }
  }

  /// x ≥ atZero where the binary is 0, x ≥ atOne where it is 1.
  func addLower(_ x: Int32, binary: Int32, atZero: Int, atOne: Int) {
    if add(binary, atZero, atOne, before: firstLower[x]) { firstLower[x] = Int32(all.count - 1) }
  }

  private func add(_ binary: Int32, _ atZero: Int, _ atOne: Int, before: Int32) -> Bool {
    let limit = 1 << 40
    guard atZero != atOne, abs(atZero) < limit, abs(atOne) < limit else { return false }
    var k = before
    while k >= 0 {
      let old = all[k]
      if old.binary == binary, old.constant == atZero, old.slope == atOne - atZero { return false }
      k = old.next
    }
    all.append(Affine(binary: binary, constant: atZero, slope: atOne - atZero, next: before))
    return true
  }

  /// Bounds that the row implies for its columns of a range above 1 by its binaries.
  package func detect(in row: Row, lower: borrowing Buffer<Int>, upper: borrowing Buffer<Int>) {
    guard row.columns.count >= 2, row.columns.count <= Self.longestRow else { return }
    binaries.removeAll()
    for (k, j) in row.columns.enumerated() where lower[j] == 0 && upper[j] == 1 { binaries.append(Int32(k)) }
    guard !binaries.isEmpty, binaries.count < row.columns.count else { return }
    if row.upper != Int.max { detect(row, negated: false, row.upper, lower, upper) }
    if row.lower != Int.min { detect(row, negated: true, -row.lower, lower, upper) }
  }

  /// The same of the side Σ a·x ≤ b.
  private func detect(
    _ row: Row, negated: Bool, _ b: Int, _ lower: borrowing Buffer<Int>, _ upper: borrowing Buffer<Int>
  ) {
    var least: Int128 = 0
    for (k, j) in row.columns.enumerated() {
      let a = Int128(negated ? -row.coefficients[k] : row.coefficients[k])
      least += a > 0 ? a * Int128(lower[j]) : a * Int128(upper[j])
    }
    let slack = Int128(b) - least
    guard slack >= 0 else { return }
    for (k, j) in row.columns.enumerated() {
      if upper[j] > 1 << 45 || lower[j] < -1 << 45 || upper[j] - lower[j] < 2 { continue }
      let a = negated ? -row.coefficients[k] : row.coefficients[k]
      for i in 0..<binaries.count {
        let place = Int(binaries[i])
        let weight = Int128(negated ? -row.coefficients[place] : row.coefficients[place])
        let costly = slack - (weight > 0 ? weight : -weight)
        // At its costly value the binary leaves less room for x.
        let range = upper[j] - lower[j]
        let free = Int(min(Int128(range), slack / Int128(abs(a))))
        guard costly >= 0 else { continue }
        let bound = Int(min(Int128(range), costly / Int128(abs(a))))
        guard bound < free, row.columns.count == 2 || bound == 0 else { continue }
        let y = row.columns[place]
        if a > 0 {
          let (near, far) = (lower[j] + bound, lower[j] + free)
          addUpper(j, binary: y, atZero: weight > 0 ? far : near, atOne: weight > 0 ? near : far)
        } else {
          let (near, far) = (upper[j] - bound, upper[j] - free)
          addLower(j, binary: y, atZero: weight > 0 ? far : near, atOne: weight > 0 ? near : far)
        }
      }
    }
  }

  /// Finds for each column the bounds that are nearest to the point, where they are nearer than the constant one.
  func choose(at values: UnsafePointer<Double>, lower: borrowing Buffer<Int>, upper: borrowing Buffer<Int>) {
    for x in 0..<firstUpper.count where firstUpper[x] >= 0 || firstLower[x] >= 0 {
      var (k, best) = (firstUpper[x], Double(upper[x]) - 1e-6)
      upperChoice[x] = -1
      while k >= 0 {
        let bound = all[k]
        let value = bound.value(at: values)
        if value < best, lower[bound.binary] < upper[bound.binary] { (best, upperChoice[x]) = (value, k) }
        k = bound.next
      }
      (k, best) = (firstLower[x], Double(lower[x]) + 1e-6)
      lowerChoice[x] = -1
      while k >= 0 {
        let bound = all[k]
        let value = bound.value(at: values)
        if value > best, lower[bound.binary] < upper[bound.binary] { (best, lowerChoice[x]) = (value, k) }
        k = bound.next
      }
    }
  }

  /// The bounds that the point violates, as rows.
  func violatedRows(at values: UnsafePointer<Double>, _ body: (Row) -> Void) {
    for x in 0..<firstUpper.count where firstUpper[x] >= 0 || firstLower[x] >= 0 {
      var k = firstUpper[x]
      while k >= 0 {
        let bound = all[k]
        if values[x] > bound.value(at: values) + 1e-4 { body(row(Int32(x), bound, isUpper: true)) }
        k = bound.next
      }
      k = firstLower[x]
      while k >= 0 {
        let bound = all[k]
        if values[x] < bound.value(at: values) - 1e-4 { body(row(Int32(x), bound, isUpper: false)) }
        k = bound.next
      }
    }
  }

  /// x − slope·y ≤ constant, or its negation for a bound from below.
  private func row(_ x: Int32, _ bound: Affine, isUpper: Bool) -> Row {
    let (one, slope) = isUpper ? (1, -bound.slope) : (-1, bound.slope)
    let isFirst = x < bound.binary
    return Row(
      columns: isFirst ? [x, bound.binary] : [bound.binary, x], coefficients: isFirst ? [one, slope] : [slope, one],
      lower: Int.min, upper: isUpper ? bound.constant : -bound.constant)
  }
}
