/// Pods on the nodes of a Kubernetes cluster: which pending pods to place, which running ones to move or evict for
/// them. Lexicographically, the fewest unplaced pods of each priority from the highest, then the fewest moves and
/// evictions, then, where asked for, a soft score.
public enum PodPacking {
  public static let name = "pods"
  public static let summary = "pods on Kubernetes nodes: place more of the important ones, disturb the fewest"
}
