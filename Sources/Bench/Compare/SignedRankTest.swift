/// Whether paired differences lie around zero, without an assumption on their distribution but its symmetry.
///
/// - Source: Wilcoxon 1945, "Individual comparisons by ranking methods"; zeros are left out, equal sizes share the mean
///   of their ranks.
public struct SignedRankTest: Hashable, Sendable {
  /// Differences that are not zero.
  public let count: Int
  /// The sum of the ranks of positive differences.
  public let positiveRanks: Double
  /// Two-sided; 1 where nothing differs.
  public let pValue: Double
  /// Whether the p-value is of the exact distribution, and not of the normal one.
  public let isExact: Bool

  /// Up to here 2^n is exact in a `Double`, and the exact distribution is cheap.
  static let exactLimit = 50

  /// - Complexity: O(n log n + n³) up to the exact limit, O(n log n) beyond.
  public init(_ differences: [Double]) {
    let values = differences.filter { $0 != 0 }.sorted { abs($0) < abs($1) }
    count = values.count
    // Twice the ranks, so that means of two neighbours are whole numbers.
    var doubledRanks = [Int](repeating: 0, count: values.count)
    var tieCorrection = 0.0
    var first = 0
    while first < values.count {
      var last = first
      while last + 1 < values.count, abs(values[last + 1]) == abs(values[first]) { last += 1 }
      for i in first...last { doubledRanks[i] = first + 1 + last + 1 }
      let size = Double(last - first + 1)
      tieCorrection += size * size * size - size
      first = last + 1
    }
    let positive = zip(values, doubledRanks).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
    positiveRanks = Double(positive) / 2
    isExact = count <= Self.exactLimit
    if count == 0 {
      pValue = 1
    } else if isExact {
      pValue = Self.exactPValue(doubledRanks, positive)
    } else {
      let n = Double(count)
      let mean = n * (n + 1) / 4
      let variance = n * (n + 1) * (2 * n + 1) / 24 - tieCorrection / 48
      let distance = max(0, abs(Double(positive) / 2 - mean) - 0.5)
      pValue = min(1, 2 * normalTail(distance / squareRoot(variance)))
    }
  }

  /// Every sign pattern is equally likely: counts those by their sum of positive ranks.
  private static func exactPValue(_ doubledRanks: [Int], _ positive: Int) -> Double {
    let total = doubledRanks.reduce(0, +)
    var patterns = [Double](repeating: 0, count: total + 1)
    patterns[0] = 1
    var reach = 0
    for rank in doubledRanks {
      for sum in stride(from: reach, through: 0, by: -1) where patterns[sum] > 0 {
        patterns[sum + rank] += patterns[sum]
      }
      reach += rank
    }
    let all = patterns.reduce(0, +)
    let below = patterns[...positive].reduce(0, +) / all
    let above = patterns[positive...].reduce(0, +) / all
    return min(1, 2 * min(below, above))
  }
}
