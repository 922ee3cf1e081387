import Statements

extension ModelData {
  /// How much of the model a linear relaxation sees: the share of rows, clauses and the like in what all constraints
  /// mention; 1 for a model without any other.
  ///
  /// What gives a variable a meaning and no more, such as a gap in its domain, is not counted.
  var linearShare: Double {
    var (inRows, inOthers) = (0, 0)
    for constraint in constraints {
      switch constraint {
      case is DomainConstraint, is IndicatorConstraint: break
      case let row as LinearConstraint where row.comparison != .notEqual: inRows += row.form.terms.count
      case let clause as ClauseConstraint: inRows += clause.literals.count
      case let clique as AtMostOneConstraint: inRows += clique.literals.count
      case let count as CountConstraint: inRows += count.expressions.count
      case let count as AmongConstraint: inRows += count.expressions.count
      case let counts as CardinalitiesConstraint: inRows += counts.expressions.count
      case let count as DistinctCountConstraint: inRows += count.expressions.count
      case let circuit as ArcCircuitConstraint: inRows += 2 * circuit.literals.count
      // Rows over the literals of all values, which elements at a successor share.
      case let circuit as CircuitConstraint: inRows += circuit.successors.count * circuit.successors.count
      case let pack as PackConstraint: inRows += pack.bins.count * pack.loads.count
      case is FlowConstraint, is KnapsackConstraint, is BinLoadConstraint, is BinCapacityConstraint:
        constraint.forEachVariable(intervals) { _ in inRows += 1 }
      default: constraint.forEachVariable(intervals) { _ in inOthers += 1 }
      }
    }
    return inOthers == 0 ? 1 : Double(inRows) / Double(inRows + inOthers)
  }

  /// The same for a relaxation of rows that a proof can name; 0 for a model without any.
  var namedShare: Double {
    var (inRows, inOthers) = (0, 0)
    for constraint in constraints {
      switch constraint {
      case is DomainConstraint, is IndicatorConstraint: break
      case let row as LinearConstraint where row.comparison != .notEqual: inRows += row.form.terms.count
      case let clause as ClauseConstraint: inRows += clause.literals.count
      case let clique as AtMostOneConstraint: inRows += clique.literals.count
      default: constraint.forEachVariable(intervals) { _ in inOthers += 1 }
      }
    }
    return inRows == 0 ? 0 : Double(inRows) / Double(inRows + inOthers)
  }
}
