import Basics

/// Both values of a Boolean tried by propagation: values that fail, bounds that hold either way, and columns that say the
/// same as the Boolean.
///
/// - Source: Savelsbergh 1994, "Preprocessing and probing techniques for mixed integer programming problems".
extension PresolveState {
  private static let probeLimit = 20_000
  /// In all; a large model has Booleans enough for hours.
  private static let workLimit = 6_000_000

  /// x = low where the Boolean is false, high where it is true.
  private struct Equivalence {
    let column: Int
    let boolean: Int
    let low: Int
    let high: Int
  }

  /// - Complexity: a few entries for each entry of the rows; Booleans of many rows first.
  mutating func probe() {
    guard spend(3 * columns.count) else { return }
    var propagation = ProbePropagation(self)
    // By column, the bounds that followed from 1.
    let low = Buffer<Int>(repeating: 0, count: lower.count)
    let high = Buffer<Int>(repeating: 0, count: lower.count)
    let stamps = Buffer<Int32>(repeating: -1, count: lower.count)
    var equivalences: [Equivalence] = []
    let limit = min(10 * columns.count + 200_000, Self.workLimit, options.workLimit / 4)
    let heaviest = heaviestCoefficients()
    for boolean in probeOrder() where propagation.lower[boolean] != propagation.upper[boolean] {
      let before = propagation.work
      propagation.assume(boolean, 1, 1, entryLimit: Self.probeLimit, self)
      let failsAtOne = propagation.isConflicting
      for i in 0..<propagation.trail.count where !failsAtOne {
        let column = Int(propagation.trail[i].column)
        (low[column], high[column]) = (propagation.lower[column], propagation.upper[column])
        stamps[column] = Int32(boolean)
      }
      propagation.undo()
      propagation.assume(boolean, 0, 0, entryLimit: Self.probeLimit, self)
      let failsAtZero = propagation.isConflicting
      if failsAtOne, failsAtZero { isInfeasible = true }
      if !failsAtOne, !failsAtZero {
        let facts = compare(boolean, propagation, low, high, stamps, &equivalences)
        propagation.undo()
        for fact in facts { settle(fact.column, fact.low, fact.high, &propagation) }
      } else {
        propagation.undo()
        if failsAtOne { settle(boolean, 0, 0, &propagation) } else { settle(boolean, 1, 1, &propagation) }
      }
      if isInfeasible || !spend(propagation.work - before) || propagation.work > limit { break }
    }
    if !isInfeasible, !isStopped { substitute(equivalences, heaviest) }
  }

  /// Booleans in conditions and in many rows say most.
  private func probeOrder() -> [Int] {
    var uses = [Int32](repeating: 0, count: lower.count)
    for i in 0..<columns.count { uses[Int(columns[i])] += 1 }
    for i in 0..<conditions.count { uses[Int(conditions[i] >> 1)] += 1 }
    var order: [Int] = []
    for column in 0..<lower.count
    where !isRemoved[column] && lower[column] == 0 && upper[column] == 1 && uses[column] > 0 {
      order.append(column)
    }
    return order.sorted { (uses[$1], $0) < (uses[$0], $1) }
  }

  /// The trail is that of 0: what holds of both sides.
  private mutating func compare(
    _ boolean: Int, _ propagation: borrowing ProbePropagation, _ low: borrowing Buffer<Int>,
    _ high: borrowing Buffer<Int>, _ stamps: borrowing Buffer<Int32>, _ equivalences: inout [Equivalence]
  ) -> [(column: Int, low: Int, high: Int)] {
    var facts: [(column: Int, low: Int, high: Int)] = []
    for i in 0..<propagation.trail.count {
      let change = propagation.trail[i]
      let column = Int(change.column)
      guard column != boolean, stamps[column] == Int32(boolean) else { continue }
      let least = min(low[column], propagation.lower[column])
      let most = max(high[column], propagation.upper[column])
      if least > change.low || most < change.high { facts.append((column, least, most)) }
      if low[column] == high[column], propagation.lower[column] == propagation.upper[column],
        low[column] != propagation.lower[column]
      {
        equivalences.append(
          Equivalence(column: column, boolean: boolean, low: propagation.lower[column], high: high[column]))
      }
    }
    return facts
  }

  /// A fact of level 0, for the state and for later probes.
  private mutating func settle(_ column: Int, _ low: Int, _ high: Int, _ propagation: inout ProbePropagation) {
    let isFixing = low == high
    if restrict(column, low, high), isFixing { note(.probedFixings) }
    if isInfeasible { return }
    propagation.assume(column, lower[column], upper[column], entryLimit: Self.probeLimit, self)
    if propagation.isConflicting { isInfeasible = true }
    propagation.keep()
  }

  private mutating func substitute(_ equivalences: [Equivalence], _ heaviest: borrowing Buffer<Int>) {
    for equivalence in equivalences {
      let (x, b) = (resolve(equivalence.column), resolve(equivalence.boolean))
      if x.column == b.column || isFixed(x.column) || isFixed(b.column) { continue }
      // x = low + (high − low)·b, both over the columns that stand for them: p·u + q = low + d·(r·v + s).
      let d = equivalence.high - equivalence.low
      guard abs(d) <= 1 << 20, abs(b.scale) <= 1 << 20 else { continue }
      let (p, r) = (x.scale, b.scale)
      let constant = equivalence.low + d * b.offset - x.offset
      if abs(p) == 1 {
        if trySubstitute(x.column, scale: p * d * r, b.column, offset: p * constant, heaviest) {
          note(.probedEquivalences)
          continue
        }
      }
      if abs(d * r) == 1, trySubstitute(b.column, scale: d * r * p, x.column, offset: -d * r * constant, heaviest) {
        note(.probedEquivalences)
      }
      if isInfeasible { return }
    }
  }
}
