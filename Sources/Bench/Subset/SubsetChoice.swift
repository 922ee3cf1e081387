import Basics

/// Two sets of instances without a common one, for tuning and for testing, that both stand for all.
///
/// Threshold accepting: from random sets, exchanges are kept that make the sum of both discrepancies smaller, or larger
/// by less than a threshold that sinks to zero.
///
/// - Source: Dueck, Scheuer 1990, "Threshold accepting"; for discrepancies, Winker, Fang 1997.
public struct SubsetChoice: Sendable {
  /// Positions of points, in order.
  public let tuning: [Int]
  public let testing: [Int]
  public let tuningDiscrepancy: Double
  public let testingDiscrepancy: Double
  /// The mean discrepancy of sets of the tuning set's size that are drawn at random.
  public let randomDiscrepancy: Double

  /// - Parameters:
  ///   - steps: exchanges that are tried.
  ///   - seed: the same seed gives the same sets.
  /// - Throws: `BenchError` of usage where there are not as many points.
  public init(
    _ discrepancy: StarDiscrepancy, tuning k: Int, testing m: Int, steps: Int = 3000, seed: UInt64 = 1
  ) throws(BenchError) {
    let n = discrepancy.count
    guard k >= 1, m >= 0, k + m <= n else {
      throw BenchError(.usage, "\(k) instances for tuning and \(m) for testing cannot be chosen of \(n)")
    }
    var random = RandomSource(seed: seed)
    var order = Array(0..<n)
    var sum = 0.0
    let draws = 20
    for _ in 0..<draws {
      order.shuffle(using: &random)
      sum += discrepancy.value(of: Array(order[..<k]))
    }
    randomDiscrepancy = sum / Double(draws)

    // The first k places are the tuning set, the next m the testing set.
    var counts = [discrepancy.counts(of: Array(order[..<k])), discrepancy.counts(of: Array(order[k..<(k + m)]))]
    let sizes = [k, m]
    let value = { (set: Int, counts: [Int]) in
      m == 0 && set == 1 ? 0 : discrepancy.value(holding: counts, size: sizes[set])
    }
    var values = [value(0, counts[0]), value(1, counts[1])]
    var best = (order: order, value: values[0] + values[1])
    for step in 0..<steps where k + m > 0 && n > 1 {
      let (i, j) = (random.below(k + m), random.below(n))
      let (from, to) = (i < k ? 0 : 1, j < k ? 0 : j < k + m ? 1 : 2)
      if from == to { continue }
      var changed = counts
      discrepancy.exchange(order[i], for: order[j], in: &changed[from])
      if to < 2 { discrepancy.exchange(order[j], for: order[i], in: &changed[to]) }
      let next = [value(0, changed[0]), value(1, changed[1])]
      let threshold = 0.02 * (1 - Double(step) / Double(steps))
      guard next[0] + next[1] <= values[0] + values[1] + threshold else { continue }
      order.swapAt(i, j)
      (counts, values) = (changed, next)
      if values[0] + values[1] < best.value { best = (order, values[0] + values[1]) }
    }
    tuning = best.order[..<k].sorted()
    testing = best.order[k..<(k + m)].sorted()
    tuningDiscrepancy = discrepancy.value(of: tuning)
    testingDiscrepancy = testing.isEmpty ? 0 : discrepancy.value(of: testing)
  }
}
