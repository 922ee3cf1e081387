import Basics

/// The kinds that are read, and the groups of the API that they are of: other groups use the words for things of their
/// own, such as Longhorn's `Node`.
enum KubernetesKinds {
  private static let groups: [String: Set<String>] = [
    "Node": [""],
    "Pod": [""],
    "Namespace": [""],
    "PersistentVolume": [""],
    "PersistentVolumeClaim": [""],
    "ReplicationController": [""],
    "PodDisruptionBudget": ["policy"],
    "PriorityClass": ["scheduling.k8s.io"],
    "StorageClass": ["storage.k8s.io"],
    "CSINode": ["storage.k8s.io"],
    "Deployment": ["apps", "extensions"],
    "ReplicaSet": ["apps", "extensions"],
    "DaemonSet": ["apps", "extensions"],
    "StatefulSet": ["apps"],
    "Job": ["batch"],
    "CronJob": ["batch"],
  ]

  /// - Parameters:
  ///   - group: nil where the object does not say it.
  ///   - json: in front of the object.
  /// - Throws: for a kind that is spelt in other letters, which the API does not know either.
  static func isRead(_ kind: String, _ group: String?, _ json: JSONReader) throws(InputError) -> Bool {
    // Schedulers have pod groups in groups of their own.
    if kind == "PodGroup" { return true }
    // The core of the API has no kinds of these names but its own, whatever else a hand wrote.
    if let known = groups[kind] { return group.map { known.contains($0) || $0.isEmpty } ?? true }
    let letters = kind.lowercased()
    guard let meant = groups.keys.first(where: { $0.lowercased() == letters }) else { return false }
    var json = json
    _ = json.nextByte()
    let name = KubernetesShapes.name(of: json).map { " (in '\($0)')" } ?? ""
    throw json.mistake(at: json.position, "expected the kind '\(meant)', found '\(kind)'\(name)")
  }
}

extension KubernetesItems {
  /// Puts what was counted of other kinds into one warning.
  mutating func tellOtherKinds() {
    guard !otherKinds.isEmpty else { return }
    let ranked = otherKinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let shown = ranked.prefix(Self.shownKinds).map { "\($0.value) \($0.key)" }
    let rest = ranked.dropFirst(Self.shownKinds)
    let more = rest.isEmpty ? [] : ["\(rest.reduce(0) { $0 + $1.value }) of \(rest.count) more kinds"]
    warnings.add("objects of other kinds are not looked at", about: (shown + more).joined(separator: ", "))
    otherKinds = [:]
  }

  private static let shownKinds = 6
}
