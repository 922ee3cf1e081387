import Basics

/// Rows of the tableau of fractional basic columns as base rows, the mixed integer cuts of Gomory: the multipliers become
/// integers, by a common denominator where they have a small one and else by a power of two.
///
/// - Source: Gomory 1960, "An algorithm for the mixed integer problem"; exact multipliers: Cook, Dash, Fukasawa,
///   Goycoolea 2009, "Numerically safe Gomory mixed-integer cuts".
struct TableauCuts: ~Copyable {
  private var sum: RowAggregation
  private var columns: [Int] = []
  private static let largestDenominator = 1_000
  private static let mostColumns = 20

  init(_ matrix: CutRows) { sum = RowAggregation(size: matrix.columnCount + matrix.rowCount) }

  mutating func separate(
    _ matrix: CutRows, _ frame: CutFrame, tableau: (Int) -> [(row: Int, multiplier: Double)],
    _ base: inout BaseRowCuts, into candidates: CutCandidates, shouldStop: () -> Bool
  ) {
    columns.removeAll(keepingCapacity: true)
    for j in 0..<matrix.columnCount where Self.roundness(frame.values[j]) < 0.49 { columns.append(j) }
    columns.sort { (Self.roundness(frame.values[$0]), $0) < (Self.roundness(frame.values[$1]), $1) }
    for j in columns.prefix(Self.mostColumns) {
      if shouldStop() { return }
      let multipliers = tableau(j).filter { $0.multiplier.magnitude > 1e-9 }
      guard !multipliers.isEmpty, multipliers.allSatisfy({ matrix.isUsable[$0.row] }) else { continue }
      if let denominator = Self.denominator(multipliers) {
        add(multipliers, scale: Double(denominator), matrix)
        _ = base.separate(sum, divisor: denominator, matrix, frame, into: candidates)
      } else if let scale = Self.scale(multipliers, matrix) {
        add(multipliers, scale: Double(scale), matrix)
        base.round(sum, scale: scale, matrix, frame, into: candidates)
      }
    }
  }

  /// Distance of the fraction from one half.
  private static func roundness(_ value: Double) -> Double { abs(value - value.rounded(.down) - 0.5) }

  private mutating func add(_ multipliers: [(row: Int, multiplier: Double)], scale: Double, _ matrix: CutRows) {
    sum.clear()
    for (row, multiplier) in multipliers {
      let m = Int((multiplier * scale).rounded())
      if m != 0 { sum.add(row, m, of: matrix) }
    }
  }

  /// The least common denominator, when it is small.
  private static func denominator(_ multipliers: [(row: Int, multiplier: Double)]) -> Int? {
    var denominator = 1
    for (_, multiplier) in multipliers {
      let value = multiplier * Double(denominator)
      guard value.magnitude < 1e6, let more = self.denominator(of: value, limit: largestDenominator / denominator)
      else { return nil }
      denominator *= more
    }
    return denominator > 1 ? denominator : nil
  }

  /// The denominator of the first convergent of the value's continued fraction that is near enough.
  private static func denominator(of value: Double, limit: Int) -> Int? {
    var rest = value - value.rounded(.down)
    var (previous, present) = (0, 1)
    while true {
      let scaled = value * Double(present)
      if abs(scaled - scaled.rounded()) < 1e-6 { return present }
      guard rest > 1e-6 else { return nil }
      let inverse = 1 / rest
      guard inverse < 1e6 else { return nil }
      let whole = Int(inverse)
      rest = inverse - Double(whole)
      (previous, present) = (present, whole * present + previous)
      if present > limit { return nil }
    }
  }

  /// A power of two such that the sum stays below 2^54.
  private static func scale(_ multipliers: [(row: Int, multiplier: Double)], _ matrix: CutRows) -> Int? {
    var most = 1.0
    for (row, multiplier) in multipliers {
      most += multiplier.magnitude * max(matrix.norm[row], Double(matrix.side[row].magnitude))
    }
    let exponent = 53 - Int(most.exponent)
    return exponent >= 30 ? 1 << min(exponent, 44) : nil
  }
}
