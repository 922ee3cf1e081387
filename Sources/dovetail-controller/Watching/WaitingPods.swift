import KubernetesAPI

/// A pod for which the scheduler has found no node.
struct WaitingPod: Sendable, Equatable {
  let uid: String
  let namespace: String
  let name: String
  /// Seconds since 1970 at which the scheduler gave up on it first.
  let since: Double

  /// "namespace/name".
  var label: String { "\(namespace)/\(name)" }
}

/// The pods that wait, of all pods.
struct WaitingPods {
  /// Since when those wait that do not say it.
  private var since: [String: Double] = [:]

  /// - Parameter now: in seconds since 1970.
  /// - Returns: those that wait longest first.
  mutating func pods(in view: ClusterMirror.View, now: Double) -> [WaitingPod] {
    var kept: [String: Double] = [:]
    var result: [WaitingPod] = []
    for object in view.pods.values {
      guard let told = object.content.pod?.unschedulableSince else { continue }
      let since = told < 0 ? self.since[object.uid] ?? now : told
      kept[object.uid] = since
      result.append(WaitingPod(uid: object.uid, namespace: object.namespace, name: object.name, since: since))
    }
    since = kept
    return result.sorted { ($0.since, $0.label) < ($1.since, $1.label) }
  }
}
