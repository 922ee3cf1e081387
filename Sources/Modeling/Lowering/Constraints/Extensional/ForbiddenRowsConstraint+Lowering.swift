import Kernel
import Statements

extension ForbiddenRowsConstraint: Lowerable {
  package var takesLong: Bool { rows.count > 1000 }

  /// A clause a row: one of its values is missed.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    for row in RowList.fitting(rows, expressions.map(model.expanded.range(of:))) {
      var misses: [Literal] = []
      for (form, entry) in zip(expressions, row) where entry != RowList.wildcard {
        misses.append(try model.literal(form, equals: entry).negated)
      }
      model.solver.add(clause: misses)
    }
  }
}
