import Kernel
import Statements

extension AtMostOneConstraint: Lowerable {
  package func lower(into model: LoweredModel, at position: Int) {
    let literals = literals.map(model.literal)
    // Pairs propagate as well, faster, in quadratic space.
    if literals.count <= 24 {
      for (i, literal) in literals.enumerated() {
        for other in literals[..<i] { model.solver.add(clause: [literal.negated, other.negated]) }
      }
      return
    }
    model.solver.postAtMostOne(literals)
  }
}
