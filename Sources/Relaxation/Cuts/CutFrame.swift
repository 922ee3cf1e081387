import Basics

/// What all separators of a round look at: level-0 bounds, the point, and the variable bounds nearest to it.
package final class CutFrame {
  package var lower, upper: Buffer<Int>
  package private(set) var values: Buffer<Double>
  package let variableBounds: VariableBounds

  package init(lower: [Int], upper: [Int]) {
    self.lower = Buffer(lower)
    self.upper = Buffer(upper)
    values = Buffer(repeating: 0, count: lower.count)
    variableBounds = VariableBounds(columnCount: lower.count)
  }

  /// Goes to another point, taken into the bounds, and finds the variable bounds nearest to it.
  package func move(to point: [Double]) {
    for (j, value) in point.enumerated() { values[j] = min(max(value, Double(lower[j])), Double(upper[j])) }
    variableBounds.choose(at: values.pointer, lower: lower, upper: upper)
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
