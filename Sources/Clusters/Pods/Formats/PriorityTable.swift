import Basics

/// What the priority classes say of pods where the pods name a class only.
struct PriorityTable: Equatable {
  private struct Entry: Equatable {
    let value: Int
    let neverPreempts: Bool
  }

  private var entries = [
    "system-cluster-critical": Entry(value: 2_000_000_000, neverPreempts: false),
    "system-node-critical": Entry(value: 2_000_001_000, neverPreempts: false),
  ]
  private var standard = Entry(value: 0, neverPreempts: false)

  init(_ classes: [KubernetesObjects.PriorityClass]) {
    for item in classes {
      let entry = Entry(value: item.value, neverPreempts: item.preemptionPolicy == "Never")
      if let name = item.metadata.name { entries[name] = entry }
      if item.globalDefault == true { standard = entry }
    }
  }

  private func entry(of spec: KubernetesObjects.PodSpec) -> Entry? {
    guard let name = spec.priorityClassName, !name.isEmpty else { return standard }
    return entries[name]
  }

  /// The priority, 0 where its class is not known.
  func priority(of pod: KubernetesObjects.Pod, _ warnings: inout WarningTally) -> Int {
    if let priority = pod.spec.priority { return priority }
    if let entry = entry(of: pod.spec) { return entry.value }
    warnings.add(
      "the input does not have the priority class '\(pod.spec.priorityClassName ?? "")', so that priority 0 is taken "
        + "(kubectl get priorityclasses has it)", about: pod.label)
    return 0
  }

  func neverPreempts(_ spec: KubernetesObjects.PodSpec) -> Bool {
    spec.preemptionPolicy.map { $0 == "Never" } ?? entry(of: spec)?.neverPreempts ?? false
  }
}
