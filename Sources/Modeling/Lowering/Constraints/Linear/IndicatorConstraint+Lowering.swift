import Kernel
import Statements

extension IndicatorConstraint: Lowerable {
  /// Most literals are the value's own, adopted before all constraints.
  package func lower(into model: LoweredModel, at position: Int) {
    let b = model.literal(literal)
    let isValue = model.literal(model.variables[variable], equals: value)
    if b == isValue { return }
    model.solver.add(clause: [b.negated, isValue])
    model.solver.add(clause: [b, isValue.negated])
  }
}
