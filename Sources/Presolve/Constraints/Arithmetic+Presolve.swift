import Basics
import Statements

/// The range of a function over those of its arguments.
extension ArithmeticConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) {}

  func tighten(_ state: inout PresolveState) {
    let (a, b) = (state.range(of: left), state.range(of: right))
    let range: ClosedRange<Int>? =
      switch operation {
      case .product: left == right ? IntegerIntervals.square(a) : IntegerIntervals.product(a, b)
      case .quotient: IntegerIntervals.quotient(a, b)
      case .remainder: IntegerIntervals.remainder(a, b)
      case .power: IntegerIntervals.power(a, b)
      }
    guard let range else {
      state.isInfeasible = true
      return
    }
    state.restrict(target, range.lowerBound, range.upperBound)
  }

  func rewritten(_ renaming: Renaming) -> [any Constraint] {
    [
      ArithmeticConstraint(
        renaming.form(target), operation, renaming.form(left), renaming.form(right))
    ]
  }
}
