import Statements

/// Makes a model smaller, at the same optimal cost.
///
/// Cheapest first: bounds and rows, then clauses and cliques, columns, probing, symmetry. Rounds go on while one changes
/// something; each rule is linear in the entries of the rows or has a share of the work limit.
/// - Parameter shouldStop: asked every fraction of a millisecond of work; the model is then given back as it was.
/// - Returns: the reduced model with the way back; `isInfeasible` where the model has no solution and presolve saw it.
/// - Source: Achterberg, Bixby, Gu, Rothberg, Weninger 2020, "Presolve reductions in mixed integer programming".
package func presolve(
  _ data: ModelData, options: PresolveOptions = PresolveOptions(), until shouldStop: () -> Bool = { false }
) -> PresolvedModel {
  withoutActuallyEscaping(shouldStop) { shouldStop in
    var state = PresolveState(data, options: options, until: shouldStop)
    guard state.read() else { return PresolvedModel(unchanged: data) }
    state.reduce()
    if state.isInfeasible { return PresolvedModel(unchanged: data, isInfeasible: true, report: state.report) }
    if state.isStopped { return PresolvedModel(unchanged: data) }
    return state.write() ?? PresolvedModel(unchanged: data)
  }
}

extension PresolveState {
  /// Enough for what one rule makes possible for another; later rounds find little.
  private static let roundLimit = 6
  /// A round that changes less than a hundredth of the model is the last.
  private static let leastShare = 100
  /// Rounds of a model end after so many looks at each entry, and this many more.
  private static let passes = 12
  private static let smallWork = 20_000_000

  mutating func reduce() {
    compact()
    let limit = Self.passes * columns.count + Self.smallWork
    for round in 0..<Self.roundLimit {
      let before = changes
      reduceRows()
      // Before anything treats equal columns unequally.
      if round == 0, isOpen, isOn(.symmetry), !options.keepsAllSolutions {
        orderBlocks()
        settle()
      }
      reduceColumns()
      // Probing is the dearest: of what is left by the others, and once more of what it has changed itself.
      if round < 2, isOpen, work < limit, isOn(.probing) {
        probe()
        settle()
      }
      if !isOpen || work > limit || changes - before <= (rows.count + lower.count) / Self.leastShare { break }
    }
    if isOpen, isOn(.symmetry), !options.keepsAllSolutions {
      orderEqualColumns()
      if isOpen { orderEqualIntervals() }
      settle()
    }
    // What is written has no column in its rows that is fixed or said by another.
    var fixed = -1
    while !isStopped, !isInfeasible, fixed != report[.fixedColumns] {
      fixed = report[.fixedColumns]
      compact()
    }
  }

  private mutating func reduceRows() {
    settle()
    if isOpen, isOn(.strengthening) { strengthenRows() }
    if isOpen, isOn(.parallelRows) { mergeParallelRows() }
    if isOpen, isOn(.dominatedRows) { removeDominatedRows() }
    if isOpen, isOn(.cliques) { mergeCliques() }
    settle()
  }

  private mutating func reduceColumns() {
    if isOpen, isOn(.affine) {
      substituteAffineColumns()
      settle()
    }
    if isOpen, isOn(.freeColumns) {
      removeFreeColumns()
      settle()
    }
    if options.keepsAllSolutions { return }
    if isOpen, isOn(.dualFixing) {
      fixDually()
      settle()
    }
    if isOpen, isOn(.dualFixing) {
      substituteDually()
      settle()
    }
    if isOpen, isOn(.dominatedColumns) {
      fixDominatedColumns()
      settle()
    }
    if isOpen, isOn(.parallelColumns) {
      mergeParallelColumns()
      settle()
    }
  }

  /// Bounds to a fixpoint, and rows without what is fixed.
  mutating func settle() {
    guard isOpen, changes != settledChanges else { return }
    for position in opaque {
      guard let constraint = data.constraints[position] as? any OpaqueConstraint else { continue }
      constraint.tighten(&self)
      if isInfeasible || !spend(20) { return }
    }
    // Columns that have left the model must not take what their rows say with them.
    if hasSubstitutions { compact() }
    if isOpen { propagateBounds() }
    if isOpen { compactIfWorth() }
    settledChanges = changes
  }
}
