import Basics

extension SparseFactors {
  /// Factors a basis: slacks, column and row singletons, and what is left by Markowitz counts.
  ///
  /// - Parameters:
  ///   - basics: variables that ask to be basic, slacks among them, each once.
  ///   - head: is given the variable of each position: where no column has its pivot there, the slack.
  /// - Returns: how many of `basics` found no pivot.
  mutating func factor(
    _ basics: borrowing Buffer<Int32>, of matrix: borrowing RowMatrix, head: borrowing Buffer<Int32>
  ) -> Int {
    let n = matrix.columnCount
    order = matrix.rowCount
    lower.removeAll()
    lowerPivot.removeAll()
    upper.removeAll()
    upperPivot.removeAll()
    upperValue.removeAll()
    isSlackRow.resize(to: order, filling: false)
    isSlackRow.fill(false)
    for r in 0..<order { head[r] = -1 }
    for k in 0..<basics.count where Int(basics[k]) >= n {
      head[Int(basics[k]) - n] = basics[k]
      isSlackRow[Int(basics[k]) - n] = true
    }
    elimination.load(basics, of: matrix, isSlackRow)
    elimination.takeSingletons(&self.lower, &lowerPivot)
    elimination.takeNucleus(&self.lower, &lowerPivot)
    // Pivots in their order; a column's entries in rows of earlier pivots make U.
    for k in 0..<elimination.pivots.count {
      let pivot = elimination.pivots[k]
      let c = Int(pivot.column)
      head[pivot.row] = elimination.variable[c]
      let j = Int(elimination.variable[c])
      let isNucleus = k >= elimination.singletonCount
      for e in Int(matrix.columnStart[j])..<Int(matrix.columnStart[j + 1]) {
        let row = Int(matrix.row[e])
        if isSlackRow[row] || elimination.isEarly(row, before: isNucleus ? elimination.singletonCount : k) {
          upper.append(Int32(row), matrix.entry[e])
        }
      }
      if isNucleus { elimination.appendNucleusEntries(of: c, to: &upper) }
      upper.close()
      upperPivot.append(pivot.row)
      upperValue.append(pivot.value)
    }
    lowerRows.removeAll()
    upperByRow.transpose(upper, count: order, names: upperPivot)
    lowerByRow.transpose(lower, count: order, names: lowerPivot)
    // A row without a pivot gets its slack behind all pivots: no row of L starts there, so it stays a unit column.
    for r in 0..<order where head[r] < 0 {
      head[r] = Int32(n + r)
      isSlackRow[r] = true
      lowerRows.append(Int32(r))
    }
    var k = elimination.pivots.count
    while k > 0 {
      k -= 1
      let row = elimination.pivots[k].row
      if lowerByRow.start[row + 1] > lowerByRow.start[row] { lowerRows.append(row) }
    }
    forgetExchanges()
    lastWork = 4 * order + 4 * elimination.work + 4 * (upper.entryCount + lower.entryCount)
    return elimination.variable.count - elimination.pivots.count
  }
}
