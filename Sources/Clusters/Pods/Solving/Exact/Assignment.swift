/// The assignment problem by shortest augmenting paths.
///
/// - Source: Kuhn 1955, "The Hungarian method for the assignment problem"; Jonker, Volgenant 1987, "A shortest
///   augmenting path algorithm for dense and sparse linear assignment problems".
enum Assignment {
  /// The column of each row such that the sum of `gains` is largest.
  ///
  /// - Parameter gains: square, row by row.
  /// - Complexity: O(n³).
  static func maximise(_ gains: [[Int]]) -> [Int] {
    let n = gains.count
    var rowPrice = [Int](repeating: 0, count: n + 1)
    var columnPrice = [Int](repeating: 0, count: n + 1)
    // Column n is where each search starts; rows are numbered from 0, -1 is none.
    var rowOfColumn = [Int](repeating: -1, count: n + 1)
    for row in 0..<n {
      rowOfColumn[n] = row
      var slack = [Int](repeating: .max, count: n)
      var previous = [Int](repeating: n, count: n)
      var isDone = [Bool](repeating: false, count: n + 1)
      var column = n
      while rowOfColumn[column] >= 0 {
        isDone[column] = true
        let current = rowOfColumn[column]
        var delta = Int.max
        var nearest = -1
        for next in 0..<n where !isDone[next] {
          let reduced = -gains[current][next] - rowPrice[current] - columnPrice[next]
          if reduced < slack[next] {
            slack[next] = reduced
            previous[next] = column
          }
          if slack[next] < delta {
            delta = slack[next]
            nearest = next
          }
        }
        for done in 0...n where isDone[done] {
          rowPrice[rowOfColumn[done]] += delta
          columnPrice[done] -= delta
        }
        for next in 0..<n where !isDone[next] { slack[next] -= delta }
        column = nearest
      }
      while column != n {
        rowOfColumn[column] = rowOfColumn[previous[column]]
        column = previous[column]
      }
    }
    var columnOfRow = [Int](repeating: 0, count: n)
    for column in 0..<n { columnOfRow[rowOfColumn[column]] = column }
    return columnOfRow
  }
}
