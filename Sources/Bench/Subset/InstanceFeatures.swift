/// Instances as points: what a campaign found out about them, whatever their problem.
///
/// The coordinates are the size of the file and, for each variant, how hard the instance was for it: the time to the
/// proof, the primal integral and the final gap. Each is replaced by its rank, so that a point lies in the unit cube
/// and no unit matters; coordinates that tell the same are taken once.
///
/// - Source: the idea of choosing by solver performance is that of the benchmark selection in Benjamins et al. 2025,
///   "carps: a framework for comparing N hyperparameter optimizers on M benchmarks".
public struct InstanceFeatures: Sendable {
  /// Positions in the campaign's instances.
  public let instances: [Int]
  /// What each coordinate is.
  public let names: [String]
  /// By instance, coordinates in (0, 1).
  public let points: [[Double]]

  /// - Parameter dimensions: coordinates at most; the first that differ enough from those before are taken.
  /// - Throws: `BenchError` where no instance has a run of every variant.
  public init(_ analysis: Analysis, dimensions: Int = 4) throws(BenchError) {
    let campaign = analysis.campaign
    var values: [(name: String, byInstance: [Int: Double])] = []
    let sizes = campaign.instances.enumerated().map { ($0.offset, Double($0.element.size)) }
    for variant in analysis.activeVariants {
      let name = campaign.variants[variant].name
      var runs: [Int: [Analysis.Measured]] = [:]
      for (problem, run) in analysis.runs[variant] {
        runs[problem.instance, default: []].append(analysis.measured[run])
      }
      let mean = { (value: (Analysis.Measured) -> Double) in runs.mapValues { Mean.arithmetic($0.map(value)) ?? 0 } }
      values.append(("time of \(name)", mean { $0.time }))
      values.append(("primal integral of \(name)", mean { $0.primalIntegral }))
      values.append(("gap of \(name)", mean { $0.primalGap ?? 0 }))
    }
    values.append(("size", Dictionary(uniqueKeysWithValues: sizes)))
    instances = campaign.instances.indices.filter { instance in values.allSatisfy { $0.byInstance[instance] != nil } }
    guard instances.count >= 2 else {
      throw BenchError(.data, "\(campaign.name) has fewer than two instances with runs of every variant")
    }
    var names: [String] = []
    var columns: [[Double]] = []
    for (name, byInstance) in values where columns.count < dimensions {
      let raw = instances.map { byInstance[$0] ?? 0 }
      guard Set(raw).count > 1 else { continue }
      let ranks = Self.ranks(raw)
      if columns.contains(where: { abs(Self.correlation($0, ranks)) > 0.95 }) { continue }
      names.append(name)
      columns.append(ranks)
    }
    if columns.isEmpty {
      names = ["nothing differs"]
      columns = [instances.indices.map { _ in 0.5 }]
    }
    self.names = names
    points = instances.indices.map { i in columns.map { $0[i] } }
  }

  /// (rank - 1/2) / n, equal values sharing the mean of their ranks.
  static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var first = 0
    while first < order.count {
      var last = first
      while last + 1 < order.count, values[order[last + 1]] == values[order[first]] { last += 1 }
      for i in first...last { ranks[order[i]] = (Double(first + last) + 1) / 2 / Double(values.count) }
      first = last + 1
    }
    return ranks
  }

  /// Pearson's, of ranks Spearman's.
  private static func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    var (xy, xx, yy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      xy += (a - meanX) * (b - meanY)
      xx += (a - meanX) * (a - meanX)
      yy += (b - meanY) * (b - meanY)
    }
    return xx > 0 && yy > 0 ? xy / squareRoot(xx * yy) : 1
  }
}
