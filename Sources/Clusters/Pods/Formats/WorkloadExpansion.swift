import Basics

/// The pods that controllers would make of manifests that nobody has applied yet.
///
/// What a live cluster's controllers have made is in the input already, or is missing there and only counted.
struct WorkloadExpansion {
  static let kinds: Set<String> = [
    "Deployment", "ReplicaSet", "ReplicationController", "StatefulSet", "Job", "DaemonSet", "CronJob",
  ]

  private(set) var pods: [KubernetesObjects.Pod] = []
  private(set) var claims: [KubernetesObjects.VolumeClaim] = []
  /// Of DaemonSets: one pod a node that it may use.
  private(set) var everywhere: [KubernetesObjects.Pod] = []
  private var names: Set<String>
  private let present: [String: [KubernetesObjects.Pod]]

  init(_ items: KubernetesItems, _ warnings: inout WarningTally) {
    names = items.workloads.isEmpty ? [] : Set(items.pods.map(\.label))
    let isNeeded = !items.workloads.isEmpty || !items.otherTemplates.isEmpty
    present = isNeeded ? Dictionary(grouping: items.pods, by: \.namespace) : [:]
    for (kind, object) in items.workloads where object.metadata.controller == nil {
      let count = Self.count(kind, object)
      if count == 0 || hasPods(kind, object) { continue }
      let name = "\(kind) \(object.metadata.label)"
      guard let template = object.spec.template, template.spec != nil, object.metadata.name != nil, !object.isLive
      else {
        warnings.add(Self.notExpanded, about: name)
        continue
      }
      guard count <= Self.limit - pods.count else {
        warnings.add("it is not expanded, since that makes more than \(Self.limit) pods", about: name)
        continue
      }
      expand(kind, object, template, count)
      let size = kind == "DaemonSet" ? "one a node" : "\(count)"
      warnings.add("no pods of it are in the input, so that it counts as pending pods", about: "\(name) (\(size))")
    }
    for (kind, metadata) in items.otherTemplates where metadata.controller == nil {
      let prefix = metadata.label + "-"
      let others = present[metadata.namespace ?? "default", default: []]
      if others.contains(where: { $0.label.hasPrefix(prefix) }) { continue }
      warnings.add(Self.notExpanded, about: "\(kind) \(metadata.label)")
    }
  }

  /// Beyond any cluster there is: a number by mistake.
  private static let limit = 200_000

  private static let notExpanded = "no pods of it are in the input, and it is not expanded into pods"

  /// How many pods it stands for, or would, where it is a manifest; 1 for one a node, or for some at some time.
  private static func count(_ kind: String, _ object: KubernetesObjects.Workload) -> Int {
    let spec = object.spec
    switch kind {
    case "CronJob": return object.isLive ? 0 : 1
    case "DaemonSet": return object.isLive ? object.podCount ?? 0 : 1
    case "Job":
      if object.isLive { return object.podCount ?? 0 }
      if spec.suspend == true { return 0 }
      let parallel = max(0, spec.parallelism ?? 1)
      return spec.completions.map { min(parallel, max(0, $0)) } ?? parallel
    default: return max(0, spec.replicas ?? 1)
    }
  }

  /// Whether the input has a pod that it made: by its owner, or by the selector.
  private func hasPods(_ kind: String, _ object: KubernetesObjects.Workload) -> Bool {
    let name = object.metadata.name ?? ""
    let labels = object.spec.template?.metadata?.labels ?? [:]
    let selector = object.spec.selector.map(KubernetesTerms.selector) ?? LabelSelector(matching: labels)
    return present[object.metadata.namespace ?? "default", default: []].contains { pod in
      guard let owner = pod.metadata.controller else { return false }
      if owner.kind == kind, owner.name == name { return true }
      return !selector.requirements.isEmpty && selector.matches(pod.metadata.labels ?? [:])
    }
  }

  private mutating func expand(
    _ kind: String, _ object: KubernetesObjects.Workload, _ template: KubernetesObjects.Workload.PodTemplate,
    _ count: Int
  ) {
    guard let spec = template.spec, let base = object.metadata.name else { return }
    let namespace = object.metadata.namespace
    let owner = KubernetesObjects.OwnerReference(kind: kind, name: base)
    func pod(_ name: String) -> KubernetesObjects.Pod {
      KubernetesObjects.Pod(
        metadata: .init(name: name, namespace: namespace, owner: owner, template: template.metadata), spec: spec,
        unknown: template.unknown)
    }
    if kind == "DaemonSet" {
      everywhere.append(pod(base))
      return
    }
    var number = kind == "StatefulSet" ? min(max(0, object.spec.firstOrdinal ?? 0), Int(Int32.max)) : 1
    for _ in 0..<count {
      while !names.insert(pod("\(base)-\(number)").label).inserted { number += 1 }
      var made = pod("\(base)-\(number)")
      for claim in object.spec.volumeClaimTemplates ?? [] {
        let volume = claim.metadata?.name ?? ""
        let name = "\(volume)-\(base)-\(number)"
        made.addClaim(name, volume: volume)
        claims.append(.init(metadata: .init(name: name, namespace: namespace, owner: nil), spec: claim.spec ?? .init()))
      }
      pods.append(made)
      number += 1
    }
  }

  /// What a DaemonSet's controller lets its pods tolerate.
  /// - Source: Kubernetes, `AddOrUpdateDaemonPodTolerations`.
  private static func daemonTolerations(usesHostNetwork: Bool) -> [ClusterSnapshot.Toleration] {
    let present = ["disk-pressure", "memory-pressure", "pid-pressure", "unschedulable"]
    let network = usesHostNetwork ? ["network-unavailable"] : []
    return ["not-ready", "unreachable"].map { .init(key: "node.kubernetes.io/\($0)", effect: .noExecute) }
      + (present + network).map { .init(key: "node.kubernetes.io/\($0)", effect: .noSchedule) }
  }

  /// Where a DaemonSet's controller puts its pods: it tolerates what befalls nodes, and each pod is for one node.
  static func pods(
    of daemon: ClusterSnapshot.Pod, usesHostNetwork: Bool, on nodes: [ClusterSnapshot.Node]
  ) -> [ClusterSnapshot.Pod] {
    var template = daemon
    template.tolerations += daemonTolerations(usesHostNetwork: usesHostNetwork)
    return nodes.compactMap { node in
      guard template.nodeSelector.allSatisfy({ node.labels[$0.key] == $0.value }),
        template.nodeAffinity?.contains(where: { $0.matches(node) }) ?? true,
        node.taints.allSatisfy({ taint in
          taint.effect == .preferNoSchedule || template.tolerations.contains { $0.tolerates(taint) }
        })
      else { return nil }
      var pod = template
      pod.name = "\(daemon.name)-\(node.name)"
      pod.nodeAffinity = (template.nodeAffinity ?? [.init()]).map { term in
        NodeSelectorTerm(labels: term.labels, fields: term.fields + [.init("metadata.name", .isIn, [node.name])])
      }
      return pod
    }
  }
}
