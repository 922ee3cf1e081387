/// The greatest common divisor of the magnitudes; that of 0 and a number is the number's magnitude.
package func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  var (a, b) = (abs(a), abs(b))
  while b != 0 { (a, b) = (b, a % b) }
  return a
}

/// The quotient rounded down, for a positive divisor.
package func floorDivide(_ a: Int, _ b: Int) -> Int {
  let quotient = a / b
  return a % b < 0 ? quotient - 1 : quotient
}

/// The quotient rounded up, for a positive divisor.
package func ceilDivide(_ a: Int, _ b: Int) -> Int {
  let quotient = a / b
  return a % b > 0 ? quotient + 1 : quotient
}
