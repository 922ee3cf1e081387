import Basics

/// The part of a basis that needs elimination with fill: values by columns, patterns by rows, both in lists by length.
///
/// - Source: Markowitz 1957, "The elimination form of the inverse and its application to linear programming"; search in
///   few lists: Duff, Reid 1979, "Some design features of a sparse matrix code".
struct Nucleus: ~Copyable {
  private var columns = GrowingLists()
  private var rows = GrowingLists()
  private var values = Buffer<Double>()
  /// The largest magnitude of a column; negative where it is not known.
  private var largest = Buffer<Double>()
  private var shortColumns = LengthLists()
  private var shortRows = LengthLists()
  /// Pivot rows' entries in columns that come later: the row, and a chain by column.
  private var upperRow = Buffer<Int32>()
  private var upperValue = Buffer<Double>()
  private var upperNext = Buffer<Int32>()
  private var upperFirst = Buffer<Int32>()
  /// Multipliers of the present pivot by row.
  private var multiplier = Buffer<Double>()
  private var isMet = Buffer<Bool>()
  private var open = Buffer<Int32>()
  private(set) var work = 0

  /// A pivot is at least so much of the largest entry of its column.
  var threshold = 0.1
  private static let leastPivot = 1e-9
  private static let searchedLists = 4

  mutating func clear(rows rowCount: Int, columns columnCount: Int) {
    columns.clear(count: columnCount)
    rows.clear(count: rowCount)
    largest.resize(to: columnCount, filling: -1)
    largest.fill(-1)
    upperFirst.resize(to: columnCount, filling: -1)
    upperFirst.fill(-1)
    upperRow.removeAll()
    upperValue.removeAll()
    upperNext.removeAll()
    multiplier.resize(to: rowCount, filling: 0)
    isMet.resize(to: rowCount, filling: false)
    values.removeAll()
    open.removeAll()
    work = 0
  }

  mutating func beginColumn(_ column: Int) { open.append(Int32(column)) }

  mutating func append(row: Int, value: Double) {
    appendEntry(Int(open.last), row, value)
  }

  private mutating func appendEntry(_ c: Int, _ row: Int, _ value: Double) {
    columns.append(Int32(row), to: c)
    values.resize(to: max(values.count, columns.storageCount), filling: 0)
    // The list may have moved: its values move along in `GrowingLists.append`'s order.
    if columns.movedFrom >= 0 {
      for k in 0..<columns.length(c) - 1 { values[columns.begin(c) + k] = values[columns.movedFrom + k] }
    }
    values[columns.begin(c) + columns.length(c) - 1] = value
    rows.append(Int32(c), to: row)
  }

  mutating func arrange() {
    shortColumns.clear(count: columns.count, lengths: rows.count)
    shortRows.clear(count: rows.count, lengths: columns.count)
    for k in 0..<open.count { shortColumns.insert(Int(open[k]), columns.length(Int(open[k]))) }
    if open.isEmpty { return }
    for r in 0..<rows.count where rows.length(r) > 0 { shortRows.insert(r, rows.length(r)) }
  }

  private mutating func largestEntry(_ c: Int) -> Double {
    if largest[c] >= 0 { return largest[c] }
    var most = 0.0
    let begin = columns.begin(c)
    for k in begin..<begin + columns.length(c) { most = max(most, values[k].magnitude) }
    largest[c] = most
    return most
  }

  /// The pivot of the least Markowitz count among the shortest lists, stable within its column; columns that have become
  /// zero are thrown out. Nil at the end.
  mutating func choosePivot() -> Elimination.Pivot? {
    var best: Elimination.Pivot?
    var merit = Int.max
    var searched = 0
    var length = 1
    let longest = max(shortColumns.longest, shortRows.longest)
    while true {
      let zero = shortColumns.first(0)
      if zero < 0 { break }
      shortColumns.remove(Int(zero))
    }
    while length <= longest {
      var c = shortColumns.first(length)
      while c >= 0 {
        let next = shortColumns.next(c)
        searchColumn(Int(c), &best, &merit)
        searched += 1
        if best != nil, searched >= Self.searchedLists || merit <= (length - 1) * (length - 1) { return best }
        c = next
      }
      var r = shortRows.first(length)
      while r >= 0 {
        searchRow(Int(r), &best, &merit)
        searched += 1
        if best != nil, searched >= Self.searchedLists || merit <= length * (length - 1) { return best }
        r = shortRows.next(r)
      }
      length += 1
    }
    return best
  }

  private mutating func searchColumn(_ c: Int, _ best: inout Elimination.Pivot?, _ merit: inout Int) {
    let most = largestEntry(c)
    let length = columns.length(c)
    work += length
    if !(most >= Self.leastPivot) {
      removeColumn(c)
      return
    }
    let begin = columns.begin(c)
    for k in begin..<begin + length where values[k].magnitude >= threshold * most {
      let r = columns.entry(k)
      let count = (length - 1) * (rows.length(Int(r)) - 1)
      if count < merit || count == merit && values[k].magnitude > (best?.value ?? 0).magnitude {
        merit = count
        best = Elimination.Pivot(row: r, column: Int32(c), value: values[k])
      }
    }
  }

  private mutating func searchRow(_ r: Int, _ best: inout Elimination.Pivot?, _ merit: inout Int) {
    let begin = rows.begin(r)
    let length = rows.length(r)
    for k in begin..<begin + length {
      let c = Int(rows.entry(k))
      let count = (length - 1) * (columns.length(c) - 1)
      if count >= merit { continue }
      let most = largestEntry(c)
      let value = values[place(of: r, in: c)]
      if value.magnitude < threshold * most || !(most >= Self.leastPivot) { continue }
      merit = count
      best = Elimination.Pivot(row: Int32(r), column: Int32(c), value: value)
    }
    work += 2 * length
  }

  private func place(of row: Int, in c: Int) -> Int {
    var k = columns.begin(c)
    while Int(columns.entry(k)) != row { k += 1 }
    return k
  }

  /// Takes a column without a usable pivot out.
  private mutating func removeColumn(_ c: Int) {
    shortColumns.remove(c)
    let begin = columns.begin(c)
    for k in begin..<begin + columns.length(c) {
      let r = Int(columns.entry(k))
      rows.remove(Int32(c), from: r)
      shortRows.move(r, to: rows.length(r))
    }
    columns.empty(c)
  }

  /// Eliminates with a pivot; the multipliers go to `lower`.
  mutating func eliminate(_ pivot: Elimination.Pivot, _ lower: inout EntryLists) {
    let (r, c) = (Int(pivot.row), Int(pivot.column))
    shortColumns.remove(c)
    shortRows.remove(r)
    let firstMultiplier = lower.entryCount
    let begin = columns.begin(c)
    for k in begin..<begin + columns.length(c) {
      let i = Int(columns.entry(k))
      rows.remove(Int32(c), from: i)
      if i == r { continue }
      multiplier[i] = values[k] / pivot.value
      lower.append(Int32(i), multiplier[i])
      shortRows.move(i, to: rows.length(i))
    }
    columns.empty(c)
    let rowBegin = rows.begin(r)
    for k in rowBegin..<rowBegin + rows.length(r) {
      let j = Int(rows.entry(k))
      let value = takeOut(r, of: j)
      upperRow.append(Int32(r))
      upperValue.append(value)
      upperNext.append(upperFirst[j])
      upperFirst[j] = Int32(upperRow.count - 1)
      subtract(value, from: j, lower, firstMultiplier)
      shortColumns.move(j, to: columns.length(j))
      largest[j] = -1
    }
    rows.empty(r)
    for k in firstMultiplier..<lower.entryCount { multiplier[lower.index[k]] = 0 }
  }

  /// Removes a column's entry in a row, the row's own list aside.
  private mutating func takeOut(_ row: Int, of c: Int) -> Double {
    let k = place(of: row, in: c)
    let value = values[k]
    columns.removeEntry(k, of: c)
    values[k] = values[columns.begin(c) + columns.length(c)]
    return value
  }

  /// Column j less `factor` times the multipliers from `first` on.
  private mutating func subtract(_ factor: Double, from j: Int, _ lower: borrowing EntryLists, _ first: Int) {
    var k = columns.begin(j)
    while k < columns.begin(j) + columns.length(j) {
      let i = Int(columns.entry(k))
      if multiplier[i] != 0 {
        isMet[i] = true
        values[k] -= factor * multiplier[i]
        if values[k].magnitude < 1e-13 {
          columns.removeEntry(k, of: j)
          values[k] = values[columns.begin(j) + columns.length(j)]
          rows.remove(Int32(j), from: i)
          shortRows.move(i, to: rows.length(i))
          continue
        }
      }
      k += 1
    }
    for e in first..<lower.entryCount {
      let i = Int(lower.index[e])
      if isMet[i] {
        isMet[i] = false
      } else {
        appendEntry(j, i, -factor * multiplier[i])
        shortRows.move(i, to: rows.length(i))
      }
    }
    work += columns.length(j) + 2 * (lower.entryCount - first)
  }

  /// What the pivots' rows have in a column.
  func appendUpper(of column: Int, to upper: inout EntryLists) {
    var k = upperFirst[column]
    while k >= 0 {
      upper.append(upperRow[k], upperValue[k])
      k = upperNext[k]
    }
  }
}
