import Solving

/// Pods on the nodes of a Kubernetes cluster: which pending pods to place, which running ones to move or evict for
/// them. Lexicographically, the fewest unplaced pods of each priority from the highest, then the fewest moves and
/// evictions, then, where asked for, a soft score.
public enum PodPacking: Problem {
  public static let name = "pods"
  public static let summary = "pods on Kubernetes nodes: place more of the important ones, disturb the fewest"

  private static let options: Set<String> = [
    "--score", "--evict-bare-pods", "--evict-local-data", "--ignore-annotations", "--scheduler-name",
    "--max-evictions", "--max-evictions-per-node", "--max-evictions-per-owner", "--max-evictions-per-namespace",
  ]

  /// With a soft score the objective has one level more; other options change which pods may move or are planned.
  public static func asking(
    _ options: InstanceOptions, of instance: Instance
  ) throws(SolveOptionError) -> Instance {
    if let option = options.given.first(where: { !Self.options.contains($0) }) {
      throw .foreignOption(option, problem: name)
    }
    guard let first = options.given.first else { return instance }
    let score = options.score.flatMap(SoftScore.init)
    if score == nil, let word = options.score {
      throw .unfit("--score", reason: "it is spread or bin-pack, not '\(word)'")
    }
    var lifted: Set<ClusterSnapshot.Immovable.Kind> = []
    if options.evictsBarePods { lifted.insert(.bare) }
    if options.evictsLocalData { lifted.insert(.localData) }
    if options.ignoresAnnotations { lifted.insert(.annotation) }
    var snapshot = instance.snapshot.lifting(lifted)
    if !options.schedulerNames.isEmpty { snapshot = snapshot.planning(forSchedulers: Set(options.schedulerNames)) }
    var limits = ClusterSnapshot.EvictionLimits()
    limits.perPlan = options.maxEvictions
    limits.perNode = options.maxEvictionsPerNode
    limits.perOwner = options.maxEvictionsPerOwner
    limits.perNamespace = options.maxEvictionsPerNamespace
    snapshot.evictionLimits = limits
    do {
      return try snapshot.compiled(scoring: score)
    } catch {
      throw .unfit(first, reason: error.description)
    }
  }

  public static func warnings(of instance: Instance) -> [String] { instance.snapshot.allWarnings() }
}
