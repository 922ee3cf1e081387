import Basics

/// The groups of pods that run together or not at all, under the names that schedulers have for them.
struct PodGroupTable {
  private static let labels = ["scheduling.x-k8s.io/pod-group", "pod-group.scheduling.sigs.k8s.io"]

  private var minimums: [String: Int] = [:]
  private var members: [String: Int] = [:]
  private var groups: [String: ClusterSnapshot.PodGroup] = [:]

  init(_ items: KubernetesItems) {
    for group in items.podGroups {
      guard let minimum = group.spec?.minMember else { continue }
      minimums["\(group.metadata.namespace ?? "default")/\(group.metadata.name ?? "")"] = minimum
    }
    for pod in items.pods where !pod.hasEnded {
      if let name = Self.name(of: pod) { members["\(pod.namespace)/\(name)", default: 0] += 1 }
    }
  }

  private static func name(of pod: KubernetesObjects.Pod) -> String? {
    labels.lazy.compactMap { pod.metadata.labels?[$0] }.first
      ?? pod.metadata.annotations?[KubernetesAnnotations.groupName]
  }

  static func isMember(_ pod: KubernetesObjects.Pod) -> Bool { name(of: pod) != nil }

  /// The name of the pod's group, which is then among `all`.
  mutating func group(of pod: KubernetesObjects.Pod, _ warnings: inout WarningTally) -> String? {
    guard let name = Self.name(of: pod), !name.isEmpty else { return nil }
    let key = "\(pod.namespace)/\(name)"
    if groups[key] != nil { return name }
    var minimum = minimums[key]
    for word in KubernetesAnnotations.groupMinimum where minimum == nil {
      minimum = (pod.metadata.annotations?[word] ?? pod.metadata.labels?[word]).flatMap(Int.init)
    }
    if minimum == nil {
      warnings.add(
        "a pod group whose minMember is not in the input counts as all its pods (kubectl get podgroups has it)",
        about: key)
    }
    groups[key] = ClusterSnapshot.PodGroup(
      namespace: pod.namespace, name: name, minMember: min(max(1, minimum ?? members[key, default: 1]), Int(Int32.max)))
    return name
  }

  var all: [ClusterSnapshot.PodGroup] {
    groups.sorted { $0.key < $1.key }.map(\.value)
  }
}
