import Basics
import Solving

/// Pods from the API's form into the snapshot's, with everything that the other objects say of them.
struct PodReader {
  private let priorities: PriorityTable
  private let isWhole: Bool
  private let volumes: VolumeResolver
  private var groups: PodGroupTable
  /// Terminating pods by node: the lowest of their priorities.
  private var leaving: [String: Int] = [:]
  private let notReady: Set<String>
  /// Namespaces of pods whose labels the input does not have.
  private let unlabelled: Set<String>
  /// Volumes to attach, by pod of the snapshot and driver.
  private var attached: [Int: [String: Int]] = [:]
  var warnings: WarningTally

  init(_ items: KubernetesItems, isWhole: Bool) {
    priorities = PriorityTable(items.priorityClasses)
    self.isWhole = isWhole
    volumes = VolumeResolver(items)
    groups = PodGroupTable(items)
    warnings = items.warnings
    var unheard = WarningTally()
    for pod in items.pods where pod.metadata.deletionTimestamp != nil && !pod.hasEnded {
      guard let node = pod.spec.nodeName, !node.isEmpty else { continue }
      leaving[node] = min(leaving[node] ?? .max, priorities.priority(of: pod, &unheard))
    }
    notReady = Set(
      items.nodes.filter { node in
        node.status?.conditions?.contains { $0.type == "Ready" && $0.status != "True" } ?? false
      }.compactMap(\.metadata.name))
    unlabelled =
      isWhole ? Set(items.pods.lazy.map(\.namespace)).subtracting(items.namespaces.compactMap(\.metadata.name)) : []
  }

  /// What the pods that depend on no others go by.
  var context: ConvertedPods.Context {
    ConvertedPods.Context(priorities: priorities, notReady: notReady, unlabelled: unlabelled)
  }

  /// - Parameter index: of the pod in the snapshot; nil for one that stands for others.
  mutating func pod(
    _ object: KubernetesObjects.Pod, index: Int?
  ) throws(InvalidInstance) -> ClusterSnapshot.Pod {
    let spec = object.spec
    var pod = ClusterSnapshot.Pod(
      namespace: object.namespace, name: try KubernetesItems.name(object.metadata, "pod"),
      requests: EffectiveRequests.of(object), priority: priorities.priority(of: object, &warnings))
    pod.uid = object.metadata.uid
    pod.labels = object.metadata.labels ?? [:]
    if !object.isPending { pod.nodeName = spec.nodeName }
    let owner = object.metadata.controller ?? object.metadata.ownerReferences?.first
    pod.owner = owner.map { "\($0.kind) \($0.name)" }
    pod.schedulerName = spec.schedulerName.flatMap { $0.isEmpty ? nil : $0 } ?? "default-scheduler"
    pod.neverPreempts = priorities.neverPreempts(spec)
    readRules(object, &pod)
    if isWhole {
      pod.podGroup = groups.group(of: object, &warnings)
      readReasons(object, index, &pod)
    } else if let unknown = object.unknown.first {
      pod.notPlanned = "\(unknown) is not known here"
    }
    return pod
  }

  /// What the pod's specification asks of nodes and other pods.
  private func readRules(_ object: KubernetesObjects.Pod, _ pod: inout ClusterSnapshot.Pod) {
    let spec = object.spec
    pod.nodeSelector = spec.nodeSelector ?? [:]
    if let required = spec.affinity?.nodeAffinity?.required {
      pod.nodeAffinity = (required.nodeSelectorTerms ?? []).map(KubernetesTerms.nodeTerm)
    }
    pod.tolerations = (spec.tolerations ?? []).compactMap(KubernetesTerms.toleration)
    for term in spec.affinity?.podAffinity?.required ?? [] {
      pod.affinity.append(KubernetesTerms.affinityTerm(term, of: pod))
    }
    for term in spec.affinity?.podAntiAffinity?.required ?? [] {
      var term = KubernetesTerms.affinityTerm(term, of: pod, isCertain: object.unknown.isEmpty)
      // Whoever may be meant is kept off.
      if asksForMissingLabels(term) { term.namespaces.formUnion(unlabelled) }
      pod.antiAffinity.append(term)
    }
    for constraint in spec.topologySpreadConstraints ?? [] where constraint.whenUnsatisfiable == "DoNotSchedule" {
      pod.spreadConstraints.append(KubernetesTerms.spread(constraint, of: pod))
    }
    let running = (spec.containers ?? []) + (spec.initContainers ?? []).filter(\.isSidecar)
    for port in running.flatMap({ $0.ports ?? [] }) {
      let number = port.hostPort ?? (spec.hostNetwork == true ? port.containerPort : nil)
      guard let number, number > 0 else { continue }
      let address = port.hostIP.flatMap { $0.isEmpty || $0 == "0.0.0.0" ? nil : $0 }
      pod.hostPorts.append(
        ClusterSnapshot.HostPort(port: number, transport: port.protocol ?? "TCP", address: address))
    }
  }

  /// Whether a term selects namespaces by labels that the input does not have. Their names are labels too, which the
  /// API server sets.
  private func asksForMissingLabels(_ term: ClusterSnapshot.AffinityTerm) -> Bool {
    guard !unlabelled.isEmpty, let selector = term.namespaceSelector else { return false }
    return selector.requirements.contains { $0.key != "kubernetes.io/metadata.name" }
  }

  /// Why the pod stays, or is not planned.
  private mutating func readReasons(
    _ object: KubernetesObjects.Pod, _ index: Int?, _ pod: inout ClusterSnapshot.Pod
  ) {
    let needs = volumes.needs(of: object)
    pod.volumeAffinity = needs.affinity
    if let index, !needs.attached.isEmpty { attached[index] = needs.attached }
    var obstacle = Self.obstacle(object) ?? needs.obstacle
    if obstacle == nil,
      pod.affinity.contains(where: { asksForMissingLabels($0) })
        || pod.antiAffinity.contains(where: { asksForMissingLabels($0) })
    {
      obstacle = "has a rule by labels of namespaces that the input does not have (kubectl get namespaces has them)"
    }
    if object.isPending {
      if let unknown = object.unknown.first {
        pod.notPlanned = "\(unknown) is not known here"
      } else if let obstacle {
        pod.notPlanned = obstacle
      } else if let node = object.status?.nominatedNodeName, let lowest = leaving[node], lowest < pod.priority {
        pod.nodeName = node
        pod.reasonsToStay = [.nominated]
      }
      return
    }
    pod.reasonsToStay = reasonsToStay(object, needs.localData, obstacle)
  }

  /// What a RuntimeClass asks of nodes is in the selector, the tolerations and the overhead of every pod that the API
  /// server has admitted, and so has given a uid.
  private static func obstacle(_ object: KubernetesObjects.Pod) -> String? {
    if !(object.spec.resourceClaims ?? []).isEmpty {
      return "claims resources, which are not modelled (resourceClaims)"
    }
    if object.metadata.uid == nil, !(object.spec.runtimeClassName ?? "").isEmpty {
      return "names a runtime class, which the API server has not worked into it"
    }
    return nil
  }

  private func reasonsToStay(
    _ object: KubernetesObjects.Pod, _ localData: String?, _ obstacle: String?
  ) -> [ClusterSnapshot.Immovable] {
    let metadata = object.metadata
    let annotations = metadata.annotations ?? [:]
    let owner = metadata.controller ?? metadata.ownerReferences?.first
    var reasons: [ClusterSnapshot.Immovable] = []
    if metadata.deletionTimestamp != nil { reasons.append(.terminating) }
    if annotations[KubernetesAnnotations.mirror] != nil || owner?.kind == "Node" { reasons.append(.mirror) }
    if owner?.kind == "DaemonSet" { reasons.append(.daemonSet) }
    if notReady.contains(object.spec.nodeName ?? "") { reasons.append(.nodeNotReady) }
    reasons += object.unknown.map { .init("\($0) is not known here", .unknown) }
    if let obstacle { reasons.append(.init(obstacle, .notModelled)) }
    reasons += KubernetesAnnotations.optOuts(in: annotations).map { .annotated($0) }
    if KubernetesAnnotations.allowEviction(annotations) { return reasons }
    if metadata.controller == nil, isWhole { reasons.append(.bare) }
    if let localData { reasons.append(.localData(localData)) }
    return reasons
  }

  /// What is known when all pods are.
  mutating func finish(_ snapshot: inout ClusterSnapshot, _ items: KubernetesItems) {
    snapshot.podGroups = groups.all
    VolumeResolver.limit(&snapshot, attached: attached, items.storageNodes)
    if items.storageNodes.isEmpty, let first = attached.keys.min() {
      warnings.add(
        "how many volumes a node takes is not in the input (kubectl get csinodes has it): pods with volumes",
        about: snapshot.pods[first].label)
    }
  }
}
