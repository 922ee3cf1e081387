import Basics

/// Searches for the best settings on the tuning set: all of them run on a few instances, the better half on twice as
/// many, and so on until one is left or all instances were used.
///
/// - Source: Jamieson, Talwalkar 2016, "Non-stochastic best arm identification and hyperparameter optimization".
public struct SuccessiveHalving {
  public struct Standing: Sendable {
    public let variant: Variant
    public let instances: Int
    /// From 0: the mean cost of its runs.
    public let cost: Double
  }

  public let store: CampaignStore
  public let instances: [InstanceFile]
  public let seeds: [UInt64]
  public let settings: CampaignSettings
  /// Makes the runs of the campaign that are missing.
  public let sweep: (CampaignStore) throws -> Void
  /// Told of the standings after each round, the best first.
  public var tell: ([Standing]) -> Void = { _ in }

  public init(
    _ store: CampaignStore, instances: [InstanceFile], seeds: [UInt64], settings: CampaignSettings,
    sweep: @escaping (CampaignStore) throws -> Void
  ) {
    self.store = store
    self.instances = instances
    self.seeds = seeds
    self.settings = settings
    self.sweep = sweep
  }

  /// - Parameter seed: of the order in which instances are used; with the same one, a search that was stopped goes on.
  /// - Returns: the best of the candidates; where equal, the first.
  public func best(of candidates: [Variant], seed: UInt64) throws -> Variant {
    var random = RandomSource(seed: seed)
    var order = instances
    order.shuffle(using: &random)
    var field = candidates
    var rounds = 0
    while field.count >> rounds > 1 { rounds += 1 }
    var size = max(1, order.count >> rounds)
    while true {
      let used = Array(order.prefix(size))
      try store.extend(CampaignPlan(instances: used, variants: field, seeds: seeds, settings: settings))
      try sweep(store)
      let standings = Self.standings(of: field, on: used, Analysis(try store.campaign()))
      tell(standings)
      if field.count == 1 || size == order.count { return standings[0].variant }
      field = standings.prefix((field.count + 1) / 2).map(\.variant)
      size = min(order.count, field.count <= 2 ? order.count : size * 2)
    }
  }

  /// By cost: the primal-dual integral of a run as a share of the time limit, or the time to the proof where that is
  /// less; a failed run costs 2.
  static func standings(of field: [Variant], on instances: [InstanceFile], _ analysis: Analysis) -> [Standing] {
    let used = Set(instances.map { "\($0.key) \($0.hash)" })
    let campaign = analysis.campaign
    let standings = field.map { variant in
      var costs: [Double] = []
      for measured in analysis.measured {
        let run = campaign.runs[measured.run]
        let instance = campaign.instances[run.instance]
        guard campaign.variants[run.variant].name == variant.name, used.contains("\(instance.key) \(instance.hash)")
        else { continue }
        let spent = min(measured.time, measured.primalDualIntegral)
        costs.append(run.record.status.isFailure ? 2 : spent / analysis.horizon)
      }
      return Standing(variant: variant, instances: instances.count, cost: Mean.arithmetic(costs) ?? 2)
    }
    return standings.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }.map(\.element)
  }
}
