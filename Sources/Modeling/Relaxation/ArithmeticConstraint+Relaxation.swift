import Statements

extension ArithmeticConstraint: Relaxable {
  /// The hull of a product over the bounds of its factors; of a quotient by a number, that it is less than 1 from the
  /// ratio.
  ///
  /// - Source: McCormick 1976, "Computability of global solutions to factorable nonconvex programs".
  package func relax(into relaxed: inout RelaxedModel) {
    switch operation {
    case .product:
      guard Self.isSmall(left), Self.isSmall(right) else { return }
      let (a, b) = (relaxed.data.range(of: left), relaxed.data.range(of: right))
      // (x - p)(y - q) is not negative for two pairs of ends, and not positive for the other two.
      for (p, q) in [(a.lowerBound, b.lowerBound), (a.upperBound, b.upperBound)] {
        relaxed.addAtMostZero(plane(p, q))
      }
      for (p, q) in [(a.lowerBound, b.upperBound), (a.upperBound, b.lowerBound)] {
        relaxed.addAtMostZero(plane(p, q).negated)
      }
    case .quotient:
      guard let divisor = right.fixedValue, divisor != 0, Self.isSmall(left) else { return }
      let rest = left - target.scaled(by: divisor)
      relaxed.addAtMostZero(rest + -(abs(divisor) - 1))
      relaxed.addAtMostZero(rest.negated + -(abs(divisor) - 1))
    case .remainder, .power: break
    }
  }

  /// p y + q x - p q - target.
  private func plane(_ p: Int, _ q: Int) -> LinearForm {
    right.scaled(by: p) - left.scaled(by: -q) - target + -(p * q)
  }

  /// Whether multiples fit.
  private static func isSmall(_ form: LinearForm) -> Bool {
    abs(form.constant) < 1 << 31 && form.terms.allSatisfy { abs($0.coefficient) < 1 << 31 }
  }
}
