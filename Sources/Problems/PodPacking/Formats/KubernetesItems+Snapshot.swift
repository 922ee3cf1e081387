extension KubernetesItems {
  /// The snapshot of these objects: pods that have ended, and pending ones that are gated or being deleted, are left
  /// out.
  ///
  /// - Throws: `InvalidInstance` for an object without a name, or a word that the API does not have.
  package func snapshot(named name: String) throws(PodPacking.InvalidInstance) -> ClusterSnapshot {
    var snapshot = ClusterSnapshot(name: name)
    for node in nodes { snapshot.nodes.append(try Self.node(node)) }
    let priorities = PriorityTable(priorityClasses)
    for pod in pods {
      let phase = pod.status?.phase
      if phase == "Succeeded" || phase == "Failed" { continue }
      let isPending = pod.spec.nodeName?.isEmpty ?? true
      let isWithheld = pod.metadata.deletionTimestamp != nil || !(pod.spec.schedulingGates ?? []).isEmpty
      if isPending, isWithheld { continue }
      snapshot.pods.append(try Self.pod(pod, priorities))
    }
    for namespace in namespaces {
      snapshot.namespaceLabels[namespace.metadata.name ?? ""] = namespace.metadata.labels ?? [:]
    }
    // The API server gives every namespace this label.
    for namespace in Set(snapshot.pods.map(\.namespace)) {
      snapshot.namespaceLabels[namespace, default: [:]]["kubernetes.io/metadata.name"] = namespace
    }
    for budget in budgets { snapshot.disruptionBudgets.append(try Self.budget(budget, snapshot.pods)) }
    return snapshot
  }

  private static func name(_ metadata: KubernetesObjects.Metadata, _ kind: String) throws(PodPacking.InvalidInstance)
    -> String
  {
    guard let name = metadata.name, !name.isEmpty else { throw PodPacking.InvalidInstance("a \(kind) has no name") }
    return name
  }

  private static func node(
    _ object: KubernetesObjects.Node
  ) throws(PodPacking.InvalidInstance) -> ClusterSnapshot.Node {
    let name = try name(object.metadata, "node")
    let amounts = EffectiveRequests.amounts(object.status?.allocatable ?? object.status?.capacity)
    var node = ClusterSnapshot.Node(name: name, allocatable: amounts)
    node.labels = object.metadata.labels ?? [:]
    node.isUnschedulable = object.spec?.unschedulable ?? false
    for taint in object.spec?.taints ?? [] {
      guard let effect = try KubernetesTerms.effect(taint.effect) else { continue }
      node.taints.append(ClusterSnapshot.Taint(key: taint.key, value: taint.value ?? "", effect: effect))
    }
    return node
  }

  private static func pod(
    _ object: KubernetesObjects.Pod, _ priorities: PriorityTable
  ) throws(PodPacking.InvalidInstance) -> ClusterSnapshot.Pod {
    let spec = object.spec
    var pod = ClusterSnapshot.Pod(
      namespace: object.metadata.namespace ?? "default", name: try name(object.metadata, "pod"),
      requests: EffectiveRequests.of(object), priority: try priorities.priority(of: spec))
    pod.uid = object.metadata.uid
    pod.labels = object.metadata.labels ?? [:]
    if let node = spec.nodeName, !node.isEmpty { pod.nodeName = node }
    let owners = object.metadata.ownerReferences ?? []
    let owner = owners.first { $0.controller == true } ?? owners.first
    pod.owner = owner.map { "\($0.kind) \($0.name)" }
    pod.nodeSelector = spec.nodeSelector ?? [:]
    if let required = spec.affinity?.nodeAffinity?.required {
      var terms: [NodeSelectorTerm] = []
      for term in required.nodeSelectorTerms ?? [] { terms.append(try KubernetesTerms.nodeTerm(term)) }
      pod.nodeAffinity = terms
    }
    for toleration in spec.tolerations ?? [] { pod.tolerations.append(try KubernetesTerms.toleration(toleration)) }
    for term in spec.affinity?.podAffinity?.required ?? [] {
      pod.affinity.append(try KubernetesTerms.affinityTerm(term, of: pod))
    }
    for term in spec.affinity?.podAntiAffinity?.required ?? [] {
      pod.antiAffinity.append(try KubernetesTerms.affinityTerm(term, of: pod))
    }
    for constraint in spec.topologySpreadConstraints ?? [] where constraint.whenUnsatisfiable == "DoNotSchedule" {
      pod.spreadConstraints.append(try KubernetesTerms.spread(constraint, of: pod))
    }
    let running = (spec.containers ?? []) + (spec.initContainers ?? []).filter(\.isSidecar)
    for port in running.flatMap({ $0.ports ?? [] }) {
      let number = port.hostPort ?? (spec.hostNetwork == true ? port.containerPort : nil)
      guard let number, number > 0 else { continue }
      let address = port.hostIP.flatMap { $0.isEmpty || $0 == "0.0.0.0" ? nil : $0 }
      pod.hostPorts.append(
        ClusterSnapshot.HostPort(port: number, transport: port.protocol ?? "TCP", address: address))
    }
    pod.immovable = immovable(object.metadata, owner)
    return pod
  }

  private static func immovable(
    _ metadata: KubernetesObjects.Metadata, _ owner: KubernetesObjects.OwnerReference?
  ) -> ClusterSnapshot.Immovable? {
    if metadata.deletionTimestamp != nil { return .terminating }
    if metadata.annotations?.mirror != nil || owner?.kind == "Node" { return .mirror }
    if owner?.kind == "DaemonSet" { return .daemonSet }
    if metadata.annotations?.safeToEvict == "false" { return .notSafeToEvict }
    return nil
  }

  /// What its status says, or what its specification leaves where it has no status: all running pods count as healthy.
  private static func budget(
    _ object: KubernetesObjects.DisruptionBudget, _ pods: [ClusterSnapshot.Pod]
  ) throws(PodPacking.InvalidInstance) -> ClusterSnapshot.DisruptionBudget {
    let namespace = object.metadata.namespace ?? "default"
    let selector = try KubernetesTerms.selector(object.spec?.selector)
    var allowed = object.status?.disruptionsAllowed ?? 0
    if object.status?.disruptionsAllowed == nil {
      let covered = pods.filter { $0.namespace == namespace && selector.matches($0.labels) }
      let healthy = covered.count { $0.nodeName != nil }
      let needed =
        object.spec?.minAvailable?.amount(of: covered.count)
        ?? covered.count - (object.spec?.maxUnavailable?.amount(of: covered.count) ?? 0)
      allowed = max(0, healthy - needed)
    }
    return ClusterSnapshot.DisruptionBudget(
      namespace: namespace, name: try name(object.metadata, "disruption budget"), selector: selector,
      disruptionsAllowed: allowed)
  }
}

/// A pod's priority where only its class is named.
private struct PriorityTable {
  private var values = ["system-cluster-critical": 2_000_000_000, "system-node-critical": 2_000_001_000]
  private var standard = 0

  init(_ classes: [KubernetesObjects.PriorityClass]) {
    for item in classes {
      if let name = item.metadata.name { values[name] = item.value }
      if item.globalDefault == true { standard = item.value }
    }
  }

  func priority(of spec: KubernetesObjects.PodSpec) throws(PodPacking.InvalidInstance) -> Int {
    if let priority = spec.priority { return priority }
    guard let name = spec.priorityClassName, !name.isEmpty else { return standard }
    guard let value = values[name] else {
      throw PodPacking.InvalidInstance("a pod has the priority class '\(name)', which the input does not have")
    }
    return value
  }
}
