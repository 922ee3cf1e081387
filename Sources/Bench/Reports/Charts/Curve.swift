/// A line of a chart, in the units of its axes.
public struct Curve: Sendable {
  public struct Point: Hashable, Sendable {
    public let x: Double
    public let y: Double
  }

  public let name: String
  /// Which of the chart's colours; that of the variant in all charts.
  public let colour: Int
  /// In the order of x.
  public let points: [Point]
  /// Whether y holds until the next point.
  public var isStep = true
}

extension Analysis {
  /// Performance profile: the share of problems that a variant proved within τ times the time of the fastest.
  ///
  /// - Source: Dolan, Moré 2002, "Benchmarking optimization software with performance profiles".
  public var performanceProfile: [Curve] {
    // Below a millisecond, differences are of the clock and not of the solvers.
    let time = { (run: Int) -> Double? in
      campaign.runs[run].record.status.isProved ? max(campaign.runs[run].record.time, 0.001) : nil
    }
    let fastest = shared.map { problem in
      activeVariants.compactMap { runs[$0][problem].flatMap(time) }.min()
    }
    return activeVariants.map { variant in
      let ratios = zip(shared, fastest).compactMap { problem, fastest -> Double? in
        guard let fastest, let own = runs[variant][problem].flatMap(time) else { return nil }
        return own / fastest
      }
      return Curve(
        name: campaign.variants[variant].name, colour: variant,
        points: Self.distribution(ratios.sorted(), of: shared.count, from: 1))
    }
  }

  /// The share of problems whose final solution is within a gap, in percent, of the best one known.
  public var qualityProfile: [Curve] {
    activeVariants.map { variant in
      let gaps = shared.compactMap { problem -> Double? in
        guard let run = runs[variant][problem], campaign.runs[run].record.objective != nil else { return nil }
        return measured[run].primalGap.map { 100 * $0 }
      }
      return Curve(
        name: campaign.variants[variant].name, colour: variant,
        points: Self.distribution(gaps.sorted(), of: shared.count, from: 0))
    }
  }

  /// Cactus plot: the time within which each of the n easiest problems was proved.
  public var cactusPlot: [Curve] {
    activeVariants.map { variant in
      let times = shared.compactMap { problem -> Double? in
        runs[variant][problem].flatMap { campaign.runs[$0].record.status.isProved ? measured[$0].time : nil }
      }.sorted()
      return Curve(
        name: campaign.variants[variant].name, colour: variant,
        points: times.enumerated().map { Curve.Point(x: Double($0.offset + 1), y: max($0.element, 0.001)) },
        isStep: false)
    }
  }

  /// The mean distance to the best known solution, in percent, over time.
  /// - Parameter samples: moments, evenly spread on a scale of logarithms from a millisecond to the horizon.
  public func gapOverTime(samples: Int = 120) -> [Curve] {
    let first = min(0.001, horizon / 2)
    let times = (0..<samples).map { first * exponential(logarithm(horizon / first) * Double($0) / Double(samples - 1)) }
    return activeVariants.map { variant in
      var sums = [Double](repeating: 0, count: samples)
      var count = 0
      for problem in shared {
        guard let index = runs[variant][problem] else { continue }
        let run = campaign.runs[index]
        guard let known = best[run.instance], measured[index].primalGap != nil else { continue }
        count += 1
        var gaps = GapsNow()
        var next = 0
        for (sample, time) in times.enumerated() {
          while next < run.record.history.count, run.record.history[next].time <= time {
            gaps.take(run.record.history[next], best: known)
            next += 1
          }
          sums[sample] += gaps.primal
        }
      }
      let points = count == 0 ? [] : zip(times, sums).map { Curve.Point(x: $0, y: 100 * $1 / Double(count)) }
      return Curve(name: campaign.variants[variant].name, colour: variant, points: points)
    }
  }

  /// One point for each different value, after one at the start where no value is.
  private static func distribution(_ sorted: [Double], of total: Int, from start: Double) -> [Curve.Point] {
    var points: [Curve.Point] = []
    if sorted.first != start { points.append(.init(x: start, y: 0)) }
    for (index, value) in sorted.enumerated() where index + 1 == sorted.count || sorted[index + 1] != value {
      points.append(.init(x: value, y: Double(index + 1) / Double(max(1, total))))
    }
    return points
  }
}
