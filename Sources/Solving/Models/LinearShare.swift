import Statements

extension ModelData {
  /// How much of the model a linear relaxation sees: the share of rows, clauses and the like in what all constraints
  /// mention; 1 for a model without any other.
  ///
  /// What gives a variable a meaning and no more, such as a gap in its domain, is not counted.
  var linearShare: Double {
    let counts = counts { Self.rowTerms(of: $0) ?? impliedTerms(of: $0) }
    return counts.others == 0 ? 1 : Double(counts.rows) / Double(counts.rows + counts.others)
  }

  /// The same for a relaxation of rows that a proof can name; 0 for a model without any.
  var namedShare: Double {
    let counts = counts(Self.rowTerms)
    return counts.rows == 0 ? 0 : Double(counts.rows) / Double(counts.rows + counts.others)
  }

  /// - Parameter terms: how many terms the rows of a constraint have; nil where it has none.
  private func counts(_ terms: (any Constraint) -> Int?) -> (rows: Int, others: Int) {
    var (rows, others) = (0, 0)
    for constraint in constraints where !(constraint is DomainConstraint || constraint is IndicatorConstraint) {
      if let terms = terms(constraint) {
        rows += terms
      } else {
        constraint.forEachVariable(intervals) { _ in others += 1 }
      }
    }
    return (rows, others)
  }

  /// What is a row as it stands.
  private static func rowTerms(of constraint: any Constraint) -> Int? {
    switch constraint {
    case let row as LinearConstraint where row.comparison != .notEqual: row.form.terms.count
    case let clause as ClauseConstraint: clause.literals.count
    case let clique as AtMostOneConstraint: clique.literals.count
    default: nil
    }
  }

  /// What implies rows.
  private func impliedTerms(of constraint: any Constraint) -> Int? {
    switch constraint {
    case let count as CountConstraint: return count.expressions.count
    case let count as AmongConstraint: return count.expressions.count
    case let counts as CardinalitiesConstraint: return counts.expressions.count
    case let count as DistinctCountConstraint: return count.expressions.count
    case let circuit as ArcCircuitConstraint: return 2 * circuit.literals.count
    // Rows over the literals of all values, which elements at a successor share.
    case let circuit as CircuitConstraint: return circuit.successors.count * circuit.successors.count
    case let pack as PackConstraint: return pack.bins.count * pack.loads.count
    case is FlowConstraint, is KnapsackConstraint, is BinLoadConstraint, is BinCapacityConstraint:
      var mentions = 0
      constraint.forEachVariable(intervals) { _ in mentions += 1 }
      return mentions
    default: return nil
    }
  }
}
