import Basics
import MIP
import Solving

/// A linear program of integer columns with finite bounds, all of it in integers of 64 bits: what the native engine and
/// the heuristics work on.
///
/// A solution of it is one of the instance, and one of the instance's best solutions is one of it.
struct IntegerProgram: Sendable {
  /// lower <= sum of the terms <= upper.
  struct Row: Sendable {
    var columns: [Int]
    var coefficients: [Int]
    /// nil where there is none.
    var lower, upper: Int?
  }

  let names: [String]
  var lower: [Int]
  var upper: [Int]
  let rows: [Row]
  /// By column, in units of the objective.
  let costs: [Int]
  let constant: Int
  /// Some column or row has no value at all.
  let isInfeasible: Bool

  /// Largest magnitude of a value in the engine.
  static let limit = (1 << 30) - 1
  /// Largest sum of a row or of the objective, terms in their magnitudes.
  static let sumLimit: Int128 = 1 << 60

  /// - Throws: `ModelTooLarge` with the column or row that the engine cannot take.
  init(_ instance: MixedIntegerProgram.Instance) throws(ModelTooLarge) {
    let model = instance.model
    names = instance.columnNames
    if let column = model.columns.first(where: { !$0.isWhole }) {
      throw ModelTooLarge(
        "the native engine takes integer columns, and \(column.name) is continuous; --engine glpk takes both")
    }
    rows = try zip(model.rows, instance.rows).map { (row, exact) throws(ModelTooLarge) in
      try Self.row(row, exact)
    }
    let bounds = try IntegerBounds(model, rows)
    lower = bounds.lower.map { $0 ?? 0 }
    upper = bounds.upper.map { $0 ?? 0 }
    var isInfeasible = zip(lower, upper).contains { $0 > $1 }
    for row in rows {
      if let low = row.lower, let high = row.upper, low > high { isInfeasible = true }
      if row.columns.isEmpty, row.lower ?? 0 > 0 || row.upper ?? 0 < 0 { isInfeasible = true }
    }
    self.isInfeasible = isInfeasible
    guard let terms = instance.objective.terms, instance.objective.constant.magnitude <= Self.sumLimit else {
      throw ModelTooLarge("the costs have too many digits for the native engine")
    }
    var costs = [Int](repeating: 0, count: model.columns.count)
    for (column, units) in terms {
      guard units.magnitude <= Self.sumLimit else {
        throw ModelTooLarge("the cost of \(names[column]) has too many digits for the native engine")
      }
      costs[column] = Int(units)
    }
    self.costs = costs
    constant = Int(instance.objective.constant)
    if isInfeasible { return }
    for (number, row) in rows.enumerated() where !isWithinLimit(row.columns, row.coefficients, 0) {
      throw ModelTooLarge("the sums of row \(model.rows[number].name) are too large for the native engine: beyond 2^60")
    }
    guard isWithinLimit(Array(costs.indices), costs, constant) else {
      throw ModelTooLarge("the objective is too large for the native engine: beyond 2^60 units")
    }
  }

  /// The row divided by what its coefficients have in common, its sides rounded inwards.
  private static func row(_ row: LinearModel.Row, _ exact: ExactRow?) throws(ModelTooLarge) -> Row {
    guard let exact else {
      throw ModelTooLarge("the numbers of row \(row.name) have too many digits for the native engine")
    }
    var divisor: Int128 = 0
    for coefficient in exact.coefficients { divisor = commonDivisor(divisor, coefficient) }
    divisor = max(1, divisor)
    var coefficients: [Int] = []
    for coefficient in exact.coefficients {
      guard (coefficient / divisor).magnitude <= sumLimit else {
        throw ModelTooLarge("the numbers of row \(row.name) have too many digits for the native engine")
      }
      coefficients.append(Int(coefficient / divisor))
    }
    // What is beyond any sum of the row is as good as its end.
    func side(_ value: Int128) -> Int { Int(min(max(value, -sumLimit - 1), sumLimit + 1)) }
    return Row(
      columns: row.terms.map(\.column), coefficients: coefficients,
      lower: exact.lower.map { side(-floorQuotient(-$0, divisor)) },
      upper: exact.upper.map { side(floorQuotient($0, divisor)) })
  }

  private func isWithinLimit(_ columns: [Int], _ coefficients: [Int], _ constant: Int) -> Bool {
    var sum = Int128(constant.magnitude)
    for (column, coefficient) in zip(columns, coefficients) {
      sum += Int128(coefficient.magnitude) * Int128(max(lower[column].magnitude, upper[column].magnitude))
    }
    return sum <= Self.sumLimit
  }

  /// The least value that the bounds of columns leave to the objective.
  var leastObjective: Int {
    var sum = constant
    for (column, cost) in costs.enumerated() { sum += cost * (cost > 0 ? lower[column] : upper[column]) }
    return sum
  }

  /// Whether `values` keeps all rows and bounds.
  func isFeasible(_ values: [Int]) -> Bool {
    for (column, value) in values.enumerated() where value < lower[column] || value > upper[column] { return false }
    return rows.allSatisfy { row in
      let sum = zip(row.columns, row.coefficients).reduce(0) { $0 + $1.1 * values[$1.0] }
      return sum >= row.lower ?? sum && sum <= row.upper ?? sum
    }
  }
}

/// The quotient rounded down, for a positive divisor.
func floorQuotient(_ a: Int128, _ b: Int128) -> Int128 { a / b - (a % b < 0 ? 1 : 0) }

private func commonDivisor(_ a: Int128, _ b: Int128) -> Int128 {
  var (a, b) = (Int128(a.magnitude), Int128(b.magnitude))
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
