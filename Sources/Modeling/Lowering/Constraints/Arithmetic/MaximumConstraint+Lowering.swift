import Kernel
import Statements

extension MaximumConstraint: Lowerable {
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    if model.oneSidedMaxima.contains(position) {
      // Only target >= operands is needed, which precedence arcs keep.
      for operand in operands { model.postAtMostZero(operand - target, if: []) }
      return
    }
    var terms: [OffsetVariable] = []
    for operand in operands { terms.append(try model.offsetVariable(for: operand)) }
    model.solver.postMaximum(try model.offsetVariable(for: target), of: terms)
  }
}
