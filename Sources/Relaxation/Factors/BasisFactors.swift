import Basics

/// A basis in the form that suits its size.
struct BasisFactors: ~Copyable {
  private var dense = DenseInverse()
  private var sparse = SparseFactors()
  private var isDense = true
  /// Up to so many rows the full inverse is faster.
  var mostDenseRows = 60

  /// Entries touched by the last operation.
  var lastWork: Int { isDense ? dense.lastWork : sparse.lastWork }

  mutating func factor(
    _ basics: borrowing Buffer<Int32>, of matrix: borrowing RowMatrix, head: borrowing Buffer<Int32>
  ) -> Int {
    isDense = matrix.rowCount <= mostDenseRows
    return isDense ? dense.factor(basics, of: matrix, head: head) : sparse.factor(basics, of: matrix, head: head)
  }

  func isHeavy(updates: Int) -> Bool { isDense ? dense.isHeavy(updates: updates) : sparse.isHeavy(updates: updates) }

  /// After trouble: pivots nearer to the largest of their columns.
  mutating func demandLargerPivots() { sparse.demandLargerPivots() }

  mutating func exchange(_ r: Int, _ alpha: borrowing SparseVector) {
    if isDense { dense.exchange(r, alpha) } else { sparse.exchange(r, alpha) }
  }

  mutating func solve(_ vector: inout SparseVector) {
    if isDense { dense.solve(&vector) } else { sparse.solve(&vector) }
  }

  mutating func solveTransposed(_ vector: inout SparseVector) {
    if isDense { dense.solveTransposed(&vector) } else { sparse.solveTransposed(&vector) }
  }

  mutating func unitRow(_ r: Int, into vector: inout SparseVector) {
    if isDense { dense.unitRow(r, into: &vector) } else { sparse.unitRow(r, into: &vector) }
  }
}
