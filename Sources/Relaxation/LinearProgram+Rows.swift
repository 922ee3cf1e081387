import Basics

extension LinearProgram {
  /// Adds rows behind the present ones; their slacks enter the basis, which stays dual feasible.
  package func addRows(_ rows: [Row]) {
    if rows.isEmpty { return }
    let first = rowCount
    matrix.add(rows)
    for (k, row) in rows.enumerated() {
      precondition(row.lower <= row.upper, "a row without a value")
      let r = first + k
      rowLower.append(row.lower)
      rowUpper.append(row.upper)
      rowNumber.append(nextRowNumber)
      nextRowNumber += 1
      lower.append(0)
      upper.append(0)
      baseCost.append(0)
      cost.append(0)
      reduced.append(0)
      place.append(Int32(r))
      head.append(Int32(columnCount + r))
      weight.append(1)
      boxSlack(r)
    }
    if first == 0 { loadScaledColumns() }
    resizeScratch()
    pointIsStale = true
    factorsAreStale = true
  }

  /// Removes rows whose slacks are basic, and only these; the basis of the others stays.
  package func removeRows(where drop: (Int) -> Bool) {
    let n = columnCount
    let isDropped = Buffer<Bool>(repeating: false, count: rowCount)
    var numberOfKept = 0
    let newNumber = Buffer<Int32>(repeating: 0, count: rowCount)
    for r in 0..<rowCount {
      isDropped[r] = isSlackBasic(r) && drop(r)
      newNumber[r] = Int32(numberOfKept)
      if !isDropped[r] { numberOfKept += 1 }
    }
    if numberOfKept == rowCount { return }
    // The shifted cost of a slack that goes would be missing in the others' reduced costs.
    if isShifted { takeShiftsOut() }
    // Positions: those of dropped slacks go, the others move up.
    var positions = 0
    for i in 0..<rowCount {
      let variable = Int(head[i])
      if variable >= n {
        if isDropped[variable - n] { continue }
        head[positions] = Int32(n) + newNumber[variable - n]
      } else {
        head[positions] = Int32(variable)
        place[variable] = Int32(positions)
      }
      weight[positions] = weight[i]
      positions += 1
    }
    for r in 0..<rowCount where !isDropped[r] {
      let (old, new) = (n + r, n + Int(newNumber[r]))
      lower[new] = lower[old]
      upper[new] = upper[old]
      baseCost[new] = baseCost[old]
      cost[new] = cost[old]
      reduced[new] = reduced[old]
      place[new] = place[old]
      rowLower[new - n] = rowLower[r]
      rowUpper[new - n] = rowUpper[r]
      rowNumber[new - n] = rowNumber[r]
    }
    matrix.remove { isDropped[$0] }
    truncate(rows: numberOfKept)
    for i in 0..<positions { place[head[i]] = Int32(i) }
    resizeScratch()
    pointIsStale = true
    factorsAreStale = true
  }

  private func truncate(rows: Int) {
    let variables = columnCount + rows
    lower.truncate(to: variables)
    upper.truncate(to: variables)
    baseCost.truncate(to: variables)
    cost.truncate(to: variables)
    reduced.truncate(to: variables)
    place.truncate(to: variables)
    rowLower.truncate(to: rows)
    rowUpper.truncate(to: rows)
    rowNumber.truncate(to: rows)
    head.truncate(to: rows)
    weight.truncate(to: rows)
  }

  private func resizeScratch() {
    let m = rowCount
    point.resize(to: m, filling: 0)
    violation.resize(to: m, filling: 0)
    moved.reset(count: m)
    hasMoved = false
    pivotRow.reset(count: m)
    pivotColumn.reset(count: m)
    steepest.reset(count: m)
    pricedRow.reset(count: columnCount + m)
    isListed.resize(to: columnCount + m, filling: false)
    isListed.fill(false)
    ray.resize(to: m, filling: 0)
    ray.fill(0)
  }

  /// After the columns' scales were set: bounds and costs in their units.
  private func loadScaledColumns() {
    for j in 0..<columnCount {
      lower[j] = Double(exactLower[j]) / matrix.columnScale[j]
      upper[j] = Double(exactUpper[j]) / matrix.columnScale[j]
    }
    loadCosts()
  }

  /// Slacks without a limit stand between the activities at the widest bounds; a margin keeps them from being tight.
  func boxSlack(_ r: Int) {
    let hasLower = rowLower[r] != .min
    let hasUpper = rowUpper[r] != .max
    var least = Double(rowLower[r])
    var most = Double(rowUpper[r])
    if !hasLower || !hasUpper {
      var (low, high) = (0.0, 0.0)
      for k in Int(matrix.rowStart[r])..<Int(matrix.rowStart[r + 1]) {
        let j = matrix.column[k]
        let a = Double(matrix.exact[k])
        low += a * Double(a > 0 ? widestLower[j] : widestUpper[j])
        high += a * Double(a > 0 ? widestUpper[j] : widestLower[j])
      }
      let margin = 1 + 1e-6 * max(low.magnitude, high.magnitude)
      if !hasLower { least = min(low, most) - margin }
      if !hasUpper { most = max(high, least) + margin }
    }
    let scale = matrix.rowScale[r]
    setBox(columnCount + r, -most * scale, -least * scale)
  }
}
