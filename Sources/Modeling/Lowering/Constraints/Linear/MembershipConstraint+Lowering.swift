import Kernel
import Statements

extension MembershipConstraint: Lowerable {
  /// Clauses of two bounds; no variables of its own, unless the form is a sum.
  package func lower(into model: LoweredModel, at position: Int) {
    let clauses = clipped(to: model.reach(form)).clauses(
      target: target.first.map(model.literal), not: { $0.negated },
      atMost: { model.literal(atMostZero: form + -$0) })
    for clause in clauses { model.solver.add(clause: clause) }
  }
}
