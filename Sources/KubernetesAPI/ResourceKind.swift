/// A kind of the API's objects: where the server has them, and what of them is not kept.
package struct ResourceKind: Sendable, Hashable {
  /// Such as "Pod".
  package let name: String
  /// Such as "v1" or "policy/v1".
  package let apiVersion: String
  /// In paths, such as "pods".
  package let plural: String
  /// Members that change often, are long or are secret, and that nobody here reads.
  let unread: UnreadMembers

  package init(_ name: String, _ apiVersion: String, _ plural: String, unread: UnreadMembers = .metadata) {
    self.name = name
    self.apiVersion = apiVersion
    self.plural = plural
    self.unread = unread
  }

  /// Of the objects of all namespaces.
  package var path: String { "/\(apiVersion.contains("/") ? "apis" : "api")/\(apiVersion)/\(plural)" }
}

extension ResourceKind {
  package static let nodes = Self("Node", "v1", "nodes", unread: .node)
  package static let pods = Self("Pod", "v1", "pods", unread: .pod)
  package static let namespaces = Self("Namespace", "v1", "namespaces")
  package static let budgets = Self("PodDisruptionBudget", "policy/v1", "poddisruptionbudgets", unread: .budget)
  package static let priorityClasses = Self("PriorityClass", "scheduling.k8s.io/v1", "priorityclasses")
  package static let volumes = Self("PersistentVolume", "v1", "persistentvolumes")
  package static let claims = Self("PersistentVolumeClaim", "v1", "persistentvolumeclaims")
  package static let storageClasses = Self("StorageClass", "storage.k8s.io/v1", "storageclasses")
  package static let storageNodes = Self("CSINode", "storage.k8s.io/v1", "csinodes")

  /// What says where pods can run and which may be moved.
  package static let ofSnapshots = [
    nodes, pods, namespaces, budgets, priorityClasses, volumes, claims, storageClasses, storageNodes,
  ]
}
