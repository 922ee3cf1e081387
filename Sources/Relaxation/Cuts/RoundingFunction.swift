import Basics

/// A superadditive, non-decreasing f with f(0) = 0: from Σ a·x ≤ b with integers x ≥ 0 follows Σ f(a)·x ≤ f(b).
///
/// With r = b mod d > 0, mixed integer rounding is f(a) = (d − r)⌊a/d⌋ + max(0, (a mod d) − r). Its values grow with d;
/// with `steps` K its slope is rounded to K − 1 steps a divisor, so that values stay near K·a/d, and where K·r < d
/// the rounding of Chvátal and Gomory with K/d is all that is left. K = 2 is the strong form of theirs.
/// - Source: Marchand, Wolsey 2001, "Aggregation and mixed integer rounding to solve MIPs"; Letchford, Lodi 2002,
///   "Strengthening Chvátal–Gomory cuts and Gomory fractional cuts".
package struct RoundingFunction: Equatable {
  /// What a and b are multiplied by first, so that r is large in proportion to d.
  package let factor: Int
  package let divisor: Int
  /// (factor·b) mod divisor, above 0.
  package let remainder: Int
  /// K, or 0 for the exact function.
  package let steps: Int

  /// Nil when b is a multiple of the divisor: nothing would be rounded.
  ///
  /// - Parameter largest: no |a|, nor |b|, is above it; below 2^61.
  package init?(divisor d: Int, rightSide b: Int, largest: Int, steps: Int = 0) {
    let r = b - floorDivide(b, d) * d
    guard r > 0, d > 1 else { return nil }
    var t = (d - 1) / (2 * r) + 1
    if t * r >= d || largest > Self.limit / t { t = 1 }
    // The smaller of K·a/d and K·d must stay below 2^62.
    guard steps == 0 || (d <= Self.limit / steps && largest / d * t < Self.limit / steps) else { return nil }
    factor = t
    divisor = d
    remainder = r * t
    self.steps = steps
  }

  private static let limit = 1 << 60

  package func callAsFunction(_ coefficient: Int) -> Int {
    let a = coefficient * factor
    // Floored, with one division.
    var q = a / divisor
    var f = a &- q &* divisor
    if f < 0 {
      q &-= 1
      f &+= divisor
    }
    if steps == 0 { return (divisor - remainder) * q + max(0, f - remainder) }
    if steps * remainder < divisor { return steps * q + steps * f / divisor }
    return steps * q + (f > remainder ? ceilDivide((steps - 1) * (f - remainder), divisor - remainder) : 0)
  }
}
