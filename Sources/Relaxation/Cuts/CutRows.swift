import Basics

/// The rows of a linear program at one point: flat, by rows and by columns, each with its slack as one more column.
///
/// A row's slack is taken from its nearer side: s = up − Ax or s = Ax − lo, an integer ≥ 0. So the row is the equation
/// Ax + sign·s = side, and sums of rows are equations too. Column `columnCount + i` is the slack of row i.
package final class CutRows {
  let columnCount, rowCount: Int
  private(set) var start = Buffer<Int>()
  private(set) var column = Buffer<Int32>()
  private(set) var coefficient = Buffer<Int>()
  /// The places of a column's entries, and the row of each place.
  private(set) var columnStart: Buffer<Int>
  private(set) var place = Buffer<Int32>()
  private(set) var rowOfPlace = Buffer<Int32>()
  /// 1 or −1; 0 for an equation.
  private(set) var sign = Buffer<Int>()
  private(set) var side = Buffer<Int>()
  private(set) var slack = Buffer<Double>()
  /// What the slack cannot exceed at the level-0 bounds.
  private(set) var slackUpper = Buffer<Int>()
  /// Whether its numbers are small enough to be summed with multipliers up to 2^61, and some side is finite.
  private(set) var isUsable = Buffer<Bool>()
  /// The Euclidean length of the coefficients.
  private(set) var norm = Buffer<Double>()

  /// - Parameter values: the point, by column.
  package init(_ rows: [Row], values: [Double], lower: borrowing Buffer<Int>, upper: borrowing Buffer<Int>) {
    columnCount = values.count
    rowCount = rows.count
    columnStart = Buffer(repeating: 0, count: columnCount + 1)
    start.append(0)
    for row in rows { append(row, values, lower, upper) }
    indexColumns()
  }

  private func append(
    _ row: Row, _ values: [Double], _ lower: borrowing Buffer<Int>, _ upper: borrowing Buffer<Int>
  ) {
    var activity = 0.0
    var square = 0.0
    var least: Int128 = 0
    var most: Int128 = 0
    var largest: UInt = 0
    for (j, a) in zip(row.columns, row.coefficients) {
      column.append(j)
      coefficient.append(a)
      rowOfPlace.append(Int32(start.count - 1))
      columnStart[Int(j) + 1] += 1
      activity += Double(a) * values[Int(j)]
      square += Double(a) * Double(a)
      largest = max(largest, a.magnitude)
      let (low, high) = (Int128(a) * Int128(lower[j]), Int128(a) * Int128(upper[j]))
      least += min(low, high)
      most += max(low, high)
    }
    start.append(column.count)
    norm.append(square.squareRoot())
    let toUpper = row.upper == Int.max ? Double.infinity : Double(row.upper) - activity
    let toLower = row.lower == Int.min ? Double.infinity : activity - Double(row.lower)
    let isUpper = toUpper <= toLower
    side.append(isUpper ? row.upper : row.lower)
    sign.append(row.lower == row.upper ? 0 : isUpper ? 1 : -1)
    slack.append(row.lower == row.upper ? 0 : max(0, min(toUpper, toLower)))
    least = max(least, row.lower == Int.min ? least : Int128(row.lower))
    most = min(most, row.upper == Int.max ? most : Int128(row.upper))
    let range = isUpper ? Int128(row.upper) - least : most - Int128(row.lower)
    isUsable.append(largest <= 1 << 40 && side.last.magnitude <= 1 << 55)
    slackUpper.append(Int(min(max(range, 0), 1 << 60)))
  }

  private func indexColumns() {
    for j in 0..<columnCount { columnStart[j + 1] += columnStart[j] }
    place.resize(to: column.count, filling: 0)
    var next = Buffer<Int>(capacity: columnCount)
    for j in 0..<columnCount { next.append(columnStart[j]) }
    for k in 0..<column.count {
      place[next[column[k]]] = Int32(k)
      next[column[k]] += 1
    }
  }

  /// The places of row i.
  @inline(__always) func places(_ i: Int) -> Range<Int> { start[i]..<start[i + 1] }

  /// Whether the row is met with equality at the point.
  @inline(__always) func isTight(_ i: Int) -> Bool { slack[i] <= 1e-6 * max(1, norm[i]) && isUsable[i] }
}
