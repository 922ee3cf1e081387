import Kernel
import Statements

extension ClauseConstraint: Lowerable {
  package func lower(into model: LoweredModel, at position: Int) {
    model.solver.add(clause: literals.map(model.literal))
  }
}
