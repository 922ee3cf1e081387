import MIP
import Race

extension MixedIntegerProgram {
  /// The independent checker: values of integer columns are integers, and rows of these are summed up in integers, from
  /// the decimals of the file. Where columns may have fractions, bounds and sides may be missed by `tolerance`, relative
  /// to them and to a thousandth of the largest term.
  ///
  /// - Returns: the objective in units of 10^-decimals, minimised.
  /// - Throws: the first rule that the solution breaks.
  /// - Complexity: O(columns + nonzeros).
  public static func check(_ solution: Solution, of instance: Instance) throws(CheckFailure) -> Objective {
    let values = try values(of: solution, in: instance)
    for (column, value) in zip(instance.model.columns, values) { try check(value, of: column) }
    for (row, exact) in zip(instance.model.rows, instance.rows) {
      if let exact { try check(row, exact, values, instance) } else { try check(row, values) }
    }
    guard let objective = instance.objective.value(values, of: instance.model) else {
      throw CheckFailure("the objective is beyond 2^60 units")
    }
    return Objective(objective)
  }

  /// What continuous columns may miss their bounds and rows their sides by.
  static let tolerance = 1e-6
  /// Integers up to here are doubles.
  private static let largestInteger = 0x1p53

  /// A value for each column of the instance.
  private static func values(of solution: Solution, in instance: Instance) throws(CheckFailure) -> [Double] {
    if solution.columns == instance.columnNames { return solution.values }
    var numbers: [String: Int] = [:]
    for (number, name) in instance.columnNames.enumerated() { numbers[name] = number }
    var values = [Double](repeating: 0, count: instance.columnNames.count)
    for (name, value) in zip(solution.columns, solution.values) {
      guard let number = numbers[name] else { throw CheckFailure("there is no column \(name)") }
      values[number] = value
    }
    return values
  }

  private static func check(_ value: Double, of column: LinearModel.Column) throws(CheckFailure) {
    guard value.isFinite else { throw CheckFailure("\(column.name) is \(value)") }
    let isInteger = column.kind != .continuous
    if isInteger, value != value.rounded() || value.magnitude > largestInteger {
      throw CheckFailure("\(column.name) is \(value), and no integer")
    }
    guard value >= column.lower - slack(of: column.lower, isInteger) else {
      throw CheckFailure("\(column.name) is \(value), below its lower bound \(column.lower)")
    }
    guard value <= column.upper + slack(of: column.upper, isInteger) else {
      throw CheckFailure("\(column.name) is \(value), above its upper bound \(column.upper)")
    }
  }

  private static func slack(of bound: Double, _ isInteger: Bool) -> Double {
    isInteger || bound.isInfinite ? 0 : tolerance * max(1, bound.magnitude)
  }

  /// A row of integers.
  private static func check(
    _ row: LinearModel.Row, _ exact: ExactRow, _ values: [Double], _ instance: Instance
  ) throws(CheckFailure) {
    var sum: Int128 = 0
    for (term, coefficient) in zip(row.terms, exact.coefficients) {
      let column = instance.model.columns[term.column]
      // A continuous column that is fixed to an integer has just this value.
      let value = column.kind == .continuous ? column.lower : values[term.column]
      let (product, isTooLarge) = coefficient.multipliedReportingOverflow(by: Int128(value))
      let (total, overflows) = sum.addingReportingOverflow(product)
      guard !isTooLarge, !overflows else { throw CheckFailure("row \(row.name) has a sum beyond 128 bits") }
      sum = total
    }
    if let lower = exact.lower, sum < lower { throw broken(row, values, "below its lower side \(row.lower)") }
    if let upper = exact.upper, sum > upper { throw broken(row, values, "above its upper side \(row.upper)") }
  }

  /// A row that has fractions.
  private static func check(_ row: LinearModel.Row, _ values: [Double]) throws(CheckFailure) {
    var sum = 0.0
    var largest = 0.0
    for term in row.terms {
      let product = term.coefficient * values[term.column]
      sum += product
      largest = max(largest, product.magnitude)
    }
    func slack(_ side: Double) -> Double { tolerance * max(1, 1e-3 * largest, side.magnitude) }
    // Written so that a sum that is no number fails too.
    guard row.lower == -.infinity || sum >= row.lower - slack(row.lower) else {
      throw broken(row, values, "below its lower side \(row.lower)")
    }
    guard row.upper == .infinity || sum <= row.upper + slack(row.upper) else {
      throw broken(row, values, "above its upper side \(row.upper)")
    }
  }

  private static func broken(_ row: LinearModel.Row, _ values: [Double], _ how: String) -> CheckFailure {
    let sum = row.terms.reduce(0) { $0 + $1.coefficient * values[$1.column] }
    return CheckFailure("row \(row.name) is \(sum), \(how)")
  }
}
