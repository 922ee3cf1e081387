/// A kind of the API's objects, and where the server has them.
package struct ResourceType: Sendable, Hashable {
  /// Such as "v1" or "policy/v1".
  package let apiVersion: String
  package let plural: String
  package let kind: String
  package let isNamespaced: Bool
  /// Whether `status` is written at a path of its own.
  package let hasStatus: Bool
  let shortNames: [String]

  init(
    _ apiVersion: String, _ plural: String, _ kind: String, cluster: Bool = false, status: Bool = false,
    short: [String] = []
  ) {
    self.apiVersion = apiVersion
    self.plural = plural
    self.kind = kind
    isNamespaced = !cluster
    hasStatus = status
    shortNames = short
  }

  /// Empty for the core.
  package var group: String { apiVersion.contains("/") ? String(apiVersion.prefix { $0 != "/" }) : "" }

  /// Of the objects of all namespaces, such as "/api/v1/pods".
  package var path: String { Self.folder(apiVersion) + "/" + plural }

  static func folder(_ apiVersion: String) -> String { (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion }

  package static let pods = Self("v1", "pods", "Pod", status: true, short: ["po"])
  package static let nodes = Self("v1", "nodes", "Node", cluster: true, status: true, short: ["no"])
  package static let namespaces = Self("v1", "namespaces", "Namespace", cluster: true, status: true, short: ["ns"])
  package static let budgets = Self(
    "policy/v1", "poddisruptionbudgets", "PodDisruptionBudget", status: true, short: ["pdb"])
  package static let replicaSets = Self("apps/v1", "replicasets", "ReplicaSet", status: true, short: ["rs"])
  package static let priorityClasses = Self(
    "scheduling.k8s.io/v1", "priorityclasses", "PriorityClass", cluster: true, short: ["pc"])
  package static let leases = Self("coordination.k8s.io/v1", "leases", "Lease")
  package static let events = Self("v1", "events", "Event", short: ["ev"])

  static let all = [
    pods, nodes, namespaces, budgets, replicaSets, priorityClasses, leases, events,
    Self("v1", "services", "Service", status: true, short: ["svc"]),
    Self("v1", "configmaps", "ConfigMap", short: ["cm"]),
    Self("v1", "secrets", "Secret"),
    Self("v1", "serviceaccounts", "ServiceAccount", short: ["sa"]),
    Self("v1", "endpoints", "Endpoints", short: ["ep"]),
    Self("v1", "limitranges", "LimitRange", short: ["limits"]),
    Self("v1", "resourcequotas", "ResourceQuota", status: true, short: ["quota"]),
    Self("v1", "replicationcontrollers", "ReplicationController", status: true, short: ["rc"]),
    Self("v1", "persistentvolumes", "PersistentVolume", cluster: true, status: true, short: ["pv"]),
    Self("v1", "persistentvolumeclaims", "PersistentVolumeClaim", status: true, short: ["pvc"]),
    Self("apps/v1", "deployments", "Deployment", status: true, short: ["deploy"]),
    Self("apps/v1", "statefulsets", "StatefulSet", status: true, short: ["sts"]),
    Self("apps/v1", "daemonsets", "DaemonSet", status: true, short: ["ds"]),
    Self("batch/v1", "jobs", "Job", status: true),
    Self("batch/v1", "cronjobs", "CronJob", status: true, short: ["cj"]),
    Self("storage.k8s.io/v1", "storageclasses", "StorageClass", cluster: true, short: ["sc"]),
    Self("storage.k8s.io/v1", "csinodes", "CSINode", cluster: true),
    Self("storage.k8s.io/v1", "csidrivers", "CSIDriver", cluster: true),
    Self("storage.k8s.io/v1", "volumeattachments", "VolumeAttachment", cluster: true, status: true),
    Self("networking.k8s.io/v1", "networkpolicies", "NetworkPolicy", short: ["netpol"]),
    Self("rbac.authorization.k8s.io/v1", "roles", "Role"),
    Self("rbac.authorization.k8s.io/v1", "rolebindings", "RoleBinding"),
    Self("rbac.authorization.k8s.io/v1", "clusterroles", "ClusterRole", cluster: true),
    Self("rbac.authorization.k8s.io/v1", "clusterrolebindings", "ClusterRoleBinding", cluster: true),
  ]

  static let byPath = Dictionary(uniqueKeysWithValues: all.map { ($0.path, $0) })
}

/// What a path of the API names.
struct RequestPath: Sendable {
  let type: ResourceType
  let namespace: String?
  let name: String?
  let subresource: String?

  /// Nil for what is no path of a known resource.
  init?(_ path: String) {
    var parts = path.split(separator: "/").map(String.init)[...]
    let apiVersion: String
    switch parts.popFirst() {
    case "api":
      guard let version = parts.popFirst() else { return nil }
      apiVersion = version
    case "apis":
      guard let group = parts.popFirst(), let version = parts.popFirst() else { return nil }
      apiVersion = "\(group)/\(version)"
    default: return nil
    }
    var namespace: String?
    if parts.count >= 3, parts.first == "namespaces" {
      let rest = parts.dropFirst(2)
      if ResourceType.byPath[ResourceType.folder(apiVersion) + "/" + (rest.first ?? "")] != nil {
        namespace = parts.dropFirst().first
        parts = rest
      }
    }
    guard let plural = parts.popFirst(),
      let type = ResourceType.byPath[ResourceType.folder(apiVersion) + "/" + plural], parts.count <= 2
    else { return nil }
    self.type = type
    self.namespace = namespace
    name = parts.first
    subresource = parts.dropFirst().first
    // A namespace stands in the path of each object that has one.
    if type.isNamespaced ? namespace == nil && name != nil : namespace != nil { return nil }
  }
}
