/// Pods as an earlier snapshot of the same cluster had them, so that a snapshot after a few changes takes a fraction of the
/// time of the first.
///
/// Kept are those that depend on nothing but themselves and the context: not those with claims, groups or nominations.
package struct ConvertedPods: Sendable {
  /// What else a pod of a snapshot depends on.
  struct Context: Sendable, Equatable {
    let priorities: PriorityTable
    let notReady: Set<String>
    let unlabelled: Set<String>
  }

  private var context: Context?
  private var known: [UInt64: ClusterSnapshot.Pod] = [:]
  private var used: [UInt64: ClusterSnapshot.Pod] = [:]

  package init() {}

  mutating func begin(in context: Context) {
    if self.context != context { known = [:] }
    self.context = context
    used = [:]
    used.reserveCapacity(known.count)
  }

  mutating func pod(of object: KubernetesObjects.Pod) -> ClusterSnapshot.Pod? {
    guard let reading = object.reading, let pod = known[reading] else { return nil }
    used[reading] = pod
    return pod
  }

  mutating func keep(_ pod: ClusterSnapshot.Pod, of object: KubernetesObjects.Pod) {
    guard let reading = object.reading, object.dependsOnContextAlone, pod.podGroup == nil else { return }
    used[reading] = pod
  }

  /// Forgets what this snapshot did not have.
  mutating func end() {
    known = used
    used = [:]
  }
}

extension KubernetesObjects.Pod {
  /// Claims are looked up, nominations compared with the pods that are leaving, and of a class that is not there a warning
  /// is due each time.
  var dependsOnContextAlone: Bool {
    if spec.priority == nil || isPending && status?.nominatedNodeName != nil { return false }
    return (spec.volumes ?? []).allSatisfy { volume in
      switch volume.source {
      case .harmless, .local: true
      case .claim, .ephemeral, .other: false
      }
    }
  }
}
