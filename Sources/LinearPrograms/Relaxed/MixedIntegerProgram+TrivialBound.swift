import MIP
import Race

extension MixedIntegerProgram {
  /// Each column at its cheap end; nil where one that has a cost has no end there.
  public static func trivialBound(of instance: Instance) -> Objective? {
    instance.objective.leastValue(of: instance.model).map { Objective($0) }
  }
}

extension ObjectiveForm {
  /// A value in units that no solution is below, by the bounds of columns alone; nil where there is none within 2^60.
  func leastValue(of model: LinearModel) -> Int? {
    guard let terms else { return leastRoundedValue(of: model) }
    var sum = constant
    for (column, units) in terms where units != 0 {
      let data = model.columns[column]
      let end = units > 0 ? data.lower.rounded(.up) : data.upper.rounded(.down)
      guard end.magnitude <= 0x1p60 else { return nil }
      let (product, isTooLarge) = units.multipliedReportingOverflow(by: Int128(end))
      let (total, overflows) = sum.addingReportingOverflow(product)
      if isTooLarge || overflows { return nil }
      sum = total
    }
    return sum.magnitude <= 1 << 60 ? Int(sum) : nil
  }

  /// Less what columns may miss their bounds by, what doubles lose, and a unit for the rounding of values.
  private func leastRoundedValue(of model: LinearModel) -> Int? {
    var sum = model.objectiveConstant
    var slack = 0.0
    for column in model.columns where column.cost != 0 {
      let end = column.cost > 0 ? column.lower : column.upper
      guard end.isFinite else { return nil }
      sum += column.cost * end
      slack += column.cost.magnitude * max(1, end.magnitude) * 2 * MixedIntegerProgram.tolerance
    }
    let value = ((sum - slack - 1e-9 * sum.magnitude) * Self.power(decimals)).rounded(.down) - 1
    return value.magnitude <= 0x1p60 ? Int(value) : nil
  }
}
