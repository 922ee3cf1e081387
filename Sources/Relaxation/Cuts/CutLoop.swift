import Basics

/// The linear program at the root: lazy rows of the model, then rounds of cuts until they no longer raise the bound.
///
/// The program starts from the equations; other rows enter when a point violates them. Between steps the caller may
/// tighten bounds of level 0, in the program and by `tighten`.
package final class CutLoop {
  package let program: LinearProgram
  package let separator: CutSeparator
  private var pool = RowPool()
  /// Rows of the model that are too many to list: made as they are violated.
  private var subtours: [SubtourCuts] = []
  private var values: Buffer<Double>
  /// Bounds after the last rounds of cuts, the newest last.
  private var bounds: [Double] = []
  /// Rounds of cuts so far.
  package private(set) var rounds = 0
  /// The objective of the first optimum that satisfies all rows of the model; minus infinity before.
  package private(set) var firstBound = -Double.infinity

  /// Rows that one round may add.
  package var rowsPerRound = 50
  /// Whether there are rows beside those of the model.
  package var makesCuts = true
  /// A cut leaves after this many solves with a basic slack, a row of the model after ten times as many.
  package var cutAge = 10

  package enum Step: Equatable {
    /// Rows were added: go on.
    case added(Int)
    /// The point is integral and satisfies all rows, to tolerances: round it and check it in integers.
    case integral
    /// Three rounds of cuts have gained less than 1 % of the gap, or there is no further cut.
    case finished
    /// The program is infeasible or above the cutoff, as far as floating point can tell.
    case refuted
    /// A limit, the caller, or numerical trouble ended it.
    case stopped
  }

  /// - Parameters:
  ///   - program: of the model's columns, without rows.
  ///   - rows: all rows of the model.
  ///   - separator: of the same columns.
  package init(_ program: LinearProgram, rows: [Row], separator: CutSeparator) {
    precondition(program.rowCount == 0, "a program with rows of its own")
    self.program = program
    self.separator = separator
    values = Buffer(repeating: 0, count: program.columnCount)
    for row in rows { pool.add(row, isCut: false) }
    let isSmall = rows.count <= 2 * rowsPerRound
    enter(rows.indices.filter { isSmall || rows[$0].lower == rows[$0].upper })
  }

  /// The rows of the program, by its numbers.
  package var rows: [Row] { pool.rowsInside }

  /// The number of each row of the program in the order of the model's rows, as long as there are no others.
  package var rowNumbers: [Int] { pool.inside }

  /// The cuts in the program.
  package var cuts: [Row] { pool.cutsInside }

  /// Columns that are the arcs of a circuit: rows against subtours enter when they are violated.
  package func addGraph(_ graph: ArcGraph) { subtours.append(SubtourCuts(graph)) }

  /// Puts a row that holds for all integer solutions into the pool; it enters when it is violated.
  package func addCut(_ row: Row) { pool.add(row, isCut: true) }

  /// Bounds of level 0 that have become tighter; the separator follows.
  package func tighten(_ column: Int, lower: Int, upper: Int) {
    program.setBounds(column, lower, upper)
    separator.tighten(column, lower: lower, upper: upper)
  }

  /// Steps until rows no longer help.
  ///
  /// - Parameters:
  ///   - cutoff: the objective of the best solution known, or infinity.
  ///   - roundLimit: of rounds of cuts.
  package func run(
    cutoff: Double = .infinity, roundLimit: Int = 200, iterationLimit: Int = 100_000, shouldStop: () -> Bool
  ) -> Step {
    while true {
      let step = step(cutoff: cutoff, iterationLimit: iterationLimit, shouldStop: shouldStop)
      guard case .added = step, rounds < roundLimit else { return step }
    }
  }

  /// One solve, then rows that its point violates, or cuts.
  package func step(cutoff: Double = .infinity, iterationLimit: Int = 100_000, shouldStop: () -> Bool) -> Step {
    if shouldStop() { return .stopped }
    switch program.solve(iterationLimit: iterationLimit, cutoff: cutoff) {
    case .optimal: break
    case .infeasible, .cutoff: return .refuted
    case .limit, .trouble: return .stopped
    }
    for j in 0..<values.count { values[j] = program.value(j) }
    pool.forgetOldCuts()
    let waiting = violatedRows(at: values)
    if !waiting.isEmpty {
      dropLooseRows()
      enter(waiting)
      return .added(waiting.count)
    }
    let made = addSubtourRows(at: values)
    if made > 0 { return .added(made) }
    if firstBound == -.infinity { firstBound = program.objective }
    if isIntegral() { return .integral }
    if !makesCuts { return .finished }
    if isStalling(cutoff) { return .finished }
    return addCuts(shouldStop)
  }

  /// Lets the rows and cuts in that a point violates, such as the program's optimum at any node.
  ///
  /// - Returns: how many there were.
  package func addWaitingRows(at point: borrowing Buffer<Double>) -> Int {
    let waiting = violatedRows(at: point)
    if !waiting.isEmpty { enter(waiting) }
    return waiting.isEmpty ? addSubtourRows(at: point) : waiting.count
  }

  private func addSubtourRows(at point: borrowing Buffer<Double>) -> Int {
    let first = pool.entries.count
    for cuts in subtours {
      for row in cuts.separate(at: point, limit: rowsPerRound) { pool.add(row, isCut: false) }
    }
    if pool.entries.count > first { enter(Array(first..<pool.entries.count)) }
    return pool.entries.count - first
  }

  private func violatedRows(at point: borrowing Buffer<Double>) -> [Int] {
    pool.violated(at: point, limit: max(rowsPerRound, program.rowCount / 4))
  }

  private func addCuts(_ shouldStop: () -> Bool) -> Step {
    let input = CutSeparator.Input(
      values: values.withElements(Array.init), rows: pool.rowsInside,
      duals: (0..<program.rowCount).map { program.dual($0) },
      tableau: { [program] in program.tableauMultipliers(ofBasic: $0) })
    let cuts = separator.separate(input, limit: rowsPerRound, shouldStop: shouldStop)
    rounds += 1
    if cuts.isEmpty { return .finished }
    dropLooseRows()
    let first = pool.entries.count
    for cut in cuts { pool.add(cut, isCut: true) }
    enter(Array(first..<pool.entries.count))
    return .added(cuts.count)
  }

  private func enter(_ chosen: [Int]) {
    program.addRows(chosen.map { pool.entries[$0].row })
    pool.enter(chosen)
  }

  private func dropLooseRows() {
    let leaves = pool.age(cutLimit: cutAge, rowLimit: 10 * cutAge) { program.isSlackBasic($0) }
    if leaves.contains(true) { program.removeRows { leaves[$0] } }
  }

  private func isIntegral() -> Bool {
    for j in 0..<values.count where abs(values[j] - values[j].rounded()) > 1e-6 { return false }
    return true
  }

  /// Whether three rounds have gained less than 1 % of the gap; without a solution the gap is what was gained so far.
  /// As long as nothing at all was gained, eight rounds are waited for: degenerate points have to be cut off one by one.
  private func isStalling(_ cutoff: Double) -> Bool {
    bounds.append(program.objective)
    let least = 1e-6 * max(1, abs(program.objective))
    let patience = program.objective - firstBound > least ? 3 : 8
    guard bounds.count > patience else { return false }
    let gain = program.objective - bounds[bounds.count - 1 - patience]
    let gap = cutoff.isFinite ? cutoff - program.objective : program.objective - firstBound
    return gain < max(0.01 * gap, least)
  }
}
