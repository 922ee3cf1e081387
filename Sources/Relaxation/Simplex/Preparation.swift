import Basics

extension LinearProgram {
  /// Brings factors, reduced costs, point and violations up to date, as far as each is stale.
  func prepare() {
    matrix.arrangeColumns()
    if boxesAreStale {
      boxesAreStale = false
      for r in 0..<rowCount where rowLower[r] == .min || rowUpper[r] == .max { boxSlack(r) }
    }
    if factorsAreStale { refactor() }
    if reducedCostsAreStale { computeReducedCosts() }
    if pointIsStale { computePoint() } else if hasMoved { followMoves() }
    if violationsAreStale { computeViolations() }
  }

  /// Factors the present basis anew.
  func refactor() {
    basics.removeAll()
    carriedWeight.resize(to: columnCount + rowCount, filling: 1)
    for i in 0..<rowCount {
      basics.append(head[i])
      carriedWeight[head[i]] = weight[i]
    }
    factorBasics()
  }

  /// Factors the variables of `basics`; those without a pivot leave, and slacks take their places.
  func factorBasics() {
    matrix.arrangeColumns()
    for k in 0..<basics.count { place[basics[k]] = -1 }
    let rejected = factors.factor(basics, of: matrix, head: head)
    let isRepaired = rejected > 0 || basics.count < rowCount
    for i in 0..<rowCount {
      let v = head[i]
      place[v] = Int32(i)
      weight[i] = carriedWeight[v]
    }
    if isRepaired { reducedCostsAreStale = true }
    work += factors.lastWork
    factorsAreStale = false
    pointIsStale = true
    updates = 0
  }

  /// d = c − Aᵀy with Bᵀy = c_B, and non-basic variables where d asks for.
  func computeReducedCosts() {
    let n = columnCount
    let m = rowCount
    let (y, d, c, place) = (steepest.values.pointer, reduced.pointer, cost.pointer, place.pointer)
    var isZero = true
    for i in 0..<m {
      y[i] = c[Int(head[i])]
      if y[i] != 0 { isZero = false }
    }
    if !isZero { factors.solveTransposed(&steepest) }
    for j in 0..<n { d[j] = c[j] }
    let (start, column, value) = (matrix.rowStart.pointer, matrix.column.pointer, matrix.value.pointer)
    for r in 0..<m {
      let multiplier = y[r]
      y[r] = 0
      d[n + r] = c[n + r] - multiplier
      if multiplier == 0 { continue }
      for k in Int(start[r])..<Int(start[r + 1]) { d[Int(column[k])] -= multiplier * value[k] }
    }
    for i in 0..<m { d[Int(head[i])] = 0 }
    reducedCostsAreStale = false
    for v in 0..<n + m where place[v] < 0 {
      let asked = side(of: v)
      if asked == place[v] { continue }
      let stood = nonbasicValue(v)
      place[v] = asked
      move(v, by: nonbasicValue(v) - stood)
    }
    progress = workingObjective()
    work += matrix.entryCount + n + 2 * m
  }

  /// x_B = −B⁻¹·N·x_N.
  func computePoint() {
    let n = columnCount
    let m = rowCount
    moved.values.fill(0)
    hasMoved = false
    let (right, x) = (steepest.values.pointer, point.pointer)
    let (start, row, entry) = (matrix.columnStart.pointer, matrix.row.pointer, matrix.entry.pointer)
    for r in 0..<m { right[r] = place[n + r] < 0 ? -nonbasicValue(n + r) : 0 }
    for j in 0..<n where place[j] < 0 {
      let value = nonbasicValue(j)
      if value == 0 { continue }
      for k in Int(start[j])..<Int(start[j + 1]) { right[Int(row[k])] -= entry[k] * value }
    }
    factors.solve(&steepest)
    for i in 0..<m {
      x[i] = right[i]
      right[i] = 0
    }
    pointIsStale = false
    violationsAreStale = true
    work += matrix.entryCount + n + 2 * m
  }

  /// Brings the point to where the non-basic variables have moved.
  func followMoves() {
    hasMoved = false
    factors.solve(&moved)
    let (x, step) = (point.pointer, moved.values.pointer)
    for i in 0..<rowCount {
      x[i] -= step[i]
      step[i] = 0
    }
    violationsAreStale = true
    work += 2 * rowCount + factors.lastWork
  }

  func computeViolations() {
    violationsAreStale = false
    for i in 0..<rowCount { updateViolation(i) }
    work += rowCount
  }

  @inline(__always) func updateViolation(_ i: Int) {
    let v = Int(head[i])
    let x = point[i]
    let outside = max(lower[v] - x, x - upper[v])
    violation[i] = outside > Self.primalTolerance + 1e-12 * x.magnitude ? outside * outside : outside.isNaN ? .nan : 0
  }

  /// The dual objective of the working costs, as far as the reduced costs are right: least over the whole box.
  func workingObjective() -> Double {
    var sum = 0.0
    let (d, low, high) = (reduced.pointer, lower.pointer, upper.pointer)
    for v in 0..<columnCount + rowCount { sum += d[v] > 0 ? d[v] * low[v] : d[v] * high[v] }
    return sum
  }

  /// The dual objective of the costs that were asked for, with the multipliers at hand, shifted or not.
  func dualObjective() -> Double {
    if !isShifted { return workingObjective() / costScale }
    var sum = 0.0
    let (d, low, high) = (reduced.pointer, lower.pointer, upper.pointer)
    let (c, base) = (cost.pointer, baseCost.pointer)
    for v in 0..<columnCount + rowCount {
      let own = d[v] - c[v] + base[v]
      sum += own > 0 ? own * low[v] : own * high[v]
    }
    return sum / costScale
  }
}
