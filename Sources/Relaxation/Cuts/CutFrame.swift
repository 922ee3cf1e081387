import Basics

/// What all separators of a round look at: level-0 bounds, the point, and the variable bounds nearest to it.
final class CutFrame {
  var lower, upper: Buffer<Int>
  var values: Buffer<Double>
  let variableBounds: VariableBounds

  init(lower: [Int], upper: [Int]) {
    self.lower = Buffer(lower)
    self.upper = Buffer(upper)
    values = Buffer(repeating: 0, count: lower.count)
    variableBounds = VariableBounds(columnCount: lower.count)
  }

  /// Whether the column's bounds are small enough for products with coefficients to be summed in 128 bits.
  @inline(__always) func isUsable(_ column: Int) -> Bool {
    lower[column] >= -1 << 45 && upper[column] <= 1 << 45
  }

  /// From the point to the nearest bound, constant or variable.
  func distanceToBounds(_ column: Int) -> Double {
    let value = values[column]
    var distance = min(value - Double(lower[column]), Double(upper[column]) - value)
    let (above, below) = (variableBounds.upperChoice[column], variableBounds.lowerChoice[column])
    if above >= 0 { distance = min(distance, variableValue(variableBounds.all[above]) - value) }
    if below >= 0 { distance = min(distance, value - variableValue(variableBounds.all[below])) }
    return distance
  }

  @inline(__always) func variableValue(_ bound: VariableBounds.Affine) -> Double { bound.value(at: values.pointer) }
}
