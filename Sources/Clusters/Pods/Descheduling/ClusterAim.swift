/// What a plan is for, beside placing the pods that wait.
///
/// Whatever it is, nobody is evicted for good: a pod that runs has a node when the plan is done.
public enum ClusterAim: Sendable, Equatable {
  /// The fewest nodes hold anything but DaemonSets' and static pods.
  case consolidate
  /// The best soft score.
  case rebalance(PodPacking.SoftScore)
  /// The most pods, by priority, leave these nodes, which take none.
  case drain(nodes: [String])

  /// Evictions of a plan for which no limit is given; nil for no limit.
  public var usualEvictions: Int? { if case .rebalance = self { 10 } else { nil } }

  /// What has to be worked out of each placement.
  var softScore: PodPacking.SoftScore? {
    switch self {
    case .consolidate: .binPack
    case .rebalance(let score): score
    case .drain: nil
    }
  }
}
