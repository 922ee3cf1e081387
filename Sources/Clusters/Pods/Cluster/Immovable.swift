extension ClusterSnapshot {
  /// Why a running pod must stay where it is, in words that results show.
  public struct Immovable: Sendable, Hashable {
    /// What can be done about it.
    public enum Kind: Sendable {
      /// Kubernetes has it so.
      case rule
      /// A word or a field of the API that is not known here.
      case unknown
      /// Something that decides the pod's place and is not modelled, or not in the input.
      case notModelled
      /// Someone asks that the pod be left alone.
      case annotation
      /// Whoever evicts it deletes it for good.
      case bare
      /// Its data stay behind.
      case localData
    }

    /// In words, as results show it.
    public let rawValue: String
    /// What can be done about it.
    public let kind: Kind

    /// A reason in words.
    public init(_ words: String, _ kind: Kind) {
      rawValue = words
      self.kind = kind
    }

    /// Its controller puts one on each node.
    public static let daemonSet = Immovable("a DaemonSet's pod", .rule)
    /// The node's kubelet makes it from a file.
    public static let mirror = Immovable("a static pod", .rule)
    /// It is on its way out.
    public static let terminating = Immovable("being deleted", .rule)
    /// The input says that it stays.
    public static let protected = Immovable("protected", .rule)
    /// The scheduler has made room for it and will bind it.
    public static let nominated = Immovable("its room is being made by preemption", .rule)
    /// Nothing is known of what goes on there.
    public static let nodeNotReady = Immovable("its node is not ready", .rule)
    /// The annotation of the cluster autoscaler.
    public static let notSafeToEvict = Immovable("annotated as not safe to evict", .annotation)
    /// It would be gone for good.
    public static let bare = Immovable("without a controller that would make it anew", .bare)

    /// An annotation of this key asks to leave it alone.
    public static func annotated(_ key: String) -> Immovable {
      key == KubernetesAnnotations.safeToEvict ? .notSafeToEvict : Immovable("annotated with \(key)", .annotation)
    }

    /// What it has on its node would be lost.
    public static func localData(_ what: String) -> Immovable { Immovable("has local data: \(what)", .localData) }
  }

  /// The same cluster where reasons of these kinds keep no pod in its place.
  public func lifting(_ kinds: Set<Immovable.Kind>) -> ClusterSnapshot {
    var result = self
    for pod in result.pods.indices { result.pods[pod].reasonsToStay.removeAll { kinds.contains($0.kind) } }
    return result
  }

  /// The same cluster with plans for the pending pods of these schedulers.
  public func planning(forSchedulers names: Set<String>) -> ClusterSnapshot {
    var result = self
    for index in result.pods.indices {
      guard let name = pods[index].schedulerName, pods[index].nodeName == nil else { continue }
      let foreign = Self.foreign(name)
      if names.contains(name) {
        if pods[index].notPlanned == foreign { result.pods[index].notPlanned = nil }
      } else if pods[index].notPlanned == nil {
        result.pods[index].notPlanned = foreign
      }
    }
    return result
  }

  /// The names of schedulers whose pending pods are planned where nothing else is asked.
  public static let usualSchedulers: Set<String> = ["default-scheduler", "dovetail-scheduler"]

  private static func foreign(_ scheduler: String) -> String {
    "waits for another scheduler, '\(scheduler)' (--scheduler-name plans for it)"
  }
}
