import Kernel
import Modeling

@testable import Lowering

/// An odd number of Booleans is true: a kind with a form in the kernel and without a decomposition, as somebody may add.
struct OddConstraint: Constraint, Lowerable {
  static let name = "odd"
  static var blank: Self { Self(literals: []) }
  var literals: [BoolVar]

  mutating func visitParts(_ visitor: inout some PartVisitor) { visitor.literals("", &literals) }

  func violation(of values: [Int], in data: ModelData) -> String? {
    let count = literals.count { data.holds($0, values) }
    return count.isMultiple(of: 2) ? "\(count) of them are true" : nil
  }

  func lower(into model: LoweredModel, at position: Int) {
    for pattern in 0..<(1 << literals.count) where pattern.nonzeroBitCount.isMultiple(of: 2) {
      let excluded = literals.enumerated().map { place, b in
        pattern >> place & 1 == 1 ? model.literal(b).negated : model.literal(b)
      }
      model.solver.add(clause: excluded)
    }
  }
}
