import Basics

/// Finds rows that all integer solutions satisfy and a point of the linear program does not.
///
/// Every cut is derived in exact integers from rows that hold, at the bounds of level 0, so it is valid everywhere; the
/// point and all other floating-point numbers only guide which rows are looked at. Numbers that would become too large
/// end the attempt.
package final class CutSeparator {
  private let frame: CutFrame
  private let candidates: CutCandidates
  private var cliques: CliqueTable
  private var cliqueCuts: CliqueCuts
  private var base: BaseRowCuts
  /// The families that `separate` looks for.
  package var families = CutFamilies.all
  /// Entries of rows that the path aggregation of a round may look at.
  package var aggregationLimit = 1_500_000

  /// The linear program's point and what is known of its rows there.
  package struct Input {
    /// By column.
    package var values: [Double]
    /// Rows in the linear program: they hold for all integer solutions.
    package var rows: [Row]
    /// By row, to start from those that matter; empty when unknown.
    package var duals: [Double]
    /// For a basic column, the multipliers of rows whose sum has coefficient 1 there and 0 at other basic columns.
    package var tableau: ((Int) -> [(row: Int, multiplier: Double)])?

    package init(
      values: [Double], rows: [Row], duals: [Double] = [],
      tableau: ((Int) -> [(row: Int, multiplier: Double)])? = nil
    ) {
      (self.values, self.rows, self.duals, self.tableau) = (values, rows, duals, tableau)
    }
  }

  /// - Parameters:
  ///   - lower, upper: of level 0, by column.
  ///   - rows: of the model; variable bounds and cliques are taken from them.
  package init(lower: [Int], upper: [Int], rows: [Row]) {
    let count = lower.count
    frame = CutFrame(lower: lower, upper: upper)
    candidates = CutCandidates(columnCount: count)
    cliques = CliqueTable(columnCount: count)
    cliqueCuts = CliqueCuts(columnCount: count)
    base = BaseRowCuts(columnCount: count)
    for row in rows {
      frame.variableBounds.detect(in: row, lower: frame.lower, upper: frame.upper)
      cliques.add(row, lower: lower, upper: upper)
    }
  }

  /// At most one of these literals of binaries holds.
  package func addClique(_ literals: [(column: Int32, isComplemented: Bool)]) {
    cliques.add(literals.map { CliqueTable.literal($0.column, isComplemented: $0.isComplemented) })
  }

  /// x ≤ `atZero` where the binary is 0, x ≤ `atOne` where it is 1.
  package func addUpperBound(_ x: Int32, binary: Int32, atZero: Int, atOne: Int) {
    frame.variableBounds.addUpper(x, binary: binary, atZero: atZero, atOne: atOne)
  }

  /// x ≥ `atZero` where the binary is 0, x ≥ `atOne` where it is 1.
  package func addLowerBound(_ x: Int32, binary: Int32, atZero: Int, atOne: Int) {
    frame.variableBounds.addLower(x, binary: binary, atZero: atZero, atOne: atOne)
  }

  /// Bounds of level 0 that have become tighter.
  package func tighten(_ column: Int, lower: Int, upper: Int) {
    frame.lower[column] = max(frame.lower[column], lower)
    frame.upper[column] = min(frame.upper[column], upper)
  }

  /// Violated rows by falling efficacy, at most `limit`, no two of them nearly parallel.
  package func separate(_ input: Input, limit: Int, shouldStop: () -> Bool) -> [Row] {
    precondition(input.values.count == frame.values.count, "a point of other columns")
    candidates.removeAll()
    frame.move(to: input.values)
    if families.contains(.impliedBounds) {
      frame.variableBounds.violatedRows(at: frame.values.pointer) { candidates.add($0, frame) }
    }
    if families.contains(.cliques) {
      cliqueCuts.separate(&cliques, frame, into: candidates, shouldStop: shouldStop)
    }
    combine(input, shouldStop)
    return candidates.choose(limit: limit)
  }

  /// Cuts of sums of rows.
  private func combine(_ input: Input, _ shouldStop: () -> Bool) {
    let matrix = CutRows(input.rows, values: input.values, lower: frame.lower, upper: frame.upper)
    base.families = families
    if families.contains(.lotSizing) {
      var lots = LotSizingCuts(matrix)
      lots.separate(matrix, frame, into: candidates, shouldStop: shouldStop)
    }
    aggregate(input, matrix, shouldStop)
    if families.contains(.zeroHalf) {
      var zeroHalf = ZeroHalfCuts(matrix)
      zeroHalf.separate(matrix, frame, &base, into: candidates, shouldStop: shouldStop)
    }
    if families.contains(.tableau), let tableau = input.tableau {
      var gomory = TableauCuts(matrix)
      gomory.separate(matrix, frame, tableau: tableau, &base, into: candidates, shouldStop: shouldStop)
    }
  }

  /// Paths from all tight rows, those of large duals first.
  private func aggregate(_ input: Input, _ matrix: CutRows, _ shouldStop: () -> Bool) {
    var order = (0..<matrix.rowCount).filter { matrix.isTight($0) }
    if input.duals.count == matrix.rowCount {
      let weight = order.map { input.duals[$0].magnitude * matrix.norm[$0] }
      order = order.indices.sorted { (-weight[$0], $0) < (-weight[$1], $1) }.map { order[$0] }
    }
    var paths = PathAggregation(matrix)
    var work = 0
    for i in order {
      if work > aggregationLimit || shouldStop() { return }
      work += paths.separate(from: i, matrix, frame, &base, into: candidates)
    }
  }
}
