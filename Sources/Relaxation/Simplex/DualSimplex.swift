import Basics

extension LinearProgram {
  /// Goes on from the present basis with the dual simplex.
  ///
  /// - Parameters:
  ///   - iterationLimit: pivots of this call.
  ///   - cutoff: ends once the dual objective is above it; `.infinity` for none.
  /// - Complexity: O(entries touched), see `work`.
  package func solve(iterationLimit: Int, cutoff: Double) -> Status {
    let status = run(iterationLimit: iterationLimit, cutoff: cutoff)
    lastStatus = status
    objective = status == .trouble ? -.infinity : dualObjective()
    if objective.isNaN { objective = -.infinity }
    return status
  }

  private func run(iterationLimit: Int, cutoff: Double) -> Status {
    if isShifted, lastStatus != .limit { takeShiftsOut() }
    prepare()
    progress = workingObjective()
    var run = Run(end: iterations + iterationLimit)
    var nextCheck = iterations
    while true {
      if progress > cutoff * costScale, iterations >= nextCheck {
        if dualObjective() > cutoff { return .cutoff }
        nextCheck = iterations + 10
      }
      let r = chooseLeaving()
      if r < 0 {
        if isSettled(&run) { return .optimal }
        continue
      }
      if iterations >= run.end { return .limit }
      switch step(r, &run) {
      case .done:
        iterations += 1
        run.repairs = 0
        if factors.isHeavy(updates: updates) { refresh() }
        if run.isStalling() { perturb() }
      case .again:
        run.repairs += 1
        if run.repairs > 5 { return .trouble }
        factors.demandLargerPivots()
        refresh()
      case .skipped:
        run.skips += 1
        if run.skips > 50 { return .trouble }
      case .infeasible: return .infeasible
      case .broken:
        run.breaks += 1
        if run.breaks > 1 { return .trouble }
        startAnew()
      }
    }
  }

  /// What one call of `solve` counts.
  struct Run {
    /// The number of iterations at which it ends.
    let end: Int
    var repairs = 0
    var breaks = 0
    var skips = 0
    /// How often shifts of the costs were taken out at the end.
    var settlements = 0
    /// Steps of length 0 among the last `steps`.
    var zeroSteps = 0
    var steps = 0

    init(end: Int) { self.end = end }

    /// Whether 20 of 50 steps had no length; counts anew then.
    mutating func isStalling() -> Bool {
      if zeroSteps >= 20 {
        (zeroSteps, steps) = (0, 0)
        return true
      }
      if steps >= 50 { (zeroSteps, steps) = (0, 0) }
      return false
    }
  }

  /// Factors, reduced costs and point made anew.
  func refresh() {
    refactor()
    computeReducedCosts()
    if pointIsStale { computePoint() } else if hasMoved { followMoves() }
    computeViolations()
  }

  /// All slacks basic: the basis that cannot be singular.
  private func startAnew() {
    for v in 0..<columnCount + rowCount where place[v] >= 0 { place[v] = -1 }
    for i in 0..<rowCount {
      head[i] = Int32(columnCount + i)
      weight[i] = 1
    }
    takeShiftsOut()
    refresh()
  }

  /// At a primal feasible point: takes out shifts of the costs, and moves variables whose reduced costs have the wrong
  /// sign, as far as these count.
  ///
  /// - Returns: whether the point is optimal for the costs that were asked for, to the tolerance.
  private func isSettled(_ run: inout Run) -> Bool {
    if run.settlements >= 3 { return true }
    if isShifted {
      var most = 0.0
      for v in 0..<columnCount + rowCount { most = max(most, (cost[v] - baseCost[v]).magnitude) }
      if most > Self.dualTolerance {
        run.settlements += 1
        takeShiftsOut()
        refresh()
        return false
      }
    }
    // On a wide range a tiny reduced cost counts too.
    let tolerable = 1e-7 * (1 + progress.magnitude)
    if lossOfWrongSigns() <= tolerable { return true }
    run.settlements += 1
    if updates > 0 { refresh() }
    for v in 0..<columnCount + rowCount where place[v] < 0 && lossOfWrongSign(v) > 0.01 * tolerable {
      let range = upper[v] - lower[v]
      let isUp = place[v] == -1
      place[v] = isUp ? -2 : -1
      move(v, by: isUp ? range : -range)
    }
    prepare()
    return false
  }

  /// By how much the dual objective is below that of the point.
  private func lossOfWrongSigns() -> Double {
    var sum = 0.0
    for v in 0..<columnCount + rowCount where place[v] < 0 { sum += lossOfWrongSign(v) }
    return sum
  }

  @inline(__always) private func lossOfWrongSign(_ v: Int) -> Double {
    max(0, place[v] == -1 ? -reduced[v] : reduced[v]) * (upper[v] - lower[v])
  }

  /// The row of the largest scaled violation; -1 where there is none.
  private func chooseLeaving() -> Int {
    let (violation, weight) = (violation.pointer, weight.pointer)
    let m = rowCount
    var best = -1
    var (bestViolation, bestWeight) = (0.0, 1.0)
    for i in 0..<m where violation[i] != 0 && !(violation[i] * bestWeight <= bestViolation * weight[i]) {
      best = i
      bestViolation = violation[i]
      bestWeight = weight[i]
    }
    work += m
    return best
  }

  enum Step { case done, again, skipped, infeasible, broken }

  /// One exchange with the leaving position `r`, or with a better one where its weight proves wrong.
  private func step(_ first: Int, _ run: inout Run) -> Step {
    var r = first
    var square = 0.0
    while true {
      factors.unitRow(r, into: &pivotRow)
      square = pivotRow.list()
      work += 2 * rowCount + factors.lastWork
      let known = weight[r]
      weight[r] = square
      if known >= 0.25 * square { break }
      let next = chooseLeaving()
      if next == r { break }
      pivotRow.clear()
      r = next
    }
    defer {
      pivotRow.clear()
      pricedRow.clear()
      pivotColumn.clear()
    }
    let leaving = Int(head[r])
    let isAbove = point[r] > upper[leaving]
    let target = isAbove ? upper[leaving] : lower[leaving]
    let infeasibility = (point[r] - target).magnitude
    guard infeasibility.isFinite, square.isFinite, square > 0 else { return .broken }
    priceRow()
    switch chooseEntering(direction: isAbove ? 1 : -1, infeasibility: infeasibility) {
    case .none(let rest):
      let least = leastProof()
      // What is not clear is looked at again with new factors.
      if updates > 0, !(rest > 1000 * least) { return .again }
      if rest > least {
        keepRay(of: leaving, direction: isAbove ? 1 : -1)
        return .infeasible
      }
      // Nothing moves it by more than rounding: it stays where it is.
      violation[r] = 0
      return .skipped
    case .enter(let candidate, let flips):
      return exchange(r, candidates[candidate], flips: flips, target: target, square: square, &run)
    }
  }

  /// α = ρᵀN, by the rows where ρ is not 0.
  private func priceRow() {
    let n = columnCount
    let (rho, listed) = (pivotRow.values.pointer, pivotRow.indices.pointer)
    let (start, column, value) = (matrix.rowStart.pointer, matrix.column.pointer, matrix.value.pointer)
    let alpha = pricedRow.values.pointer
    var touched = 0
    for k in 0..<pivotRow.indices.count {
      let r = Int(listed[k])
      touched += Int(start[r + 1] - start[r])
    }
    work += touched
    // Where most columns come up, a list costs more than a scan.
    if touched > n / 3 {
      for k in 0..<pivotRow.indices.count {
        let r = Int(listed[k])
        let multiplier = rho[r]
        let (begin, end) = (Int(start[r]), Int(start[r + 1]))
        if begin < end, Int(column[end - 1] - column[begin]) == end - begin - 1 {
          // Columns without a gap: a loop along memory.
          let target = alpha + Int(column[begin])
          for k in 0..<end - begin { target[k] += multiplier * value[begin + k] }
        } else {
          for e in begin..<end { alpha[Int(column[e])] += multiplier * value[e] }
        }
        alpha[n + r] = multiplier
      }
      pricedRow.list()
      work += n + rowCount
      return
    }
    let isListed = isListed.pointer
    pricedRow.indices.reserve(touched + pivotRow.indices.count)
    for k in 0..<pivotRow.indices.count {
      let r = Int(listed[k])
      let multiplier = rho[r]
      for e in Int(start[r])..<Int(start[r + 1]) {
        let j = Int(column[e])
        if !isListed[j] {
          isListed[j] = true
          pricedRow.indices.append(Int32(truncatingIfNeeded: j))
        }
        alpha[j] += multiplier * value[e]
      }
      alpha[n + r] = multiplier
      pricedRow.indices.append(Int32(truncatingIfNeeded: n + r))
    }
    for k in 0..<pricedRow.indices.count { isListed[Int(pricedRow.indices[k])] = false }
  }

  /// Multipliers of the rows whose sum no point of the box satisfies.
  private func keepRay(of variable: Int, direction: Double) {
    rayVariable = variable
    ray.fill(0)
    for k in 0..<pivotRow.indices.count {
      let r = Int(pivotRow.indices[k])
      ray[r] = direction * pivotRow.values[r] * matrix.rowScale[r]
    }
  }
}
