/// Pods on the nodes of a Kubernetes cluster: which pending pods to place, which running ones to move or evict for
/// them. Lexicographically, the fewest unplaced pods of each priority from the highest, then the fewest moves and
/// evictions, then, where asked for, a soft score.
public enum PodPacking: Problem {
  public static let name = "pods"
  public static let summary = "pods on Kubernetes nodes: place more of the important ones, disturb the fewest"

  /// With a soft score the objective has one level more.
  public static func asking(
    _ options: InstanceOptions, of instance: Instance
  ) throws(SolveOptionError) -> Instance {
    if let option = options.given.first(where: { $0 != "--score" }) {
      throw .foreignOption(option, problem: name)
    }
    guard let word = options.score else { return instance }
    guard let score = SoftScore(rawValue: word) else {
      throw .unfit("--score", reason: "it is spread or bin-pack, not '\(word)'")
    }
    do {
      return try instance.snapshot.compiled(scoring: score)
    } catch {
      throw .unfit("--score", reason: error.description)
    }
  }
}
