import Basics

/// B = L·U of a sparse basis, and a product of exchanges behind it.
///
/// A pivot gives its column the position of its row, so nothing has to be permuted; slacks are pivots 1 with an empty
/// column and do not appear: all loops are over the structural columns of the basis. Both factors are kept by columns
/// and by rows, so that either way of solving skips what is 0.
/// - Source: Suhl, Suhl 1990, "Computing sparse LU factorizations for large-scale linear programming bases".
struct SparseFactors: ~Copyable {
  var order = 0
  /// Multipliers by column, in the order of the pivots; columns without any are left out.
  var lower = EntryLists()
  var lowerPivot = Buffer<Int32>()
  /// The same by rows: for row i (pivot row, multiplier); `lowerRows` has the rows with entries by falling order.
  var lowerByRow = EntryLists()
  var lowerRows = Buffer<Int32>()
  /// Columns of U without their pivots, in the order of the pivots.
  var upper = EntryLists()
  var upperPivot = Buffer<Int32>()
  var upperValue = Buffer<Double>()
  var upperByRow = EntryLists()
  /// Whether the pivot of a row is its slack.
  var isSlackRow = Buffer<Bool>()
  /// Exchanges since: entries of the column besides the pivot.
  private var product = EntryLists()
  private var productPivot = Buffer<Int32>()
  private var productValue = Buffer<Double>()
  /// The same entries by position, newest first: the exchange of an entry, and the next entry.
  private var productOwner = Buffer<Int32>()
  private var productNext = Buffer<Int32>()
  private var productFirst = Buffer<Int32>()
  /// What an exchange has to subtract, while they are undone.
  private var charge = Buffer<Double>()
  /// Entries touched by the last operation.
  var lastWork = 0

  private var started = Buffer<Int32>()
  private var isStarted = Buffer<Bool>()
  var elimination = Elimination()

  mutating func demandLargerPivots() { elimination.demandLargerPivots() }

  mutating func forgetExchanges() {
    product.removeAll()
    productPivot.removeAll()
    productValue.removeAll()
    productOwner.removeAll()
    productNext.removeAll()
    productFirst.resize(to: order, filling: -1)
    productFirst.fill(-1)
    charge.removeAll()
    started.removeAll()
    started.reserve(order)
    isStarted.resize(to: order, filling: false)
    isStarted.fill(false)
  }

  /// Whether the exchanges cost more than factors made anew.
  func isHeavy(updates: Int) -> Bool {
    updates >= 100 || updates >= 20 && product.entryCount > 3 * (lower.entryCount + upper.entryCount) + 2 * order
  }

  /// The column with the image `alpha` takes the place at position `r`.
  mutating func exchange(_ r: Int, _ alpha: borrowing SparseVector) {
    let owner = Int32(truncatingIfNeeded: productPivot.count)
    let first = productFirst.pointer
    for k in 0..<alpha.indices.count {
      let i = alpha.indices[k]
      if Int(i) == r { continue }
      productOwner.append(owner)
      productNext.append(first[Int(i)])
      first[Int(i)] = Int32(truncatingIfNeeded: product.entryCount)
      product.append(i, alpha.values[i])
    }
    charge.append(0)
    product.close()
    productPivot.append(Int32(truncatingIfNeeded: r))
    productValue.append(alpha.values[r])
    lastWork = alpha.indices.count
  }

  /// B⁻¹·v, in place.
  mutating func solve(_ vector: inout SparseVector) {
    let x = vector.values.pointer
    var touched = lowerPivot.count + upperPivot.count + productPivot.count
    do {
      let (start, index, value) = (lower.start.pointer, lower.index.pointer, lower.value.pointer)
      let pivot = lowerPivot.pointer
      for k in 0..<lowerPivot.count {
        let t = x[Int(pivot[k])]
        if t == 0 { continue }
        let (begin, end) = (Int(start[k]), Int(start[k + 1]))
        touched &+= end &- begin
        for e in begin..<end { x[Int(index[e])] -= value[e] * t }
      }
    }
    do {
      let (start, index, value) = (upper.start.pointer, upper.index.pointer, upper.value.pointer)
      let (pivot, diagonal) = (upperPivot.pointer, upperValue.pointer)
      var k = upperPivot.count
      while k > 0 {
        k &-= 1
        var t = x[Int(pivot[k])]
        if t == 0 { continue }
        t /= diagonal[k]
        x[Int(pivot[k])] = t
        let (begin, end) = (Int(start[k]), Int(start[k + 1]))
        touched &+= end &- begin
        for e in begin..<end { x[Int(index[e])] -= value[e] * t }
      }
    }
    let (start, index, value) = (product.start.pointer, product.index.pointer, product.value.pointer)
    for k in 0..<productPivot.count {
      let r = Int(productPivot[k])
      if x[r] == 0 { continue }
      let t = x[r] / productValue[k]
      x[r] = t
      let (begin, end) = (Int(start[k]), Int(start[k + 1]))
      touched &+= end &- begin
      for e in begin..<end { x[Int(index[e])] -= value[e] * t }
    }
    lastWork = touched
  }

  /// Row `r` of the inverse.
  mutating func unitRow(_ r: Int, into vector: inout SparseVector) {
    vector.values[r] = 1
    started.removeAll()
    start(r)
    var touched = undoExchangesByPosition(vector.values.pointer, from: r)
    // A slack's row can only be reached from itself: those that the exchanges have touched.
    for k in 0..<started.count {
      let row = Int(started[k])
      isStarted[row] = false
      if isSlackRow[row] { touched += passRow(row, vector.values.pointer) }
    }
    solveTransposedTriangles(&vector)
    lastWork += touched
  }

  /// B⁻ᵀ·v, in place.
  mutating func solveTransposed(_ vector: inout SparseVector) {
    started.removeAll()
    var touched = undoExchanges(vector.values.pointer)
    for k in 0..<started.count { isStarted[started[k]] = false }
    for row in 0..<order where isSlackRow[row] { touched += passRow(row, vector.values.pointer) }
    solveTransposedTriangles(&vector)
    lastWork += touched + order
  }

  @inline(__always) private mutating func start(_ row: Int) {
    if isStarted[row] { return }
    isStarted[row] = true
    started.append(Int32(truncatingIfNeeded: row))
  }

  /// The exchanges backwards, each a product of its column.
  private mutating func undoExchanges(_ x: UnsafeMutablePointer<Double>) -> Int {
    let (start, index, value) = (product.start.pointer, product.index.pointer, product.value.pointer)
    var k = productPivot.count
    while k > 0 {
      k &-= 1
      let r = Int(productPivot[k])
      var sum = x[r]
      for e in Int(start[k])..<Int(start[k + 1]) { sum -= value[e] * x[Int(index[e])] }
      if sum == 0 && x[r] == 0 { continue }
      x[r] = sum / productValue[k]
      self.start(r)
    }
    return product.entryCount + productPivot.count
  }

  /// The same where only position `r` is not 0: each change of a value is charged to the earlier exchanges that see it,
  /// which are few, as few positions ever come up.
  private mutating func undoExchangesByPosition(_ x: UnsafeMutablePointer<Double>, from r: Int) -> Int {
    let charge = charge.pointer
    var touched = pass(1, of: r, before: productPivot.count)
    var k = productPivot.count
    touched += k
    while k > 0 {
      k &-= 1
      let position = Int(productPivot[k])
      let old = x[position]
      let sum = old - charge[k]
      charge[k] = 0
      if sum == 0 && old == 0 { continue }
      let new = sum / productValue[k]
      x[position] = new
      start(position)
      touched &+= pass(new - old, of: position, before: k)
    }
    return touched
  }

  /// Charges the change of a position's value to the exchanges before one.
  @inline(__always) private func pass(_ change: Double, of position: Int, before exchange: Int) -> Int {
    let (owner, next, value) = (productOwner.pointer, productNext.pointer, product.value.pointer)
    let charge = charge.pointer
    var e = Int(productFirst[position])
    var touched = 0
    while e >= 0 {
      let k = Int(owner[e])
      if k < exchange { charge[k] += change * value[e] }
      e = Int(next[e])
      touched &+= 1
    }
    return touched
  }

  /// Subtracts what row `row` of U has in later columns.
  @inline(__always) private func passRow(_ row: Int, _ x: UnsafeMutablePointer<Double>) -> Int {
    let t = x[row]
    if t == 0 { return 0 }
    let (begin, end) = (Int(upperByRow.start[row]), Int(upperByRow.start[row + 1]))
    let (index, value) = (upperByRow.index.pointer, upperByRow.value.pointer)
    for e in begin..<end { x[Int(index[e])] -= value[e] * t }
    return end &- begin
  }

  private mutating func solveTransposedTriangles(_ vector: inout SparseVector) {
    let x = vector.values.pointer
    var touched = upperPivot.count + lowerRows.count
    let (pivot, diagonal) = (upperPivot.pointer, upperValue.pointer)
    for k in 0..<upperPivot.count {
      let row = Int(pivot[k])
      if x[row] == 0 { continue }
      x[row] /= diagonal[k]
      touched &+= passRow(row, x)
    }
    let (start, index, value) = (lowerByRow.start.pointer, lowerByRow.index.pointer, lowerByRow.value.pointer)
    for k in 0..<lowerRows.count {
      let row = Int(lowerRows[k])
      let t = x[row]
      if t == 0 { continue }
      let (begin, end) = (Int(start[row]), Int(start[row + 1]))
      touched &+= end &- begin
      for e in begin..<end { x[Int(index[e])] -= value[e] * t }
    }
    lastWork = touched
  }
}
