import Basics

/// All cuts of one base row: rounding and covers, in both directions of the equation.
struct BaseRowCuts: ~Copyable {
  private var shifted: ShiftedRow
  private var rounding: MixedIntegerRounding
  private var cover: KnapsackCover
  var families = CutFamilies.all

  init(columnCount: Int) {
    shifted = ShiftedRow(columnCount: columnCount)
    rounding = MixedIntegerRounding(columnCount: columnCount)
    cover = KnapsackCover(columnCount: columnCount)
  }

  /// - Parameter divisor: one to try besides those that the row offers.
  /// - Returns: whether there is a violated one.
  mutating func separate(
    _ sum: borrowing RowAggregation, divisor: Int? = nil, _ matrix: CutRows, _ frame: CutFrame,
    into candidates: CutCandidates
  ) -> Bool {
    guard shifted.load(sum, matrix, frame) else { return false }
    var found = false
    for direction in 0..<2 {
      if direction == 1 { shifted.negate() }
      if families.contains(.rounding) || divisor != nil,
        rounding.separate(shifted, forced: divisor, matrix, frame, into: candidates)
      {
        found = true
      }
      if families.contains(.covers), cover.separate(shifted, matrix, frame, into: candidates) { found = true }
    }
    return found
  }

  /// Rounds with the divisor 2, of which both directions of the equation give the same.
  mutating func halve(
    _ sum: borrowing RowAggregation, _ matrix: CutRows, _ frame: CutFrame, into candidates: CutCandidates
  ) -> Bool {
    shifted.load(sum, matrix, frame)
      && rounding.separate(shifted, only: 2, matrix, frame, into: candidates)
  }

  /// Rounds with this divisor, a power of two that the multipliers were scaled by: their errors leave coefficients just
  /// below its multiples, which are raised first.
  mutating func round(
    _ sum: borrowing RowAggregation, scale divisor: Int, _ matrix: CutRows, _ frame: CutFrame,
    into candidates: CutCandidates
  ) {
    for direction in 0..<2 {
      // Loaded again, as raising is for one direction.
      guard shifted.load(sum, matrix, frame) else { return }
      if direction == 1 { shifted.negate() }
      raise(divisor)
      _ = rounding.separate(shifted, only: divisor, matrix, frame, into: candidates)
    }
  }

  private mutating func raise(_ divisor: Int) {
    var budget = divisor >> 8
    for k in 0..<shifted.terms.count {
      let term = shifted.terms[k]
      let missing = divisor - 1 - (term.coefficient - 1 - floorDivide(term.coefficient - 1, divisor) * divisor)
      if missing == 0 || missing > divisor >> 16 || term.range > (divisor >> 10) / missing { continue }
      let price = missing * term.range
      if price > budget { continue }
      budget -= price
      shifted.raise(k, by: missing)
    }
  }
}
