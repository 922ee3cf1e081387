import Kernel
import Statements

extension ArithmeticConstraint: Lowerable {
  /// A quotient by a number is two rows a side of 0; all else is filtered through ranges.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    if operation == .quotient, let divisor = right.fixedValue {
      return lowerQuotient(by: divisor, into: model)
    }
    let kind: BinaryOperation =
      switch operation {
      case .product: .product
      case .quotient: .quotient
      case .remainder: .remainder
      case .power: .power
      }
    model.solver.post(
      kind, try model.offsetVariable(for: left), try model.offsetVariable(for: right),
      equals: try model.offsetVariable(for: target))
  }

  /// d q <= a <= d q + d - 1 from 0 on, and mirrored below.
  private func lowerQuotient(by divisor: Int, into model: LoweredModel) {
    if divisor == 0 { return model.solver.add(clause: []) }
    let magnitude = abs(divisor)
    let rest = left - target.scaled(by: divisor)
    let isNegative = model.literal(atMostZero: left + 1)
    model.postAtMostZero(rest + -(magnitude - 1), if: [])
    model.postAtMostZero(rest.negated + -(magnitude - 1), if: [])
    model.postAtMostZero(rest.negated, if: [isNegative.negated])
    model.postAtMostZero(rest, if: [isNegative])
  }
}
