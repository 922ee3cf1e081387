import Basics

/// Mixed integer rounding of one row: tries divisors, then complements of single columns, and gives the best cut.
///
/// - Source: Marchand, Wolsey 2001, "Aggregation and mixed integer rounding to solve MIPs".
struct MixedIntegerRounding: ~Copyable {
  private var divisors: [Int] = []
  private var order: [(distance: Double, term: Int)] = []
  private var cut = Buffer<Int>()
  private var trial: ShiftedRow
  private static let mostDivisors = 16
  private static let mostComplements = 24
  /// Above it exact rounding would give large coefficients, so its slope is rounded to this many steps.
  private static let largestExactDivisor = 1 << 20
  private static let steps = 1 << 8

  init(columnCount: Int) { trial = ShiftedRow(columnCount: columnCount) }

  /// The best cut of the row as candidate.
  ///
  /// - Parameters:
  ///   - forced: a divisor to try besides the coefficients.
  ///   - only: the divisor, instead of all others.
  /// - Returns: whether there is a violated one.
  mutating func separate(
    _ row: borrowing ShiftedRow, forced: Int? = nil, only: Int? = nil, _ matrix: CutRows, _ frame: CutFrame,
    into candidates: CutCandidates
  ) -> Bool {
    if let only { divisors = [only] } else { collectDivisors(row) }
    if let forced, !divisors.contains(forced) { divisors.append(forced) }
    guard !divisors.isEmpty else { return false }
    trial.copy(from: row)
    var best: RoundingFunction?
    var efficacy = 0.0
    for d in divisors { keepBetter(d, &best, &efficacy) }
    guard let first = best?.divisor ?? divisors.first else { return false }
    if best != nil, only == nil {
      for shift in 1...3 where first <= 1 << 50 { keepBetter(first << shift, &best, &efficacy) }
    }
    let divisor = best?.divisor ?? first
    complement(divisor, &best, &efficacy)
    guard let best else { return false }
    cut.removeAll()
    for k in 0..<trial.terms.count { cut.append(best(trial.terms[k].coefficient)) }
    return candidates.add(cut, best(trial.rightSide), of: trial, matrix, frame)
  }

  /// The magnitudes of the coefficients of columns off their bounds, large ones first.
  private mutating func collectDivisors(_ row: borrowing ShiftedRow) {
    divisors.removeAll(keepingCapacity: true)
    for k in 0..<row.activeCount {
      let term = row.terms[k]
      let d = abs(term.coefficient)
      if d > 1, term.value < Double(term.range) - 1e-9, !divisors.contains(d) {
        divisors.append(d)
        if divisors.count == Self.mostDivisors { break }
      }
    }
    divisors.sort(by: >)
  }

  private func keepBetter(_ divisor: Int, _ best: inout RoundingFunction?, _ efficacy: inout Double) {
    let steps = divisor > Self.largestExactDivisor ? Self.steps : 0
    guard
      let function = RoundingFunction(
        divisor: divisor, rightSide: trial.rightSide, largest: trial.largest, steps: steps)
    else { return }
    let value = efficacyOf(function)
    if value > efficacy + 1e-6 { (best, efficacy) = (function, value) }
  }

  /// Violation over length, of the active terms.
  private func efficacyOf(_ function: RoundingFunction) -> Double {
    var activity = 0.0
    var square = 0.0
    for k in 0..<trial.activeCount {
      let a = Double(function(trial.terms[k].coefficient))
      activity += a * trial.terms[k].value
      square += a * a
    }
    let violation = activity - Double(function(trial.rightSide))
    return violation > 1e-6 ? violation / max(square, 1e-9).squareRoot() : 0
  }

  /// Sees single columns from their other bounds where that makes the cut better; those in mid-range first.
  private mutating func complement(_ divisor: Int, _ best: inout RoundingFunction?, _ efficacy: inout Double) {
    order.removeAll(keepingCapacity: true)
    for k in 0..<trial.activeCount {
      let term = trial.terms[k]
      let toEnd = min(term.value, Double(term.range) - term.value)
      if toEnd > 1e-6, term.range < 1 << 40 { order.append((Double(term.range) / 2 - toEnd, k)) }
    }
    order.sort { $0 < $1 }
    for (_, k) in order.prefix(Self.mostComplements) {
      let before = efficacy
      guard trial.complement(k) else { continue }
      keepBetter(divisor, &best, &efficacy)
      if efficacy == before { _ = trial.complement(k) }
    }
  }
}
