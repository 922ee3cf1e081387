import Basics

/// The rows by column: terms in the order of the rows, and which columns are conditions.
struct ColumnMatrix: ~Copyable {
  private let first: Buffer<Int32>
  let rows: Buffer<Int32>
  let coefficients: Buffer<Int>
  /// By column, the rows that it is a condition of.
  let conditionUses: Buffer<Int32>

  init(_ state: borrowing PresolveState) {
    let count = state.lower.count
    first = Buffer(repeating: 0, count: count + 1)
    conditionUses = Buffer(repeating: 0, count: count)
    var total = 0
    for index in 0..<state.rows.count {
      let row = state.rows[index]
      if !row.isLive || row.isShadow { continue }
      for i in Int(row.start)..<Int(row.start + row.count) { first[state.columns[i]] += 1 }
      for i in Int(row.firstCondition)..<Int(row.firstCondition + row.conditionCount) {
        conditionUses[state.conditions[i] >> 1] += 1
      }
      total += Int(row.count)
    }
    rows = Buffer(repeating: 0, count: total)
    coefficients = Buffer(repeating: 0, count: total)
    var end: Int32 = 0
    for column in 0...count {
      end += first[column]
      first[column] = end
    }
    var index = state.rows.count - 1
    while index >= 0 {
      let row = state.rows[index]
      if row.isLive, !row.isShadow {
        for i in Int(row.start)..<Int(row.start + row.count) {
          let column = state.columns[i]
          first[column] -= 1
          rows[first[column]] = Int32(index)
          coefficients[first[column]] = state.coefficients[i]
        }
      }
      index -= 1
    }
  }

  /// The places of a column's terms.
  @inline(__always) func range(_ column: Int) -> Range<Int> { Int(first[column])..<Int(first[column + 1]) }
}
