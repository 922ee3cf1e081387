/// What reports and comparisons derive from a campaign's runs.
public struct Analysis: Sendable {
  public struct Measured: Sendable {
    /// Position in the campaign's runs.
    public let run: Int
    /// Distance of the objective to the best one known, from 0 to 1; 1 without a solution, nil for a question that is
    /// not the instance's own.
    public let primalGap: Double?
    /// Seconds until the proof; the horizon where there was none.
    public let time: Double
    /// In seconds; see `StepIntegral`.
    public let primalIntegral: Double
    public let dualIntegral: Double
    public let primalDualIntegral: Double
  }

  /// An instance with the k-th seed: what several variants did each once.
  struct Problem: Hashable {
    let instance: Int
    let repetition: Int
  }

  public let campaign: Campaign
  /// Seconds: the time limit; without one, the longest time of a run.
  public let horizon: Double
  /// By instance.
  public let best: [Score?]
  /// By run.
  public let measured: [Measured]
  /// By variant, the run of each problem.
  let runs: [[Problem: Int]]
  /// The problems that all variants with runs were run on; all problems, where there is no such one.
  let shared: [Problem]

  public init(_ campaign: Campaign) {
    self.campaign = campaign
    horizon = campaign.settings.timeLimit ?? campaign.runs.map(\.record.time).max() ?? 1
    best = campaign.bestKnown
    let (horizon, best) = (horizon, best)
    measured = campaign.runs.indices.map { index in
      let run = campaign.runs[index]
      let record = run.record
      let known = best[run.instance]
      let asks = !campaign.variants[run.variant].changesQuestion
      let integral = StepIntegral(record.history, best: known, horizon: horizon)
      let gap =
        record.status == .infeasible ? 0 : record.objective.flatMap { o in known.map { o.distance(to: $0) } } ?? 1
      return Measured(
        run: index, primalGap: asks ? gap : nil, time: record.status.isProved ? min(record.time, horizon) : horizon,
        primalIntegral: integral.primal, dualIntegral: integral.dual, primalDualIntegral: integral.primalDual)
    }
    runs = Self.table(campaign)
    let present = runs.filter { !$0.isEmpty }
    let common = (present.first?.keys).map { keys in
      keys.filter { problem in present.allSatisfy { $0[problem] != nil } }
    }
    shared = (common.flatMap { $0.isEmpty ? nil : $0 } ?? Array(Set(present.flatMap(\.keys))))
      .sorted { ($0.instance, $0.repetition) < ($1.instance, $1.repetition) }
  }

  private static func table(_ campaign: Campaign) -> [[Problem: Int]] {
    var table = [[Problem: Int]](repeating: [:], count: campaign.variants.count)
    var order = Array(campaign.runs.indices)
    order.sort { (campaign.runs[$0].seed, $0) < (campaign.runs[$1].seed, $1) }
    var repetitions = [[Int: Int]](repeating: [:], count: campaign.variants.count)
    for index in order {
      let run = campaign.runs[index]
      let repetition = repetitions[run.variant][run.instance, default: 0]
      repetitions[run.variant][run.instance] = repetition + 1
      table[run.variant][Problem(instance: run.instance, repetition: repetition)] = index
    }
    return table
  }

  /// Variants that have runs, in the order of planning.
  public var activeVariants: [Int] { runs.indices.filter { !runs[$0].isEmpty } }
}

/// Means as the field uses them.
public enum Mean {
  public static func arithmetic(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// exp(mean(log(x + shift))) - shift, which small times do not dominate.
  public static func shiftedGeometric(_ values: [Double], shift: Double = 1) -> Double? {
    guard let mean = arithmetic(values.map { logarithm($0 + shift) }) else { return nil }
    return exponential(mean) - shift
  }
}
