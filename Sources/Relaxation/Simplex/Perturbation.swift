import Basics

extension LinearProgram {
  /// Moves the costs of non-basic variables away from 0 by tiny random amounts, so that ties between ratios end.
  ///
  /// - Source: Koberstein 2005, section 6.3: bounds of the perturbation by the size of the costs.
  func perturb() {
    var most = 0.0
    for j in 0..<columnCount { most = max(most, baseCost[j].magnitude) }
    if most > 100 { most = most.squareRoot().squareRoot() }
    let unit = 5e-7 * max(most, 1)
    for v in 0..<columnCount + rowCount where place[v] < 0 && lower[v] < upper[v] {
      let amount = (1 + random.unit()) * (baseCost[v].magnitude + 1) * unit
      let shift = place[v] == -1 ? amount : -amount
      cost[v] += shift
      reduced[v] += shift
    }
    isShifted = true
    progress = workingObjective()
    work += columnCount + rowCount
  }
}
