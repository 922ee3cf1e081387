import Basics
import MIP

/// Numbers in units of a power of 10 of which all of them are integers.
struct CommonUnits {
  let exponent: Int
  let units: [Int128]

  /// Units are at most this, so that products with values, and sums of these, fit.
  private static let limit: Int128 = 1 << 64

  /// - Returns: nil where the numbers have too many digits.
  init?(_ numbers: [Double], atMost largest: Int = .max) {
    var decimals: [DecimalNumber] = []
    decimals.reserveCapacity(numbers.count)
    var exponent = largest
    for number in numbers {
      guard let decimal = DecimalNumber(number) else { return nil }
      decimals.append(decimal)
      if decimal.mantissa != 0 { exponent = min(exponent, decimal.exponent) }
    }
    if exponent == .max { exponent = 0 }
    var units: [Int128] = []
    units.reserveCapacity(numbers.count)
    for decimal in decimals {
      guard let unit = decimal.units(of: exponent), unit.magnitude <= Self.limit else { return nil }
      units.append(unit)
    }
    self.exponent = exponent
    self.units = units
  }
}

/// A row of integer columns in integers: the decimals that its numbers stand for, times a power of 10.
struct ExactRow: Sendable {
  /// In the order of the row's terms.
  let coefficients: [Int128]
  /// nil where there is none.
  let lower, upper: Int128?

  /// - Returns: nil where a column may have a fraction, or the numbers have too many digits.
  init?(_ row: LinearModel.Row, of model: LinearModel) {
    guard row.terms.allSatisfy({ model.columns[$0.column].isWhole }) else { return nil }
    let sides = [row.lower, row.upper].filter(\.isFinite)
    guard let common = CommonUnits(row.terms.map(\.coefficient) + sides) else { return nil }
    coefficients = Array(common.units.prefix(row.terms.count))
    lower = row.lower.isFinite ? common.units[row.terms.count] : nil
    upper = row.upper.isFinite ? common.units[common.units.count - 1] : nil
  }
}

/// The objective in integers: values times a power of 10.
///
/// Where all columns with a cost are integers and the costs have not too many digits, each value is an integer of these
/// units. Elsewhere it is rounded to the nearest one.
struct ObjectiveForm: Sendable {
  /// Values are multiples of 10^-decimals.
  let decimals: Int
  /// Columns with a cost, and the cost in these units; nil where values are rounded.
  let terms: [(column: Int, units: Int128)]?
  let constant: Int128

  init(_ model: LinearModel) {
    let costed = model.columns.indices.filter { model.columns[$0].cost != 0 }
    let isWhole = costed.allSatisfy { model.columns[$0].isWhole }
    if isWhole,
      let common = CommonUnits(costed.map { model.columns[$0].cost } + [model.objectiveConstant], atMost: 0),
      common.exponent >= -Self.mostDecimals
    {
      decimals = -common.exponent
      terms = Array(zip(costed, common.units))
      constant = common.units[costed.count]
    } else {
      decimals = Self.decimals(of: model, costed)
      terms = nil
      constant = 0
    }
  }

  /// Powers of 10 up to here are integers of 64 bits.
  private static let mostDecimals = 18
  /// Of values that are rounded, as far as they fit.
  private static let roundedDecimals = 6

  /// As many as leave the largest value that there may be in 60 bits.
  private static func decimals(of model: LinearModel, _ costed: [Int]) -> Int {
    var side = 1.0
    for row in model.rows {
      for end in [row.lower, row.upper] where end.isFinite { side = max(side, end.magnitude) }
    }
    var reach = model.objectiveConstant.magnitude
    for column in costed {
      let data = model.columns[column]
      let ends = max(data.lower.magnitude, data.upper.magnitude)
      reach += data.cost.magnitude * (ends.isFinite ? ends : side)
    }
    var decimals = roundedDecimals
    while decimals > 0, reach * Self.power(decimals) > 1e17 { decimals -= 1 }
    return decimals
  }

  static func power(_ decimals: Int) -> Double { (0..<decimals).reduce(1) { product, _ in product * 10 } }

  /// The value of a solution in units.
  ///
  /// - Parameter values: of all columns; those that have a cost are integers, unless objectives are rounded.
  /// - Returns: nil beyond 2^60.
  func value(_ values: [Double], of model: LinearModel) -> Int? {
    guard let terms else {
      let value = (model.objective(of: values) * Self.power(decimals)).rounded()
      return value.magnitude <= 0x1p60 ? Int(value) : nil
    }
    var sum = constant
    for (column, units) in terms {
      // A continuous column that is fixed to an integer has just this value.
      let fixed = model.columns[column].kind == .continuous ? model.columns[column].lower : nil
      let (product, isTooLarge) = units.multipliedReportingOverflow(by: Int128(fixed ?? values[column].rounded()))
      let (total, overflows) = sum.addingReportingOverflow(product)
      if isTooLarge || overflows { return nil }
      sum = total
    }
    return sum.magnitude <= 1 << 60 ? Int(sum) : nil
  }
}
