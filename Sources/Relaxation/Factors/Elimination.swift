import Basics

/// The elimination of a basis' structural columns: first what needs none, then the nucleus by Markowitz counts.
///
/// Columns are numbered as they come in, rows are those of the matrix. A row that has its pivot, a slack's from the
/// start, is out of all lists.
struct Elimination: ~Copyable {
  struct Pivot: BitwiseCopyable {
    var row: Int32
    var column: Int32
    var value: Double
  }

  private(set) var pivots = Buffer<Pivot>()
  /// How many of the pivots needed no elimination.
  private(set) var singletonCount = 0
  /// The variable of each column.
  private(set) var variable = Buffer<Int32>()
  /// Entries touched.
  private(set) var work = 0

  /// When a row got its pivot; -1 for slacks, `Int32.max` for rows without one.
  private var rowOrder = Buffer<Int32>()
  private var isOpen = Buffer<Bool>()
  private var rowCounts = Buffer<Int32>()
  private var columnCounts = Buffer<Int32>()
  /// Columns by rows, for all open rows.
  private var rowStart = Buffer<Int32>()
  private var rowColumns = Buffer<Int32>()
  private var rowValues = Buffer<Double>()
  private var columnStart = Buffer<Int32>()
  private var columnRows = Buffer<Int32>()
  private var columnValues = Buffer<Double>()
  private var singleColumns = Buffer<Int32>()
  private var singleRows = Buffer<Int32>()

  private var nucleus = Nucleus()

  /// Whether a row had its pivot before the pivot of that number.
  func isEarly(_ row: Int, before pivot: Int) -> Bool { Int(rowOrder[row]) < pivot }

  func appendNucleusEntries(of column: Int, to upper: inout EntryLists) { nucleus.appendUpper(of: column, to: &upper) }

  mutating func demandLargerPivots() { nucleus.threshold = min(0.5, 5 * nucleus.threshold) }

  mutating func load(
    _ basics: borrowing Buffer<Int32>, of matrix: borrowing RowMatrix, _ isSlackRow: borrowing Buffer<Bool>
  ) {
    let m = matrix.rowCount
    pivots.removeAll()
    variable.removeAll()
    singletonCount = 0
    work = m + basics.count
    rowOrder.resize(to: m, filling: .max)
    rowCounts.resize(to: m, filling: 0)
    for r in 0..<m {
      rowOrder[r] = isSlackRow[r] ? -1 : .max
      rowCounts[r] = 0
    }
    for k in 0..<basics.count where Int(basics[k]) < matrix.columnCount { variable.append(basics[k]) }
    let count = variable.count
    isOpen.resize(to: count, filling: true)
    isOpen.fill(true)
    columnCounts.resize(to: count, filling: 0)
    columnCounts.fill(0)
    columnStart.removeAll()
    columnRows.removeAll()
    columnValues.removeAll()
    columnStart.append(0)
    for c in 0..<count {
      let j = Int(variable[c])
      for e in Int(matrix.columnStart[j])..<Int(matrix.columnStart[j + 1]) where rowOrder[matrix.row[e]] >= 0 {
        columnRows.append(matrix.row[e])
        columnValues.append(matrix.entry[e])
        rowCounts[matrix.row[e]] += 1
        columnCounts[c] += 1
      }
      columnStart.append(Int32(columnRows.count))
    }
    arrangeRows(m, count)
    work += 3 * columnRows.count
  }

  private mutating func arrangeRows(_ m: Int, _ count: Int) {
    rowStart.resize(to: m + 1, filling: 0)
    rowStart[0] = 0
    for r in 0..<m { rowStart[r + 1] = rowStart[r] + rowCounts[r] }
    rowColumns.resize(to: columnRows.count, filling: 0)
    rowValues.resize(to: columnRows.count, filling: 0)
    for c in 0..<count {
      for e in Int(columnStart[c])..<Int(columnStart[c + 1]) {
        let r = columnRows[e]
        rowColumns[rowStart[r]] = Int32(c)
        rowValues[rowStart[r]] = columnValues[e]
        rowStart[r] += 1
      }
    }
    var r = m
    while r > 0 {
      rowStart[r] = rowStart[r - 1]
      r -= 1
    }
    rowStart[0] = 0
  }

  /// Takes columns with one open row, and rows with one open column, until there is none.
  mutating func takeSingletons(_ lower: inout EntryLists, _ lowerPivot: inout Buffer<Int32>) {
    singleColumns.removeAll()
    singleRows.removeAll()
    for c in 0..<variable.count where columnCounts[c] == 1 { singleColumns.append(Int32(c)) }
    for r in 0..<rowCounts.count where rowOrder[r] >= 0 && rowCounts[r] == 1 { singleRows.append(Int32(r)) }
    while true {
      if !singleColumns.isEmpty {
        let c = Int(singleColumns.removeLast())
        if isOpen[c], columnCounts[c] == 1 { takeColumn(c) }
      } else if !singleRows.isEmpty {
        let r = Int(singleRows.removeLast())
        if rowOrder[r] == .max, rowCounts[r] == 1 { takeRow(r, &lower, &lowerPivot) }
      } else {
        break
      }
    }
    singletonCount = pivots.count
  }

  private mutating func pivot(_ r: Int, _ c: Int, _ value: Double) {
    rowOrder[r] = Int32(pivots.count)
    isOpen[c] = false
    pivots.append(Pivot(row: Int32(r), column: Int32(c), value: value))
  }

  private mutating func takeColumn(_ c: Int) {
    for e in Int(columnStart[c])..<Int(columnStart[c + 1]) {
      let r = Int(columnRows[e])
      if rowOrder[r] != .max { continue }
      pivot(r, c, columnValues[e])
      for k in Int(rowStart[r])..<Int(rowStart[r + 1]) {
        let other = Int(rowColumns[k])
        columnCounts[other] -= 1
        if isOpen[other], columnCounts[other] == 1 { singleColumns.append(Int32(other)) }
      }
      work += Int(rowStart[r + 1] - rowStart[r] + columnStart[c + 1] - columnStart[c])
      return
    }
  }

  /// The column's other open rows get multipliers; nothing fills in, as the row has no other open column.
  private mutating func takeRow(_ r: Int, _ lower: inout EntryLists, _ lowerPivot: inout Buffer<Int32>) {
    var c = -1
    var value = 0.0
    for k in Int(rowStart[r])..<Int(rowStart[r + 1]) where isOpen[rowColumns[k]] {
      c = Int(rowColumns[k])
      value = rowValues[k]
    }
    if c < 0 { return }
    pivot(r, c, value)
    for e in Int(columnStart[c])..<Int(columnStart[c + 1]) {
      let i = Int(columnRows[e])
      if rowOrder[i] != .max { continue }
      lower.append(Int32(i), columnValues[e] / value)
      rowCounts[i] -= 1
      if rowCounts[i] == 1 { singleRows.append(Int32(i)) }
    }
    if lower.hasOpenEntries {
      lower.close()
      lowerPivot.append(Int32(r))
    }
    work += Int(rowStart[r + 1] - rowStart[r] + columnStart[c + 1] - columnStart[c])
  }

  /// Eliminates what is left.
  mutating func takeNucleus(_ lower: inout EntryLists, _ lowerPivot: inout Buffer<Int32>) {
    nucleus.clear(rows: rowCounts.count, columns: variable.count)
    for c in 0..<variable.count where isOpen[c] {
      nucleus.beginColumn(c)
      for e in Int(columnStart[c])..<Int(columnStart[c + 1]) where rowOrder[columnRows[e]] == .max {
        nucleus.append(row: Int(columnRows[e]), value: columnValues[e])
      }
    }
    nucleus.arrange()
    while let found = nucleus.choosePivot() {
      pivot(Int(found.row), Int(found.column), found.value)
      nucleus.eliminate(found, &lower)
      if lower.hasOpenEntries {
        lower.close()
        lowerPivot.append(found.row)
      }
    }
    work += nucleus.work
  }
}
