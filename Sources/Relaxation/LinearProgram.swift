import Basics

/// Minimise cost·x over rows and boxed integer columns, relaxed to real numbers: a dual simplex that goes on from its
/// last basis after any change.
///
/// Row r has a slack s_r with A_r·x + s_r = 0, variable `columnCount` + r, so the slacks' basis is the identity. As all
/// variables are boxed, a basis is dual feasible once each non-basic variable stands at the bound that its reduced cost
/// asks for: there is no phase 1, and new bounds, rows and costs leave the basis as it is.
///
/// All numbers here guide only; what they prove is said by exact rows (`objectiveRow`, `infeasibilityRow`).
/// - Source: Koberstein 2005, "The dual simplex method, techniques for a fast and stable implementation".
package final class LinearProgram {
  package let columnCount: Int
  package var rowCount: Int { matrix.rowCount }

  // What was asked, in exact integers.
  let exactLower, exactUpper, exactCost: Buffer<Int>
  /// The widest bounds that were ever set: slacks without a limit of their own are boxed by the activity there.
  let widestLower, widestUpper: Buffer<Int>
  var rowLower = Buffer<Int>()
  var rowUpper = Buffer<Int>()
  /// A number for each row that stays when others go.
  var rowNumber = Buffer<Int>()
  var nextRowNumber = 0
  var matrix: RowMatrix

  // Variables, columns and then slacks, scaled.
  var lower = Buffer<Double>()
  var upper = Buffer<Double>()
  /// The costs as scaled, and as shifted and perturbed in between.
  var baseCost = Buffer<Double>()
  var cost = Buffer<Double>()
  var reduced = Buffer<Double>()
  /// Position in the basis, or -1 at the lower bound, -2 at the upper bound.
  var place = Buffer<Int32>()

  // Positions of the basis, one a row.
  var head = Buffer<Int32>()
  var point = Buffer<Double>()
  /// Steepest edge: the squared norm of the inverse's row, or an estimate.
  var weight = Buffer<Double>()
  /// The square of what a basic variable is outside its bounds; 0 within the tolerance.
  var violation = Buffer<Double>()
  var factors = BasisFactors()
  var updates = 0
  /// Variables that ask to be basic, and the weights that they bring.
  var basics = Buffer<Int32>()
  var carriedWeight = Buffer<Double>()

  // What is behind the changes since the last solve.
  var factorsAreStale = true
  var reducedCostsAreStale = true
  var pointIsStale = true
  var boxesAreStale = false
  var violationsAreStale = true
  /// Σ a_j·Δx_j of non-basic variables that moved, by row; the point has not followed yet.
  var moved = SparseVector()
  var hasMoved = false

  // Scratch of an iteration.
  var pivotRow = SparseVector()
  var pricedRow = SparseVector()
  var isListed = Buffer<Bool>()
  var pivotColumn = SparseVector()
  var steepest = SparseVector()
  var qualified = Buffer<Int32>()
  var candidates = Buffer<Candidate>()
  var groups = Buffer<CandidateGroup>()

  // Of the present solve.
  /// The dual objective of the working costs, scaled, kept up step by step.
  var progress = 0.0
  var isShifted = false
  var lastStatus = Status.optimal
  var random = RandomSource(seed: 1)
  /// Multipliers of the rows, unscaled, which prove infeasibility; of use after `.infeasible`.
  var ray = Buffer<Double>()
  /// The basic variable that the ray's row has outside its bounds.
  var rayVariable = -1
  /// A power of two that brings the costs to the size of 1,000 at most.
  var costScale = 1.0

  /// Up to so many rows the basis is a full inverse, above that sparse factors; counts from the next factoring on.
  package var mostDenseRows: Int {
    get { factors.mostDenseRows }
    set { factors.mostDenseRows = newValue }
  }

  /// Whether exact rows say what they are the sum of.
  package var keepsMultipliers = false
  /// Pivots of all solves.
  package internal(set) var iterations = 0
  /// Entries touched by all solves, in the order of nanoseconds.
  package internal(set) var work = 0
  /// The dual objective after the last solve.
  package internal(set) var objective = -Double.infinity

  /// What a solve ended with.
  package enum Status: Sendable {
    /// The point is primal feasible, to tolerances, and so optimal.
    case optimal
    /// No point within rows and bounds, as far as floating point can tell.
    case infeasible
    /// The limit of iterations was reached; the dual objective stands.
    case limit
    /// The numbers do not allow to go on.
    case trouble
    /// The dual objective is above the cutoff.
    case cutoff
  }

  package init(lower: [Int], upper: [Int], cost: [Int]) {
    precondition(lower.count == upper.count && lower.count == cost.count, "bounds and costs of different columns")
    columnCount = lower.count
    exactLower = Buffer(lower)
    exactUpper = Buffer(upper)
    exactCost = Buffer(cost)
    widestLower = Buffer(lower)
    widestUpper = Buffer(upper)
    matrix = RowMatrix(columnCount: lower.count)
    for j in 0..<columnCount {
      precondition(lower[j] <= upper[j], "a column without a value")
      self.lower.append(Double(lower[j]))
      self.upper.append(Double(upper[j]))
      place.append(-1)
    }
    baseCost.resize(to: columnCount, filling: 0)
    self.cost.resize(to: columnCount, filling: 0)
    reduced.resize(to: columnCount, filling: 0)
    loadCosts()
  }

  /// Replaces the costs and keeps the basis.
  package func setCost(_ cost: [Int]) {
    precondition(cost.count == columnCount, "costs of other columns")
    for j in 0..<columnCount { exactCost[j] = cost[j] }
    loadCosts()
  }

  func loadCosts() {
    var most = 0.0
    for j in 0..<columnCount { most = max(most, (Double(exactCost[j]) * matrix.columnScale[j]).magnitude) }
    costScale = most > 1024 ? Double(sign: .plus, exponent: 10 - Int(most.exponent), significand: 1) : 1
    for j in 0..<columnCount { baseCost[j] = Double(exactCost[j]) * matrix.columnScale[j] * costScale }
    takeShiftsOut()
  }

  /// Goes back to the costs that were asked for.
  func takeShiftsOut() {
    for j in 0..<cost.count { cost[j] = baseCost[j] }
    isShifted = false
    reducedCostsAreStale = true
  }

  /// Changes a column's bounds; `lower` <= `upper`. The point follows in the next solve.
  package func setBounds(_ column: Int, _ lower: Int, _ upper: Int) {
    if exactLower[column] == lower, exactUpper[column] == upper { return }
    assert(lower <= upper, "a column without a value")
    exactLower[column] = lower
    exactUpper[column] = upper
    if lower < widestLower[column] || upper > widestUpper[column] {
      widestLower[column] = min(widestLower[column], lower)
      widestUpper[column] = max(widestUpper[column], upper)
      boxesAreStale = true
    }
    let scale = 1 / matrix.columnScale[column]
    setBox(column, Double(lower) * scale, Double(upper) * scale)
  }

  /// Bounds of a variable; a non-basic one moves to the bound that its reduced cost asks for.
  func setBox(_ variable: Int, _ low: Double, _ high: Double) {
    let stood = nonbasicValue(variable)
    lower[variable] = low
    upper[variable] = high
    if place[variable] >= 0 {
      violationsAreStale = true
      return
    }
    if !reducedCostsAreStale { place[variable] = side(of: variable) }
    let step = nonbasicValue(variable) - stood
    if step != 0 { move(variable, by: step) }
  }

  /// Where a non-basic variable has to stand.
  @inline(__always) func side(of variable: Int) -> Int32 {
    if lower[variable] == upper[variable] { return -1 }
    let d = reduced[variable]
    return d < -Self.dualTolerance ? -2 : d > Self.dualTolerance ? -1 : place[variable]
  }

  @inline(__always) func nonbasicValue(_ variable: Int) -> Double {
    place[variable] == -2 ? upper[variable] : lower[variable]
  }

  /// Notes that a non-basic variable stands elsewhere.
  func move(_ variable: Int, by step: Double) {
    if pointIsStale { return }
    if !matrix.hasColumns {
      pointIsStale = true
      return
    }
    hasMoved = true
    let target = moved.values.pointer
    if variable >= columnCount {
      target[variable - columnCount] += step
      return
    }
    let (row, entry) = (matrix.row.pointer, matrix.entry.pointer)
    for k in Int(matrix.columnStart[variable])..<Int(matrix.columnStart[variable + 1]) {
      target[Int(row[k])] += entry[k] * step
    }
  }

  /// How far outside its bounds a basic variable may be.
  static let primalTolerance = 1e-7
  /// How far on the wrong side of 0 a reduced cost may be.
  static let dualTolerance = 1e-7

  // MARK: The point and the duals

  package func value(_ column: Int) -> Double {
    let position = place[column]
    let scaled = position >= 0 ? point[position] : nonbasicValue(column)
    return scaled * matrix.columnScale[column]
  }

  /// The values of all columns.
  package func values() -> [Double] {
    [Double](unsafeUninitializedCapacity: columnCount) { target, count in
      for j in 0..<columnCount { target[j] = value(j) }
      count = columnCount
    }
  }

  package func reducedCost(_ column: Int) -> Double {
    (reduced[column] - cost[column] + baseCost[column]) / (matrix.columnScale[column] * costScale)
  }

  /// The multiplier y of a row, with reduced costs = cost − yᵀA: above 0 the row's lower limit counts, below 0 its upper.
  package func dual(_ row: Int) -> Double {
    (cost[columnCount + row] - reduced[columnCount + row]) * matrix.rowScale[row] / costScale
  }

  package func isBasic(_ column: Int) -> Bool { place[column] >= 0 }

  package func isSlackBasic(_ row: Int) -> Bool { place[columnCount + row] >= 0 }

  /// The row of B⁻¹ for a basic column: Σ multiplier·A_r has coefficient 1 there and 0 for the other basic columns.
  package func tableauMultipliers(ofBasic column: Int) -> [(row: Int, multiplier: Double)] {
    guard place[column] >= 0, !factorsAreStale else { return [] }
    factors.unitRow(Int(place[column]), into: &pivotRow)
    pivotRow.list()
    var multipliers: [(row: Int, multiplier: Double)] = []
    multipliers.reserveCapacity(pivotRow.indices.count)
    for k in 0..<pivotRow.indices.count {
      let r = Int(pivotRow.indices[k])
      multipliers.append((r, pivotRow.values[r] * matrix.rowScale[r] * matrix.columnScale[column]))
    }
    work += rowCount
    pivotRow.clear()
    return multipliers
  }
}
