import Basics

/// Confidence intervals of a mean by drawing again from the sample.
///
/// - Source: Efron 1979, "Bootstrap methods: another look at the jackknife"; percentile intervals.
public enum Bootstrap {
  /// - Parameters:
  ///   - values: at least one.
  ///   - confidence: such as 0.95.
  ///   - seed: the same seed gives the same interval.
  public static func meanInterval(
    _ values: [Double], confidence: Double = 0.95, resamples: Int = 4000, seed: UInt64 = 1
  ) -> ClosedRange<Double> {
    var random = RandomSource(seed: seed)
    var means: [Double] = []
    means.reserveCapacity(resamples)
    values.withUnsafeBufferPointer { values in
      for _ in 0..<resamples {
        var sum = 0.0
        for _ in 0..<values.count { sum += values[random.below(values.count)] }
        means.append(sum / Double(values.count))
      }
    }
    means.sort()
    let tail = (1 - confidence) / 2
    let lower = means[Int((tail * Double(resamples)).rounded(.down))]
    let upper = means[min(resamples - 1, Int(((1 - tail) * Double(resamples)).rounded(.up)))]
    return lower...upper
  }
}
