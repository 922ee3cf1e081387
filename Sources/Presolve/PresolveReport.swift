/// What presolve did, for the log.
package struct PresolveReport: Sendable {
  package enum Rule: Int, CaseIterable, Sendable {
    case fixedColumns, tightenedBounds, redundantRows, parallelRows, strengthenedCoefficients, dominatedRows
    case mergedCliques, dualFixings, dominatedColumns, parallelColumns, affineColumns, freeColumns, slackColumns
    case probedFixings, probedEquivalences, orderedColumns, packingOrbitopes, orderedIntervals, idleConstraints

    package var name: String {
      switch self {
      case .fixedColumns: "fixed columns"
      case .tightenedBounds: "tightened bounds"
      case .redundantRows: "redundant rows"
      case .parallelRows: "parallel rows"
      case .strengthenedCoefficients: "strengthened coefficients"
      case .dominatedRows: "dominated rows"
      case .mergedCliques: "edges in larger cliques"
      case .dualFixings: "columns at their cheap ends"
      case .dominatedColumns: "dominated columns"
      case .parallelColumns: "parallel columns"
      case .affineColumns: "columns as multiples of others"
      case .freeColumns: "columns that follow from a row"
      case .slackColumns: "slack columns"
      case .probedFixings: "columns fixed by probing"
      case .probedEquivalences: "equal Booleans by probing"
      case .orderedColumns: "ordered equal columns"
      case .packingOrbitopes: "columns fixed by the order of bins"
      case .orderedIntervals: "ordered equal intervals"
      case .idleConstraints: "constraints that always hold"
      }
    }
  }

  private var counts = [Int](repeating: 0, count: Rule.allCases.count)
  package internal(set) var variablesBefore = 0
  package internal(set) var variablesAfter = 0
  package internal(set) var constraintsBefore = 0
  package internal(set) var constraintsAfter = 0
  /// Entries looked at.
  package internal(set) var work = 0

  package subscript(rule: Rule) -> Int {
    get { counts[rule.rawValue] }
    set { counts[rule.rawValue] = newValue }
  }

  /// The rules that did something, with how often.
  package var lines: [String] {
    let sizes = [
      "\(variablesBefore) → \(variablesAfter) variables, \(constraintsBefore) → \(constraintsAfter) constraints"
    ]
    return sizes + Rule.allCases.filter { self[$0] > 0 }.map { "\($0.name): \(self[$0])" }
  }
}
