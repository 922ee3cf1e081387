import Kernel
import Statements

extension AtMostOneConstraint: Lowerable {
  package func lower(into model: LoweredModel, at position: Int) { model.postAtMostOne(literals.map(model.literal)) }
}
