import Basics
import Solving

extension KubernetesItems {
  /// The snapshot of these objects: pods that have ended, and pending ones that are gated or being deleted, are left
  /// out.
  ///
  /// - Parameter isWhole: false for single objects, of which nothing is to be told from what else is there.
  /// - Throws: `InvalidInstance` for an object without a name.
  package func snapshot(
    named name: String, isWhole: Bool = true
  ) throws(InvalidInstance) -> ClusterSnapshot {
    var converted = ConvertedPods()
    return try snapshot(named: name, isWhole: isWhole, reusing: &converted)
  }

  /// - Parameter converted: pods of an earlier snapshot of the same cluster.
  func snapshot(
    named name: String, isWhole: Bool = true, reusing converted: inout ConvertedPods
  ) throws(InvalidInstance) -> ClusterSnapshot {
    var items = self
    items.tellOtherKinds()
    var snapshot = ClusterSnapshot(name: name)
    for node in nodes {
      snapshot.nodes.append(try Self.node(node))
      if node.status?.allocatable == nil, node.status?.capacity == nil {
        items.warnings.add("a node does not say what it has (status.allocatable)", about: node.metadata.name ?? "")
      }
    }
    let expansion = WorkloadExpansion(items, &items.warnings)
    // To append nothing would copy them all.
    if !expansion.pods.isEmpty {
      let known = Set(claims.map(\.metadata.label))
      items.pods += expansion.pods
      items.claims += expansion.claims.filter { !known.contains($0.metadata.label) }
    }

    var reader = PodReader(items, isWhole: isWhole)
    converted.begin(in: reader.context)
    snapshot.pods.reserveCapacity(items.pods.count)
    for pod in items.pods where !pod.hasEnded {
      if let known = converted.pod(of: pod) {
        snapshot.pods.append(known)
        continue
      }
      let isGated = !(pod.spec.schedulingGates ?? []).isEmpty
      if pod.isPending, isGated || pod.metadata.deletionTimestamp != nil {
        if isGated { reader.warnings.add("a pending pod with a scheduling gate is left out", about: pod.label) }
        continue
      }
      let read = try reader.pod(pod, index: snapshot.pods.count)
      snapshot.pods.append(read)
      converted.keep(read, of: pod)
    }
    converted.end()
    for daemon in expansion.everywhere {
      snapshot.pods += WorkloadExpansion.pods(
        of: try reader.pod(daemon, index: nil), usesHostNetwork: daemon.spec.hostNetwork == true, on: snapshot.nodes)
    }
    reader.finish(&snapshot, items)

    for namespace in namespaces {
      snapshot.namespaceLabels[namespace.metadata.name ?? ""] = namespace.metadata.labels ?? [:]
    }
    // The API server gives every namespace this label.
    for namespace in Set(snapshot.pods.map(\.namespace)).union(snapshot.namespaceLabels.keys) {
      snapshot.namespaceLabels[namespace, default: [:]]["kubernetes.io/metadata.name"] = namespace
    }
    for budget in budgets {
      snapshot.disruptionBudgets.append(try Self.budget(budget, snapshot.pods, &reader.warnings))
    }
    snapshot.warnings = reader.warnings.lines
    return isWhole ? snapshot.planning(forSchedulers: ClusterSnapshot.usualSchedulers) : snapshot
  }

  static func name(
    _ metadata: KubernetesObjects.Metadata, _ kind: String
  ) throws(InvalidInstance) -> String {
    guard let name = metadata.name, !name.isEmpty else {
      let place = metadata.namespace.map { " in the namespace '\($0)'" } ?? ""
      throw InvalidInstance("a \(kind)\(place) has no name")
    }
    return name
  }

  private static func node(
    _ object: KubernetesObjects.Node
  ) throws(InvalidInstance) -> ClusterSnapshot.Node {
    let name = try name(object.metadata, "node")
    let amounts = EffectiveRequests.amounts(object.status?.allocatable ?? object.status?.capacity)
    var node = ClusterSnapshot.Node(name: name, allocatable: amounts)
    node.labels = object.metadata.labels ?? [:]
    node.isUnschedulable = object.spec?.unschedulable ?? false
    for taint in object.spec?.taints ?? [] {
      guard let effect = KubernetesTerms.effect(taint.effect) else { continue }
      node.taints.append(ClusterSnapshot.Taint(key: taint.key, value: taint.value ?? "", effect: effect))
    }
    if let unknown = object.unknown.first {
      node.notDestination = "\(unknown) is not known here"
    } else if let ready = object.status?.conditions?.first(where: { $0.type == "Ready" }), ready.status != "True" {
      node.notDestination = ClusterSnapshot.Node.notReady
    }
    return node
  }

  /// What its status says, or what its specification leaves where it has no status: all running pods count as healthy.
  /// One with words that are not known permits nothing, and is for every pod that it may be meant for.
  private static func budget(
    _ object: KubernetesObjects.DisruptionBudget, _ pods: [ClusterSnapshot.Pod], _ warnings: inout WarningTally
  ) throws(InvalidInstance) -> ClusterSnapshot.DisruptionBudget {
    let namespace = object.metadata.namespace ?? "default"
    let name = try name(object.metadata, "disruption budget")
    var selector = KubernetesTerms.selector(object.spec?.selector)
    guard object.unknown.isEmpty else {
      for text in Set(object.unknown) {
        warnings.add(
          "a disruption budget permits nothing, since \(text) is not known here", about: "\(namespace)/\(name)")
      }
      if object.spec?.selector == nil { selector = LabelSelector([]) }
      return .init(namespace: namespace, name: name, selector: selector, disruptionsAllowed: 0)
    }
    var allowed = object.status?.disruptionsAllowed ?? 0
    if object.status?.disruptionsAllowed == nil {
      let covered = pods.filter { $0.namespace == namespace && selector.matches($0.labels) }
      let healthy = covered.count { $0.nodeName != nil }
      let needed =
        object.spec?.minAvailable?.amount(of: covered.count)
        ?? covered.count - (object.spec?.maxUnavailable?.amount(of: covered.count) ?? 0)
      allowed = max(0, healthy - needed)
    }
    return .init(namespace: namespace, name: name, selector: selector, disruptionsAllowed: allowed)
  }
}
