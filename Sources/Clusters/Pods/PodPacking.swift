import Solving

/// Pods on the nodes of a Kubernetes cluster: which pending pods to place, which running ones to move or evict for
/// them. Lexicographically, the fewest unplaced pods of each priority from the highest, then the fewest moves and
/// evictions, then, where asked for, a soft score.
public enum PodPacking: PortfolioProblem {
  public static let name = "pods"
  public static let summary = "pods on Kubernetes nodes: place more of the important ones, disturb the fewest"

  private static let counts = 0...Int(Int32.max)

  public static let questions = [
    Parameter("score", .name, "spread or bin-pack, as the last level of the objective"),
    Parameter(
      "evict-bare-pods", .flag, "pods without a controller may be moved and evicted too; nobody makes them anew"),
    Parameter("evict-local-data", .flag, "so may pods with data on their node, which are lost"),
    Parameter("ignore-annotations", .flag, "so may pods whose annotations ask to leave them alone"),
    Parameter(
      "scheduler-name", .names,
      "plan for pending pods of this scheduler only; with commas or several times for more (default: "
        + "default-scheduler,dovetail-scheduler)"),
    Parameter("max-evictions", .integer(counts), "at most so many running pods are moved or evicted"),
    Parameter("max-evictions-per-node", .integer(counts), "of those on a node"),
    Parameter("max-evictions-per-owner", .integer(counts), "of those with one owner, such as a ReplicaSet"),
    Parameter("max-evictions-per-namespace", .integer(counts), "of those in a namespace"),
  ]

  /// With a soft score the objective has one level more; other options change which pods may move or are planned.
  public static func asking(
    _ arguments: Arguments, of instance: Instance
  ) throws(SolveOptionError) -> Instance {
    guard let first = arguments.given.first else { return instance }
    let score = arguments.name("score").flatMap(SoftScore.init)
    if score == nil, let word = arguments.name("score") {
      throw .unfit("--score", reason: "it is spread or bin-pack, not '\(word)'")
    }
    var lifted: Set<ClusterSnapshot.Immovable.Kind> = []
    if arguments.flag("evict-bare-pods") { lifted.insert(.bare) }
    if arguments.flag("evict-local-data") { lifted.insert(.localData) }
    if arguments.flag("ignore-annotations") { lifted.insert(.annotation) }
    var snapshot = instance.snapshot.lifting(lifted)
    let schedulers = arguments.names("scheduler-name")
    if !schedulers.isEmpty { snapshot = snapshot.planning(forSchedulers: Set(schedulers)) }
    var limits = ClusterSnapshot.EvictionLimits()
    limits.perPlan = arguments.givenInteger("max-evictions")
    limits.perNode = arguments.givenInteger("max-evictions-per-node")
    limits.perOwner = arguments.givenInteger("max-evictions-per-owner")
    limits.perNamespace = arguments.givenInteger("max-evictions-per-namespace")
    snapshot.evictionLimits = limits
    do {
      return try snapshot.compiled(scoring: score)
    } catch {
      throw .unfit("--\(first)", reason: error.description)
    }
  }

  public static func warnings(of instance: Instance) -> [String] { instance.snapshot.allWarnings() }
}
