import Basics

/// Draws from distributions by arithmetic that is the same on every machine, which a library's logarithm is not to the
/// last digit.
extension RandomSource {
  /// Exponential of mean 1.
  mutating func exponential() -> Double { -Self.logarithm(1 - unit()) }

  /// Pareto of shape 1.5 from 1 on, cut off at `limit`.
  mutating func pareto(upTo limit: Double) -> Double {
    let root = Self.cubeRoot(1 - unit())
    return min(limit, 1 / (root * root))
  }

  /// - Parameter x: positive.
  static func logarithm(_ x: Double) -> Double {
    // x = 2^e · m, and ln m = 2 artanh((m - 1) / (m + 1)) for m in [1, 2).
    let ratio = (x.significand - 1) / (x.significand + 1)
    let square = ratio * ratio
    var sum = 0.0
    // The ratio is at most 1/3, so that what is left out is below 10^-19.
    for odd in stride(from: 39, through: 1, by: -2) { sum = sum * square + 1 / Double(odd) }
    return 2 * ratio * sum + Double(x.exponent) * 0.693_147_180_559_945_3
  }

  /// - Parameter x: positive.
  static func cubeRoot(_ x: Double) -> Double {
    // Newton's steps from a power of two near the root.
    var root = Double(sign: .plus, exponent: Int((Double(x.exponent) / 3).rounded(.down)), significand: 1.5)
    for _ in 0..<8 { root = (2 * root + x / (root * root)) / 3 }
    return root
  }
}
