/// The check of a function of two: by its definition on each side of 0, where it is monotone.
extension BinaryFunction {
  func refutes(_ bounds: CheckedBounds) -> Bool {
    let x = Int(bounds.lower(self.x))...Int(bounds.upper(self.x))
    let y = Int(bounds.lower(self.y))...Int(bounds.upper(self.y))
    let z = Int(bounds.lower(self.z))...Int(bounds.upper(self.z))
    switch operation {
    case .product where isSquare: return Self.isNoSquare(x, z)
    case .product where z.contains(0): return Self.isNoProduct(x, y, z)
    case .product, .quotient, .remainder:
      for (isFirstNegative, isSecondNegative) in [(false, false), (false, true), (true, false), (true, true)] {
        let a = isFirstNegative ? Self.mirrored(x) : x
        let b = isSecondNegative ? Self.mirrored(y) : y
        let least = operation == .product ? 1 : 0
        if a.upperBound < least || b.upperBound < 1 { continue }
        let isNegative = operation == .remainder ? isFirstNegative : isFirstNegative != isSecondNegative
        let result = isNegative ? Self.mirrored(z) : z
        let (first, second) = (max(least, a.lowerBound)...a.upperBound, max(1, b.lowerBound)...b.upperBound)
        let isImpossible =
          switch operation {
          case .quotient: Self.isNoQuotient(first, second, result)
          case .remainder: Self.isNoRemainder(first, second, result)
          default: Self.isNoProduct(first, second, result)
          }
        if !isImpossible { return false }
      }
      return true
    case .power: return Self.isNoPower(x, y, z)
    }
  }

  private static func mirrored(_ range: ClosedRange<Int>) -> ClosedRange<Int> {
    -range.upperBound ... -range.lowerBound
  }

  private static func isNoSquare(_ x: ClosedRange<Int>, _ z: ClosedRange<Int>) -> Bool {
    let least = x.lowerBound > 0 ? x.lowerBound : x.upperBound < 0 ? -x.upperBound : 0
    let most = max(-x.lowerBound, x.upperBound)
    return least * least > z.upperBound || most * most < z.lowerBound
  }

  /// For a fixed x the product is linear in y, so its extremes are at the ends of y.
  private static func isNoProduct(_ x: ClosedRange<Int>, _ y: ClosedRange<Int>, _ z: ClosedRange<Int>) -> Bool {
    func most(_ y: Int) -> Int { y >= 0 ? x.upperBound * y : x.lowerBound * y }
    func least(_ y: Int) -> Int { y >= 0 ? x.lowerBound * y : x.upperBound * y }
    let (low, high) = (y.lowerBound, y.upperBound)
    return max(most(low), most(high)) < z.lowerBound || min(least(low), least(high)) > z.upperBound
  }

  /// q b <= a < (q + 1) b, nothing negative.
  private static func isNoQuotient(_ a: ClosedRange<Int>, _ b: ClosedRange<Int>, _ q: ClosedRange<Int>) -> Bool {
    q.upperBound < 0 || q.lowerBound * b.lowerBound > a.upperBound
      || (q.upperBound + 1) * b.upperBound <= a.lowerBound
  }

  /// r <= a, r < b, and r = a where a < b; a fixed divisor has periods.
  private static func isNoRemainder(_ a: ClosedRange<Int>, _ b: ClosedRange<Int>, _ r: ClosedRange<Int>) -> Bool {
    if r.upperBound < 0 || r.lowerBound > a.upperBound || r.lowerBound >= b.upperBound { return true }
    if a.upperBound < b.lowerBound { return r.upperBound < a.lowerBound }
    guard b.lowerBound == b.upperBound else { return false }
    let first = a.lowerBound - a.lowerBound % b.lowerBound
    guard a.upperBound < first + b.lowerBound else { return false }
    return r.upperBound < a.lowerBound - first || r.lowerBound > a.upperBound - first
  }

  /// For a fixed y the power is monotone on either side of 0, with a step at 1. Of exponents beyond 32 and below 0 the parity counts.
  private static func isNoPower(_ x: ClosedRange<Int>, _ y: ClosedRange<Int>, _ z: ClosedRange<Int>) -> Bool {
    var exponents = (-2...33).filter(y.contains)
    if y.lowerBound < -2 { exponents += [y.lowerBound, min(y.upperBound, y.lowerBound + 1)] }
    if y.upperBound > 33 { exponents += [y.upperBound, max(y.lowerBound, y.upperBound - 1)] }
    for exponent in exponents {
      for part in [.min ... -2, -1 ... -1, 0...0, 1...1, 2 ... .max].map(x.clamped) where x.overlaps(part) {
        guard let a = power(part.lowerBound, exponent), let b = power(part.upperBound, exponent) else { continue }
        if max(a, b) >= z.lowerBound, min(a, b) <= z.upperBound { return false }
      }
    }
    return true
  }

  /// Cut to beyond all bounds; nil for 1 divided by 0.
  private static func power(_ base: Int, _ exponent: Int) -> Int? {
    if exponent < 0 {
      guard base != 0 else { return nil }
      return 1 / (abs(base) > 1 ? base : exponent % 2 == 0 ? 1 : base)
    }
    var value = 1
    for _ in 0..<(abs(base) > 1 ? exponent : exponent > 0 ? 2 - exponent % 2 : 0) {
      value *= base
      if abs(value) > 1 << 31 { return exponent % 2 == 0 || base > 0 ? 1 << 31 : -(1 << 31) }
    }
    return value
  }
}
