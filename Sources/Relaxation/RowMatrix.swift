import Basics

/// The coefficients of all rows: exact integers by rows, scaled doubles by rows and by columns.
///
/// Row r and column j are scaled by powers of two, so that no digit is lost: value = exact · rowScale · columnScale.
struct RowMatrix: ~Copyable {
  let columnCount: Int
  private(set) var rowCount = 0
  /// Where each row begins, and the end of the last.
  private(set) var rowStart = Buffer<Int32>(repeating: 0, count: 1)
  private(set) var column = Buffer<Int32>()
  private(set) var exact = Buffer<Int>()
  private(set) var value = Buffer<Double>()
  /// The largest magnitude of each row's coefficients.
  private(set) var largest = Buffer<Int>()
  private(set) var rowScale = Buffer<Double>()
  let columnScale: Buffer<Double>

  /// The same by columns, made by `arrangeColumns`.
  private(set) var columnStart: Buffer<Int32>
  private(set) var row = Buffer<Int32>()
  private(set) var entry = Buffer<Double>()
  private(set) var hasColumns = true

  init(columnCount: Int) {
    self.columnCount = columnCount
    columnScale = Buffer(repeating: 1, count: columnCount)
    columnStart = Buffer(repeating: 0, count: columnCount + 1)
  }

  var entryCount: Int { column.count }

  mutating func add(_ rows: [Row]) {
    let first = rowCount
    for row in rows {
      var most = 0
      for (j, a) in zip(row.columns, row.coefficients) {
        precondition(j >= 0 && j < columnCount, "a row names a column that is not there")
        column.append(j)
        exact.append(a)
        value.append(0)
        most = max(most, a == .min ? .max : abs(a))
      }
      rowStart.append(Int32(column.count))
      largest.append(most)
      rowScale.append(1)
      rowCount += 1
    }
    hasColumns = false
    scale(from: first)
  }

  /// Drops rows; the others keep their order.
  mutating func remove(where drop: (Int) -> Bool) {
    var (rows, entries) = (0, 0)
    for r in 0..<rowCount {
      let (begin, end) = (Int(rowStart[r]), Int(rowStart[r + 1]))
      if drop(r) { continue }
      rowStart[rows] = Int32(entries)
      for k in begin..<end {
        column[entries] = column[k]
        exact[entries] = exact[k]
        value[entries] = value[k]
        entries += 1
      }
      largest[rows] = largest[r]
      rowScale[rows] = rowScale[r]
      rows += 1
    }
    rowStart[rows] = Int32(entries)
    rowCount = rows
    rowStart.truncate(to: rows + 1)
    column.truncate(to: entries)
    exact.truncate(to: entries)
    value.truncate(to: entries)
    largest.truncate(to: rows)
    rowScale.truncate(to: rows)
    hasColumns = false
  }

  mutating func arrangeColumns() {
    if hasColumns { return }
    hasColumns = true
    row.resize(to: entryCount, filling: 0)
    entry.resize(to: entryCount, filling: 0)
    columnStart.fill(0)
    let start = columnStart.pointer
    for k in 0..<entryCount { start[Int(column[k]) + 1] += 1 }
    for j in 0..<columnCount { start[j + 1] += start[j] }
    for r in 0..<rowCount {
      for k in Int(rowStart[r])..<Int(rowStart[r + 1]) {
        let j = Int(column[k])
        row[start[j]] = Int32(r)
        entry[start[j]] = value[k]
        start[j] += 1
      }
    }
    var j = columnCount
    while j > 0 {
      start[j] = start[j - 1]
      j -= 1
    }
    start[0] = 0
  }

  /// Rows are scaled where a magnitude is above this or below its inverse.
  private static let mostUnscaled = 1000.0

  /// Scales uneven rows to a geometric mean of 1, and where that does not do, the columns of the first rows that come and
  /// then the rows once more. Later rows find the columns' scales in all bounds, costs and factors.
  ///
  /// - Source: Fulkerson, Wolfe 1962, "An algorithm for scaling matrices".
  private func scale(from first: Int) {
    if scaleUnevenRows(from: first), first == 0 {
      scaleColumns()
      _ = scaleUnevenRows(from: 0)
    }
    for r in first..<rowCount {
      for k in Int(rowStart[r])..<Int(rowStart[r + 1]) {
        value[k] = Double(exact[k]) * rowScale[r] * columnScale[column[k]]
      }
    }
  }

  /// The least and the largest magnitude of a row, columns scaled.
  private func magnitudes(of r: Int) -> (least: Double, most: Double) {
    var (least, most) = (Double.infinity, 0.0)
    for k in Int(rowStart[r])..<Int(rowStart[r + 1]) {
      let magnitude = Double(exact[k]).magnitude * columnScale[column[k]]
      least = min(least, magnitude)
      most = max(most, magnitude)
    }
    return (least, most)
  }

  /// - Returns: whether rows are uneven still.
  private func scaleUnevenRows(from first: Int) -> Bool {
    var isUneven = false
    for r in first..<rowCount {
      let (least, most) = magnitudes(of: r)
      if most * rowScale[r] <= Self.mostUnscaled, least * rowScale[r] >= 1 / Self.mostUnscaled { continue }
      let mean = (least * most).squareRoot()
      rowScale[r] = Self.powerOfTwo(inverseOf: mean)
      if most > mean * Self.mostUnscaled { isUneven = true }
    }
    return isUneven
  }

  private func scaleColumns() {
    let least = Buffer<Double>(repeating: .infinity, count: columnCount)
    let most = Buffer<Double>(repeating: 0, count: columnCount)
    for r in 0..<rowCount {
      for k in Int(rowStart[r])..<Int(rowStart[r + 1]) {
        let magnitude = Double(exact[k]).magnitude * rowScale[r]
        least[column[k]] = min(least[column[k]], magnitude)
        most[column[k]] = max(most[column[k]], magnitude)
      }
    }
    for j in 0..<columnCount { columnScale[j] = Self.powerOfTwo(inverseOf: (least[j] * most[j]).squareRoot()) }
  }

  private static func powerOfTwo(inverseOf mean: Double) -> Double {
    mean.isFinite && mean > 0 ? Double(sign: .plus, exponent: -Int(mean.exponent), significand: 1) : 1
  }
}
