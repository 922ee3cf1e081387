/// A campaign as reports see it: all that was found out, in memory.
public struct Campaign: Sendable {
  public struct Run: Sendable {
    /// The row of its task.
    public let task: Int64
    /// Positions in `instances`, `variants`.
    public let instance: Int
    public let variant: Int
    public let seed: UInt64
    public let record: RunRecord
    /// The machine's name; nil for what was imported.
    public let machine: String?

    public init(task: Int64, instance: Int, variant: Int, seed: UInt64, record: RunRecord, machine: String?) {
      self.task = task
      self.instance = instance
      self.variant = variant
      self.seed = seed
      self.record = record
      self.machine = machine
    }
  }

  public var name: String
  public var settings: CampaignSettings
  public var instances: [InstanceFile]
  public var variants: [Variant]
  /// In the order of tasks.
  public var runs: [Run]
  /// By position in `instances`.
  public var references: [Int: Reference]
  public var machines: [Machine]
  /// Tasks without a run.
  public var pending: Int

  public init(
    name: String, settings: CampaignSettings, instances: [InstanceFile], variants: [Variant], runs: [Run],
    references: [Int: Reference] = [:], machines: [Machine] = [], pending: Int = 0
  ) {
    self.name = name
    self.settings = settings
    self.instances = instances
    self.variants = variants
    self.runs = runs
    self.references = references
    self.machines = machines
    self.pending = pending
  }

  /// The best objective known of each instance: of the reference values and of all runs that ask the instance's own
  /// question. The scale of gaps and integrals.
  public var bestKnown: [Score?] {
    var best: [Score?] = instances.indices.map { references[$0]?.upper }
    for run in runs where !variants[run.variant].changesQuestion {
      guard let objective = run.record.objective else { continue }
      best[run.instance] = best[run.instance].map { min($0, objective) } ?? objective
    }
    return best
  }
}
