import Kernel
import Statements

extension AtMostOneConstraint: Lowerable {
  package func lower(into model: LoweredModel, at position: Int) { model.postAtMostOne(literals.map(model.literal)) }
}

extension LoweredModel {
  /// At most one of `literals` is true.
  func postAtMostOne(_ literals: [Literal]) {
    // Pairs propagate as well, faster, in quadratic space.
    if literals.count <= 24 {
      for (i, literal) in literals.enumerated() {
        for other in literals[..<i] { solver.add(clause: [literal.negated, other.negated]) }
      }
      return
    }
    solver.postAtMostOne(literals)
  }
}
