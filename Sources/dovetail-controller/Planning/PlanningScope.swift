import Pods

/// Whom plans leave alone, beside those whom the cluster's own words protect.
struct PlanningScope: Sendable, Equatable {
  /// Namespaces of which no pod is evicted.
  var protectedNamespaces: Set<String> = []
  /// The schedulers whose pending pods are planned.
  var schedulers = ClusterSnapshot.usualSchedulers

  /// The same cluster with the pods that are to stay marked so.
  func applied(to snapshot: ClusterSnapshot, _ view: ClusterMirror.View) -> ClusterSnapshot {
    func paused(_ objects: some Sequence<(key: String, value: PausableObject)>) -> Set<String> {
      Set(objects.lazy.filter(\.value.content.isPaused).map(\.value.name))
    }
    let namespaces = paused(view.objects(of: .namespaces))
    let nodes = paused(view.objects(of: .nodes))
    let pods = Set(view.pods.lazy.filter(\.value.content.isPaused).map { "\($0.value.namespace)/\($0.value.name)" })
    // What readers have done already need not be done again.
    var result =
      schedulers == ClusterSnapshot.usualSchedulers ? snapshot : snapshot.planning(forSchedulers: schedulers)
    for index in result.pods.indices {
      guard let node = result.pods[index].nodeName else { continue }
      let reason: String
      if protectedNamespaces.contains(result.pods[index].namespace) {
        reason = "in the protected namespace '\(result.pods[index].namespace)'"
      } else if nodes.contains(node) {
        reason = "its node is annotated with \(Annotations.paused)"
      } else if namespaces.contains(result.pods[index].namespace) {
        reason = "its namespace is annotated with \(Annotations.paused)"
      } else if !pods.isEmpty, pods.contains(result.pods[index].label) {
        reason = "annotated with \(Annotations.paused)"
      } else {
        continue
      }
      result.pods[index].reasonsToStay.insert(.init(reason, .annotation), at: 0)
    }
    return result
  }

  private typealias PausableObject = ClusterMirror.Contents.Object
}
