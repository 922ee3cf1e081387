/// What became better or worse from one side to the other, pair by pair: the same instance with the same seed.
public struct Comparison: Sendable {
  /// One measure, where smaller is better, as differences second minus first.
  public struct Measure: Sendable {
    public let name: String
    /// What a difference of 0.01 means.
    public let unit: String
    public let pairs: Int
    public let better: Int
    public let worse: Int
    /// The mean difference: 0.02 is 2 % worse.
    public let effect: Double
    /// Of the effect, with 95 % confidence.
    public let interval: ClosedRange<Double>
    public let test: SignedRankTest

    /// Whether it is worse by more than the threshold, and not by chance.
    public func isRegression(threshold: Double, significance: Double) -> Bool {
      effect > threshold && interval.lowerBound > 0 && test.pValue < significance
    }
  }

  /// Pairs that only one side proved.
  public let gained: [String]
  public let lost: [String]
  /// Pairs that only one side failed on.
  public let newFailures: [String]
  public let pairs: Int
  /// Runs of either side without a counterpart.
  public let unpaired: Int
  public let measures: [Measure]
  /// The pairs with the largest change of time, worst first.
  public let slowest: [(name: String, ratio: Double)]

  /// - Throws: `BenchError` where nothing pairs, or instances of one name have different contents.
  public init(_ first: ComparisonSide, _ second: ComparisonSide) throws(BenchError) {
    let ignores = first.variants.count == 1 && second.variants.count == 1
    let (left, right) = (first.runs(ignoringVariants: ignores), second.runs(ignoringVariants: ignores))
    let partners = try Self.partners(left, right)
    guard !partners.isEmpty else {
      throw BenchError(.data, "\(first.name) and \(second.name) have no run in common")
    }
    pairs = partners.count
    unpaired = left.count + right.count - 2 * partners.count
    let horizon = max(first.analysis.horizon, second.analysis.horizon)
    var sink = Differences()
    for (key, other) in partners {
      let one = Sided(first, left[key]!)
      let two = Sided(second, right[other]!)
      // The longer name tells more instances apart.
      let name = one.instance.name.count < two.instance.name.count ? two.instance.name : one.instance.name
      sink.add(name + (key.repetition > 0 ? " (\(key.repetition + 1))" : ""), one, two, horizon: horizon)
    }
    (gained, lost, newFailures) = (sink.gained, sink.lost, sink.newFailures)
    slowest = Array(sink.ratios.sorted { ($1.ratio, $0.name) < ($0.ratio, $1.name) }.prefix(5).filter { $0.ratio > 1 })
    measures = [
      Self.measure("time to proof", "ratio of times", sink.logTimes, transform: { exponential($0) - 1 }),
      Self.measure("objective", "of the objective", sink.objectives),
      Self.measure("bound", "of the bound", sink.bounds),
      Self.measure("primal integral", "of the time limit", sink.integrals),
    ].compactMap { $0 }
  }

  /// Runs of the same content under the same key; where one side does not know its content, under the same key alone.
  /// - Throws: `BenchError` where the contents under a key differ.
  private static func partners(
    _ left: [ComparisonSide.Key: Int], _ right: [ComparisonSide.Key: Int]
  ) throws(BenchError) -> [(ComparisonSide.Key, ComparisonSide.Key)] {
    var partners = left.keys.filter { right[$0] != nil }.map { ($0, $0) }
    let rest = Dictionary(grouping: right.keys.filter { left[$0] == nil }, by: \.anonymous)
    for (anonymous, own) in Dictionary(grouping: left.keys.filter { right[$0] == nil }, by: \.anonymous) {
      guard let others = rest[anonymous] else { continue }
      guard (own + others).contains(where: \.hash.isEmpty) else {
        throw BenchError(.data, "the instance \(anonymous.instance) is not the same on both sides")
      }
      if own.count == 1, others.count == 1 { partners.append((own[0], others[0])) }
    }
    return partners.sorted {
      ($0.0.variant, $0.0.instance, $0.0.repetition, $0.0.hash)
        < ($1.0.variant, $1.0.instance, $1.0.repetition, $1.0.hash)
    }
  }

  /// - Parameter transform: from the scale that means are taken on to the one that people read.
  private static func measure(
    _ name: String, _ unit: String, _ differences: [Double], transform: (Double) -> Double = { $0 }
  ) -> Measure? {
    guard let mean = Mean.arithmetic(differences) else { return nil }
    let interval = Bootstrap.meanInterval(differences)
    return Measure(
      name: name, unit: unit, pairs: differences.count, better: differences.filter { $0 < 0 }.count,
      worse: differences.filter { $0 > 0 }.count, effect: transform(mean),
      interval: transform(interval.lowerBound)...transform(interval.upperBound), test: SignedRankTest(differences))
  }

  struct Sided {
    let record: RunRecord
    let instance: InstanceFile
    let measured: Analysis.Measured

    init(_ side: ComparisonSide, _ run: Int) {
      let entry = side.analysis.campaign.runs[run]
      record = entry.record
      instance = side.analysis.campaign.instances[entry.instance]
      measured = side.analysis.measured[run]
    }
  }
}
