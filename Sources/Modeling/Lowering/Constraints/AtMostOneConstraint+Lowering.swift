import Kernel
import Statements

extension AtMostOneConstraint: Lowerable {
  package func lower(into model: LoweredModel, at position: Int) {
    let literals = literals.map(model.literal)
    // Pairs propagate as well as a sum, faster, in quadratic space.
    if literals.count <= 24 {
      for (i, literal) in literals.enumerated() {
        for other in literals[..<i] { model.solver.add(clause: [literal.negated, other.negated]) }
      }
      return
    }
    // The literal of a negated Boolean b is about -b, and counts 1 - b.
    let negatedCount = literals.count { $0.bound == 0 }
    model.solver.postLinear(literals.map { (coefficient: 1, variable: $0.variable) }, atMost: 1 - negatedCount)
  }
}
