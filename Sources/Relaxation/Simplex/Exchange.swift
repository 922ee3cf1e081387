import Basics

extension LinearProgram {
  /// The candidate takes the place at position `r`; the candidates before `flips` go to their other bounds.
  ///
  /// - Parameters:
  ///   - target: the bound that the leaving variable goes to.
  ///   - square: the squared norm of the pivot row of the inverse.
  func exchange(
    _ r: Int, _ entering: Candidate, flips: Int, target: Double, square: Double, _ run: inout Run
  ) -> Step {
    let q = Int(entering.variable)
    let leaving = Int(head[r])
    load(q)
    factors.solve(&pivotColumn)
    pivotColumn.list()
    work += 2 * rowCount + factors.lastWork
    let pivot = pivotColumn.values[r]
    let priced = pricedRow.values[q]
    if !((pivot - priced).magnitude <= 1e-7 * (1 + pivot.magnitude)), updates > 0 { return .again }
    guard pivot.isFinite, pivot.magnitude > 1e-11, pivot * priced > 0 else { return .broken }

    updateReducedCosts(entering, leaving: leaving, flips: flips, pivot: pivot, &run)
    if hasMoved { followFlips() }
    let primalStep = (point[r] - target) / pivot
    let (x, alpha, listed) = (point.pointer, pivotColumn.values.pointer, pivotColumn.indices.pointer)
    let enteringValue = nonbasicValue(q) + primalStep
    for k in 0..<pivotColumn.indices.count {
      let i = Int(listed[k])
      x[i] -= primalStep * alpha[i]
    }
    place[leaving] = target == lower[leaving] ? -1 : -2
    head[r] = Int32(q)
    place[q] = Int32(r)
    x[r] = enteringValue
    for k in 0..<pivotColumn.indices.count { updateViolation(Int(listed[k])) }
    updateWeights(r, pivot: pivot, square: square)
    factors.exchange(r, pivotColumn)
    work += factors.lastWork
    updates += 1
    return .done
  }

  /// The column of a variable as a vector over rows.
  private func load(_ variable: Int) {
    let target = pivotColumn.values.pointer
    if variable >= columnCount {
      target[variable - columnCount] = 1
      return
    }
    let (row, entry) = (matrix.row.pointer, matrix.entry.pointer)
    for k in Int(matrix.columnStart[variable])..<Int(matrix.columnStart[variable + 1]) {
      target[Int(row[k])] = entry[k]
    }
  }

  /// The dual step: d −= θα, which makes the entering one 0, and the flips that it passes.
  private func updateReducedCosts(
    _ entering: Candidate, leaving: Int, flips: Int, pivot: Double, _ run: inout Run
  ) {
    let q = Int(entering.variable)
    let d = reduced.pointer
    // A reduced cost on the wrong side would step back: its cost is shifted so that it is 0.
    if entering.distance < 0 {
      cost[q] -= d[q]
      d[q] = 0
      isShifted = true
    }
    let theta = d[q] / pivot
    run.steps += 1
    if theta.magnitude < 1e-12 { run.zeroSteps += 1 }
    let (alpha, listed, place) = (pricedRow.values.pointer, pricedRow.indices.pointer, place.pointer)
    if theta != 0 {
      for k in 0..<pricedRow.indices.count {
        let v = Int(listed[k])
        if place[v] < 0 { d[v] -= theta * alpha[v] }
      }
    }
    d[q] = 0
    d[leaving] = -theta
    // The objective grows by the violation along the step, less by what each flip took of it behind its own ratio.
    let step = theta.magnitude
    let infeasibility = max(lower[leaving] - point[self.place[leaving]], point[self.place[leaving]] - upper[leaving])
    progress += step * infeasibility
    for k in 0..<flips {
      let flipped = candidates[k]
      let v = Int(flipped.variable)
      progress -= max(0, step - max(0, flipped.distance) / flipped.magnitude) * flipped.relief
      let range = upper[v] - lower[v]
      let isUp = place[v] == -1
      place[v] = isUp ? -2 : -1
      move(v, by: isUp ? range : -range)
    }
    work += pricedRow.indices.count
  }

  /// One solve for all flips of the step.
  private func followFlips() {
    hasMoved = false
    factors.solve(&moved)
    moved.list()
    let (x, step, listed) = (point.pointer, moved.values.pointer, moved.indices.pointer)
    for k in 0..<moved.indices.count {
      let i = Int(listed[k])
      x[i] -= step[i]
      updateViolation(i)
    }
    moved.clear()
    work += 2 * rowCount + factors.lastWork
  }

  /// Dual steepest edge: exact weights stay exact.
  ///
  /// - Source: Forrest, Goldfarb 1992, "Steepest-edge simplex algorithms for linear programming".
  private func updateWeights(_ r: Int, pivot: Double, square: Double) {
    let (tau, rho, listed) = (steepest.values.pointer, pivotRow.values.pointer, pivotRow.indices.pointer)
    for k in 0..<pivotRow.indices.count {
      let i = Int(listed[k])
      tau[i] = rho[i]
    }
    factors.solve(&steepest)
    let (w, alpha, changed) = (weight.pointer, pivotColumn.values.pointer, pivotColumn.indices.pointer)
    for k in 0..<pivotColumn.indices.count {
      let i = Int(changed[k])
      let ratio = alpha[i] / pivot
      w[i] = max(w[i] - 2 * ratio * tau[i] + ratio * ratio * square, 1e-4)
    }
    w[r] = max(square / (pivot * pivot), 1e-4)
    steepest.values.fill(0)
    work += 3 * rowCount + factors.lastWork
  }
}
