import Kernel
import Statements

extension IndicatorConstraint: Lowerable {
  package func lower(into model: LoweredModel, at position: Int) {
    let b = model.literal(literal)
    let isValue = model.literal(model.variables[variable], equals: value)
    model.solver.add(clause: [b.negated, isValue])
    model.solver.add(clause: [b, isValue.negated])
  }
}
