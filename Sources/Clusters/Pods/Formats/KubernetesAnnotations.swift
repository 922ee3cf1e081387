import Basics

/// The annotations that matter: programs that evict pods leave those alone that are marked so, and so does a plan.
enum KubernetesAnnotations {
  static let mirror = "kubernetes.io/config.mirror"
  static let safeToEvict = "cluster-autoscaler.kubernetes.io/safe-to-evict"
  /// Names of volumes, with commas, whose data may be lost.
  static let safeLocalVolumes = "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes"
  /// Set by the scheduler on a claim whose volume is being made for a node.
  static let selectedNode = "volume.kubernetes.io/selected-node"
  static let defaultClasses = [
    "storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class",
  ]
  /// The name of a pod's group, in Volcano's words.
  static let groupName = "scheduling.k8s.io/group-name"
  /// How many of a group must run where it has no object, by annotation or label.
  static let groupMinimum = [
    "scheduling.volcano.sh/group-min-member", "gang.scheduling.koordinator.sh/min-available",
    "pod-group.scheduling.sigs.k8s.io/min-available",
  ]

  /// What marks a pod that is not to be disturbed.
  struct OptOut {
    let key: String
    /// Values that mark it; nil for every value but "false".
    let values: Set<String>?
  }

  static let optOuts = [
    OptOut(key: safeToEvict, values: ["false"]),
    OptOut(key: "karpenter.sh/do-not-disrupt", values: nil),
    OptOut(key: "karpenter.sh/do-not-evict", values: nil),
    OptOut(key: "descheduler.alpha.kubernetes.io/prefer-no-eviction", values: nil),
    OptOut(key: "descheduler.alpha.kubernetes.io/evict", values: ["false"]),
    OptOut(key: "volcano.sh/preemptable", values: ["false"]),
  ]

  /// Where one of these is "true", neither local data nor the lack of a controller keeps a pod.
  static let optIns = [safeToEvict, "descheduler.alpha.kubernetes.io/evict"]

  private static let known = Set(
    [mirror, safeLocalVolumes, selectedNode, groupName] + defaultClasses + groupMinimum + optOuts.map(\.key) + optIns)

  /// An object's annotations, of which others may be long.
  static func read(from json: inout JSONReader) throws(InputError) -> [String: String] {
    var result: [String: String] = [:]
    try json.beginObject()
    while let key = try json.nextKey() {
      if known.contains(key) { result[key] = try json.text() } else { try json.skipValue() }
    }
    return result
  }

  /// The annotations that ask that the pod be left alone.
  static func optOuts(in annotations: [String: String]) -> [String] {
    optOuts.filter { item in
      guard let value = annotations[item.key] else { return false }
      return item.values?.contains(value) ?? (value != "false")
    }.map(\.key)
  }

  static func allowEviction(_ annotations: [String: String]) -> Bool {
    optIns.contains { annotations[$0] == "true" }
  }
}
