/// Where a pod's volumes let it run: what the filters VolumeBinding, VolumeZone, VolumeRestrictions and
/// NodeVolumeLimits look at.
struct VolumeResolver {
  /// What the volumes of one pod ask.
  struct Needs {
    var affinity: [[NodeSelectorTerm]] = []
    /// Volumes to attach, by driver.
    var attached: [String: Int] = [:]
    /// Data that lie on the node.
    var localData: String?
    /// Why the pod's place cannot be told.
    var obstacle: String?
  }

  private static let hint = "(kubectl get pv,pvc,storageclasses,csinodes has it)"
  static let attachPrefix = "attachable-volumes-csi-"

  private var claims: [String: KubernetesObjects.VolumeClaim] = [:]
  private var volumes: [String: KubernetesObjects.PersistentVolume] = [:]
  private var classes: [String: KubernetesObjects.StorageClass] = [:]
  private var standardClass: String?
  /// The pods that use a claim, by its namespace and name: their own names, and their nodes.
  private var users: [String: [(pod: String, node: String?)]] = [:]

  init(_ items: KubernetesItems) {
    for claim in items.claims { claims[Self.key(claim.metadata, claim.metadata.name ?? "")] = claim }
    for volume in items.volumes { volumes[volume.metadata.name ?? ""] = volume }
    for item in items.storageClasses {
      classes[item.metadata.name ?? ""] = item
      if item.isDefault { standardClass = item.metadata.name }
    }
    for pod in items.pods where !pod.hasEnded {
      for volume in pod.spec.volumes ?? [] {
        guard let claim = Self.claimName(of: volume, pod) else { continue }
        let node = pod.spec.nodeName.flatMap { $0.isEmpty ? nil : $0 }
        users[Self.key(pod.metadata, claim), default: []].append((pod.metadata.name ?? "", node))
      }
    }
  }

  private static func key(_ metadata: KubernetesObjects.Metadata, _ name: String) -> String {
    "\(metadata.namespace ?? "default")/\(name)"
  }

  private static func claimName(of volume: KubernetesObjects.Volume, _ pod: KubernetesObjects.Pod) -> String? {
    switch volume.source {
    case .claim(let name): name
    case .ephemeral: "\(pod.metadata.name ?? "")-\(volume.name)"
    case .harmless, .local, .other: nil
    }
  }

  func needs(of pod: KubernetesObjects.Pod) -> Needs {
    var needs = Needs()
    let annotations = pod.metadata.annotations ?? [:]
    let safe = Set((annotations[KubernetesAnnotations.safeLocalVolumes] ?? "").split(separator: ",").map(String.init))
    var seen: Set<String> = []
    for volume in pod.spec.volumes ?? [] {
      switch volume.source {
      case .harmless: break
      case .local(let kind): if !safe.contains(volume.name) { needs.localData = needs.localData ?? kind }
      case .other(let kind):
        needs.obstacle = needs.obstacle ?? "has a volume of the kind '\(kind)', which is not modelled"
      case .claim, .ephemeral:
        guard let name = Self.claimName(of: volume, pod) else { continue }
        let key = Self.key(pod.metadata, name)
        guard seen.insert(key).inserted else { continue }
        if let obstacle = add(key, volume, pod, &needs) { needs.obstacle = needs.obstacle ?? obstacle }
      }
    }
    return needs
  }

  /// - Returns: why the claim cannot be resolved; nil where it can.
  private func add(
    _ key: String, _ volume: KubernetesObjects.Volume, _ pod: KubernetesObjects.Pod, _ needs: inout Needs
  ) -> String? {
    let isRunning = !(pod.spec.nodeName ?? "").isEmpty
    guard let claim = claims[key] else {
      if case .ephemeral(let spec) = volume.source, !isRunning, !classes.isEmpty {
        return addUnbound(spec, selectedNode: nil, &needs)
      }
      return "uses a volume claim that the input does not have \(Self.hint)"
    }
    if let unknown = claim.unknown.first { return "\(unknown) is not known here" }
    if claim.phase == "Lost" { return "its volume claim has lost its volume" }
    if !isRunning, claim.metadata.deletionTimestamp != nil { return "its volume claim is being deleted" }
    if let shared = addSharing(key, claim, pod, isRunning: isRunning, &needs) { return shared }
    guard let name = claim.spec.volumeName, !name.isEmpty else {
      let node = claim.metadata.annotations?[KubernetesAnnotations.selectedNode]
      return addUnbound(claim.spec, selectedNode: node, &needs)
    }
    guard let volume = volumes[name] else { return "uses a volume that the input does not have \(Self.hint)" }
    if let unknown = volume.unknown.first { return "\(unknown) is not known here" }
    addBound(volume, &needs)
    return nil
  }

  private func addBound(_ volume: KubernetesObjects.PersistentVolume, _ needs: inout Needs) {
    var isLocal = volume.spec?.isLocal ?? false
    if let required = volume.spec?.nodeAffinity {
      let terms = (required.nodeSelectorTerms ?? []).map(KubernetesTerms.nodeTerm)
      needs.affinity.append(terms)
      isLocal = isLocal || !terms.isEmpty && terms.allSatisfy(Self.namesHost)
    }
    needs.affinity += ZoneLabels.terms(of: volume.metadata.labels ?? [:])
    if isLocal { needs.localData = needs.localData ?? "a volume on its node" }
    if let driver = volume.spec?.driver { needs.attached[driver, default: 0] += 1 }
  }

  /// Whether a term is for single nodes, as those of volumes on their disks are.
  private static func namesHost(_ term: NodeSelectorTerm) -> Bool {
    !term.fields.isEmpty || term.labels.contains { $0.operation == .isIn && $0.key.hasSuffix("hostname") }
  }

  private func addUnbound(
    _ claim: KubernetesObjects.ClaimSpec, selectedNode: String?, _ needs: inout Needs
  ) -> String? {
    let madeBefore = "its volume claim waits for a volume made beforehand, which is not modelled"
    guard let name = claim.storageClassName ?? standardClass, !name.isEmpty else {
      return classes.isEmpty && claim.storageClassName == nil
        ? "uses a storage class that the input does not have \(Self.hint)" : madeBefore
    }
    guard let item = classes[name] else { return "uses a storage class that the input does not have \(Self.hint)" }
    if let unknown = item.unknown.first { return "\(unknown) is not known here" }
    guard item.volumeBindingMode == "WaitForFirstConsumer" else {
      return "its volume claim is not bound, and its storage class does not wait for the pod's node"
    }
    if item.provisioner == "kubernetes.io/no-provisioner" { return madeBefore }
    if let topologies = item.allowedTopologies, !topologies.isEmpty {
      needs.affinity.append(
        topologies.map { topology in
          NodeSelectorTerm(labels: (topology.matchLabelExpressions ?? []).map { .init($0.key, .isIn, $0.values) })
        })
    }
    if let selectedNode { needs.affinity.append([Self.onNode(selectedNode)]) }
    if let driver = item.provisioner { needs.attached[driver, default: 0] += 1 }
    return nil
  }

  private static func onNode(_ name: String) -> NodeSelectorTerm {
    NodeSelectorTerm(fields: [.init("metadata.name", .isIn, [name])])
  }

  /// A claim for one pod, or for the pods of one node, where other pods use it too.
  private func addSharing(
    _ key: String, _ claim: KubernetesObjects.VolumeClaim, _ pod: KubernetesObjects.Pod, isRunning: Bool,
    _ needs: inout Needs
  ) -> String? {
    let modes = Set(claim.spec.accessModes ?? ["ReadWriteOnce"])
    let others = users[key, default: []].filter { $0.pod != pod.metadata.name }
    guard !others.isEmpty, modes.isSubset(of: ["ReadWriteOnce", "ReadWriteOncePod"]) else { return nil }
    if modes.contains("ReadWriteOncePod") { return "another pod has its volume claim, which is for one pod alone" }
    let nodes = Set(others.compactMap(\.node))
    guard !isRunning, nodes.count == 1, let node = nodes.first else {
      return "other pods have its volume claim, which is for one node at a time"
    }
    needs.affinity.append([Self.onNode(node)])
    return nil
  }

  /// Sets how many volumes nodes take and pods attach, for drivers of which some node has a limit. A volume that
  /// several pods use counts for each of them, which is never too few.
  static func limit(
    _ snapshot: inout ClusterSnapshot, attached: [Int: [String: Int]], _ storageNodes: [KubernetesObjects.StorageNode]
  ) {
    var limits: [String: [String: Int]] = [:]
    for node in storageNodes {
      for driver in node.spec?.drivers ?? [] {
        limits[driver.name, default: [:]][node.metadata.name ?? ""] = driver.limit
      }
    }
    for (driver, limitOfNode) in limits where !limitOfNode.isEmpty {
      var total = 0
      for (pod, counts) in attached {
        guard let count = counts[driver] else { continue }
        snapshot.pods[pod].requests[attachPrefix + driver] = count
        total += count
      }
      for node in snapshot.nodes.indices where total > 0 {
        snapshot.nodes[node].allocatable[attachPrefix + driver] = limitOfNode[snapshot.nodes[node].name] ?? total
      }
    }
  }
}

/// The labels that told a volume's zone and region before volumes had affinities.
private enum ZoneLabels {
  private static let pairs = [
    ("topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone"),
    ("topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/region"),
  ]

  /// A node without any of them takes every volume; either name of a label does for the other. Several zones are
  /// written with two underscores between them.
  static func terms(of labels: [String: String]) -> [[NodeSelectorTerm]] {
    let keys = pairs.flatMap { [$0.0, $0.1] }
    let unlabelled = NodeSelectorTerm(labels: keys.map { .init($0, .doesNotExist) })
    var result: [[NodeSelectorTerm]] = []
    for (first, second) in pairs.flatMap({ [($0.0, $0.1), ($0.1, $0.0)] }) {
      guard let value = labels[first] else { continue }
      let values = value.split(separator: "_").map(String.init)
      result.append([
        NodeSelectorTerm(labels: [.init(first, .isIn, values)]),
        NodeSelectorTerm(labels: [.init(first, .doesNotExist), .init(second, .isIn, values)]), unlabelled,
      ])
    }
    return result
  }
}
