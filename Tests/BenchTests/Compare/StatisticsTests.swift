import Basics
import Testing

@testable import Bench

@Suite struct SignedRankTests {
  /// Five improvements of five: 2 of the 32 patterns of signs are as far out.
  @Test func allOfOneSign() {
    let test = SignedRankTest([-1, -2, -3, -4, -5])
    #expect(test.positiveRanks == 0 && test.pValue == 2.0 / 32 && test.isExact)
    #expect(SignedRankTest([1, 2, 3, 4, 5, 6]).pValue == 2.0 / 64)
  }

  /// Ranks 1 to 4, the largest negative: subsets of {1, 2, 3, 4} with a sum of at most 4 are {}, {1}, {2}, {3}, {4},
  /// {1, 2}, {1, 3}: 7 of 16 on that side.
  @Test func byHand() {
    let test = SignedRankTest([1, 2, 3, -4])
    #expect(test.positiveRanks == 6 && test.pValue == 14.0 / 16)
  }

  /// Sizes 1, 1, 2 have the ranks 1.5, 1.5, 3. All positive is one pattern of eight.
  @Test func tiesShareTheirRanks() {
    #expect(SignedRankTest([1, 1, 2]).pValue == 2.0 / 8)
    // Positive ranks 1.5: patterns with a sum ≤ 1.5 are {}, {1.5}, {1.5}: 3 of 8.
    #expect(SignedRankTest([1, -1, -2]).positiveRanks == 1.5)
    #expect(SignedRankTest([1, -1, -2]).pValue == 6.0 / 8)
  }

  @Test func zerosAreLeftOut() {
    #expect(SignedRankTest([0, 0, 0]).pValue == 1 && SignedRankTest([]).count == 0)
    #expect(SignedRankTest([0, 1, 0, 2, 3]) == SignedRankTest([1, 2, 3]))
  }

  @Test func theExactDistributionIsThatOfAllPatterns() {
    var random = RandomSource(seed: 3)
    for _ in 0..<30 {
      let values = (0..<8).map { _ in Double(random.within(-5...5)) }
      let sizes = values.filter { $0 != 0 }.map { abs($0) }
      let statistic = SignedRankTest(values)
      var counts = (below: 0, above: 0)
      for pattern in 0..<(1 << sizes.count) {
        let signed = sizes.enumerated().map { pattern >> $0.offset & 1 == 1 ? $0.element : -$0.element }
        let ranks = SignedRankTest(signed).positiveRanks
        counts.below += ranks <= statistic.positiveRanks ? 1 : 0
        counts.above += ranks >= statistic.positiveRanks ? 1 : 0
      }
      let expected = min(1, 2 * Double(min(counts.below, counts.above)) / Double(1 << sizes.count))
      #expect(abs(statistic.pValue - expected) < 1e-12)
    }
  }

  /// Just beyond the exact limit, the normal distribution says about the same.
  @Test func theNormalDistributionContinuesTheExactOne() {
    let values = (1...50).map { Double($0) * ($0 % 3 == 0 ? -1 : 1) }
    let exact = SignedRankTest(values)
    let normal = SignedRankTest(values + [0.5])
    #expect(exact.isExact && !normal.isExact && abs(exact.pValue - normal.pValue) < 0.01)
  }
}

@Suite struct BootstrapTests {
  @Test func constantValuesHaveNoSpread() {
    #expect(Bootstrap.meanInterval([2, 2, 2]) == 2...2)
  }

  @Test func theIntervalIsThatOfANormalMean() {
    // 400 values of variance 1/12: the mean is within 1.96 · sqrt(1/12/400) = 0.0283 with 95 %.
    var random = RandomSource(seed: 5)
    let values = (0..<400).map { _ in random.unit() }
    let mean = values.reduce(0, +) / 400
    let interval = Bootstrap.meanInterval(values, resamples: 1000)
    #expect(abs(interval.upperBound - mean - 0.0283) < 0.004 && abs(mean - interval.lowerBound - 0.0283) < 0.004)
    #expect(interval == Bootstrap.meanInterval(values, resamples: 1000))
  }
}
