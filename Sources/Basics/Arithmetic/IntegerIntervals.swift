/// What functions of two integers make of ranges: the smallest and the largest value, nil where they have none.
///
/// Each is inclusion isotone: smaller ranges never give a larger result. Bounds are within 2^31.
/// - Source: Moore 1966, "Interval Analysis"; Apt, Zoeteweij 2007, "An analysis of arithmetic constraints on integer
///   intervals".
package enum IntegerIntervals {
  package static func product(_ x: ClosedRange<Int>, _ y: ClosedRange<Int>) -> ClosedRange<Int> {
    let a = x.lowerBound * y.lowerBound
    let b = x.lowerBound * y.upperBound
    let c = x.upperBound * y.lowerBound
    let d = x.upperBound * y.upperBound
    return min(min(a, b), min(c, d))...max(max(a, b), max(c, d))
  }

  package static func square(_ x: ClosedRange<Int>) -> ClosedRange<Int> {
    let a = x.lowerBound * x.lowerBound
    let b = x.upperBound * x.upperBound
    return (x.contains(0) ? 0 : min(a, b))...max(a, b)
  }

  /// Rounded towards 0; a divisor of 0 gives nothing.
  package static func quotient(_ x: ClosedRange<Int>, _ y: ClosedRange<Int>) -> ClosedRange<Int>? {
    var hull = Hull()
    // On one side of 0 it is monotone in each.
    if y.upperBound >= 1 { hull.includeQuotients(x, max(1, y.lowerBound), y.upperBound) }
    if y.lowerBound <= -1 { hull.includeQuotients(x, y.lowerBound, min(-1, y.upperBound)) }
    return hull.range
  }

  /// Of the quotient rounded towards 0, so it has the sign of `x`.
  package static func remainder(_ x: ClosedRange<Int>, _ y: ClosedRange<Int>) -> ClosedRange<Int>? {
    let most = max(abs(y.lowerBound), abs(y.upperBound))
    if most == 0 { return nil }
    let least = y.lowerBound > 0 ? y.lowerBound : y.upperBound < 0 ? -y.upperBound : 1
    var hull = Hull()
    if x.upperBound >= 0 {
      let part = remainder(max(0, x.lowerBound), x.upperBound, least, most)
      hull.include(part.lowerBound)
      hull.include(part.upperBound)
    }
    if x.lowerBound <= 0 {
      let part = remainder(max(0, -x.upperBound), -x.lowerBound, least, most)
      hull.include(-part.lowerBound)
      hull.include(-part.upperBound)
    }
    return hull.range
  }

  /// Of low ... high by least ... most, nothing negative and no divisor 0.
  private static func remainder(_ low: Int, _ high: Int, _ least: Int, _ most: Int) -> ClosedRange<Int> {
    if high < least { return low...high }
    // Within one period.
    if least == most, low / least == high / least { return low % least...high % least }
    return 0...min(high, most - 1)
  }

  /// 0 to the 0 is 1; a negative exponent stands for 1 divided by the power, rounded towards 0. Larger values are cut
  /// to 2^62.
  package static func power(_ x: ClosedRange<Int>, _ y: ClosedRange<Int>) -> ClosedRange<Int>? {
    var hull = Hull()
    // Extremes are at ends, at the two smallest magnitudes, and at either parity of the exponent.
    for exponent in [y.lowerBound, y.lowerBound + 1, y.upperBound - 1, y.upperBound, -2, -1, 0, 1]
    where y.contains(exponent) {
      for base in [x.lowerBound, x.upperBound, -2, -1, 0, 1, 2] where x.contains(base) {
        if let value = power(base, exponent) { hull.include(value) }
      }
    }
    return hull.range
  }

  private static func power(_ base: Int, _ exponent: Int) -> Int? {
    if exponent < 0 && base == 0 { return nil }
    if exponent == 0 || base == 1 { return 1 }
    if base == 0 { return 0 }
    let isNegative = base < 0 && exponent & 1 != 0
    if base == -1 { return isNegative ? -1 : 1 }
    if exponent < 0 { return 0 }
    var magnitude = 1
    for _ in 0..<min(exponent, 62) {
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: abs(base))
      magnitude = overflow ? 1 << 62 : min(product, 1 << 62)
    }
    return isNegative ? -magnitude : magnitude
  }

  private struct Hull {
    private var low = Int.max
    private var high = Int.min

    var range: ClosedRange<Int>? { low <= high ? low...high : nil }

    mutating func include(_ value: Int) {
      low = min(low, value)
      high = max(high, value)
    }

    mutating func includeQuotients(_ x: ClosedRange<Int>, _ low: Int, _ high: Int) {
      include(x.lowerBound / low)
      include(x.lowerBound / high)
      include(x.upperBound / low)
      include(x.upperBound / high)
    }
  }
}
