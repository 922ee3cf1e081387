import Basics
import Solving

/// Snapshots of a cluster whose objects are read one by one, as they change. After a few changes of plain pods a snapshot
/// takes a fraction of the time of the first.
package struct LiveCluster: Sendable {
  /// A pod of the last snapshot.
  private struct Entry: Sendable {
    let reading: UInt64
    /// In the snapshot; nil for a pod that it leaves out.
    var index: Int?
    /// Whether nothing else in the snapshot depends on it, nor it on anything but nodes and classes.
    let isPlain: Bool
  }

  private var converted = ConvertedPods()
  private var base: ClusterSnapshot?
  private var rest: KubernetesItems?
  private var restRevision = -1
  private var entries: [String: Entry] = [:]
  /// By pod of the snapshot.
  private var uids: [String] = []

  package init() {}

  /// - Parameters:
  ///   - pods: all there are, by UID.
  ///   - others: everything else; no object twice.
  ///   - revision: of the others.
  ///   - name: what results call the cluster.
  /// - Throws: `InvalidInstance` for an object that cannot be read.
  package mutating func snapshot<Key>(
    ofPods pods: [String: Key], item: (Key) -> ClusterItem, others: () -> [ClusterItem], revision: Int,
    named name: String
  ) throws(InvalidInstance) -> ClusterSnapshot {
    if restRevision == revision, let snapshot = try updated(pods, item) { return snapshot }
    base = nil
    var all = KubernetesItems()
    // Pods come in the order of a dictionary, which what came before them changes.
    all.warnings.isSorted = true
    for item in others() { try all.append(item) }
    rest = all
    restRevision = revision
    for pod in pods.values { try all.append(item(pod)) }
    let snapshot = try all.snapshot(named: name, reusing: &converted)
    note(all.pods, snapshot)
    return snapshot
  }

  private mutating func note(_ pods: [KubernetesObjects.Pod], _ snapshot: ClusterSnapshot) {
    var index: [String: Int] = [:]
    for (number, pod) in snapshot.pods.enumerated() { if let uid = pod.uid { index[uid] = number } }
    entries = [:]
    entries.reserveCapacity(pods.count)
    uids = snapshot.pods.map { $0.uid ?? "" }
    for pod in pods {
      guard let uid = pod.metadata.uid, let reading = pod.reading else { return }
      entries[uid] = Entry(reading: reading, index: index[uid], isPlain: pod.isPlain)
    }
    let dependsOnPods = rest?.budgets.contains { $0.status?.disruptionsAllowed == nil } ?? true
    let hasNominations = pods.contains { $0.isPending && $0.status?.nominatedNodeName != nil }
    let isWhole = entries.count == pods.count
    base = dependsOnPods || hasNominations || !isWhole ? nil : snapshot
  }

  /// The last snapshot with what has changed since; nil where it must be made anew.
  private mutating func updated<Key>(
    _ pods: [String: Key], _ item: (Key) -> ClusterItem
  ) throws(InvalidInstance) -> ClusterSnapshot? {
    guard base != nil, var items = rest else { return nil }
    var kept = 0
    var changed: [String] = []
    for (uid, object) in pods {
      let item = item(object)
      let known = entries[uid]
      if known != nil { kept += 1 }
      if known?.reading == item.reading { continue }
      guard case .pod(let pod) = item.content, pod.isPlain, known?.isPlain ?? true, item.unknown.isEmpty,
        pod.metadata.uid == uid, base?.namespaceLabels[pod.namespace] != nil
      else { return nil }
      items.pods.append(pod)
      changed.append(uid)
    }
    let gone = kept < entries.count ? entries.filter { pods[$0.key] == nil } : [:]
    guard gone.allSatisfy(\.value.isPlain) else { return nil }
    for (uid, _) in gone { remove(uid) }
    if changed.isEmpty { return base }
    let new = try items.snapshot(named: base?.name ?? "")
    guard Set(new.warnings).isSubset(of: base?.warnings ?? []) else { return nil }
    let byUID = Dictionary(new.pods.map { ($0.uid ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    for pod in items.pods {
      guard let uid = pod.metadata.uid, let reading = pod.reading else { continue }
      let index = put(byUID[uid], uid)
      entries[uid] = Entry(reading: reading, index: index, isPlain: true)
    }
    return base
  }

  private mutating func put(_ pod: ClusterSnapshot.Pod?, _ uid: String) -> Int? {
    guard let pod else {
      remove(uid)
      return nil
    }
    if let index = entries[uid]?.index {
      base?.pods[index] = pod
      return index
    }
    base?.pods.append(pod)
    uids.append(uid)
    return uids.count - 1
  }

  /// The last pod takes the place of the one that goes.
  private mutating func remove(_ uid: String) {
    guard let index = entries.removeValue(forKey: uid)?.index, let last = base?.pods.popLast() else { return }
    let lastUID = uids.removeLast()
    guard index < uids.count else { return }
    base?.pods[index] = last
    uids[index] = lastUID
    entries[lastUID]?.index = index
  }
}

extension KubernetesObjects.Pod {
  /// Whether it depends on nothing but nodes and classes, and nothing on it.
  fileprivate var isPlain: Bool {
    // A gate is a warning of its own.
    let isGated = !(spec.schedulingGates ?? []).isEmpty
    guard dependsOnContextAlone, !isGated, !PodGroupTable.isMember(self), status?.nominatedNodeName == nil else {
      return false
    }
    let terms = (spec.affinity?.podAffinity?.required ?? []) + (spec.affinity?.podAntiAffinity?.required ?? [])
    return terms.allSatisfy { $0.namespaceSelector == nil }
  }
}

extension KubernetesItems {
  fileprivate mutating func append(_ item: ClusterItem) throws(InvalidInstance) {
    switch item.content {
    case .node(let object): nodes.append(object)
    case .pod(let object): pods.append(object)
    case .budget(let object): budgets.append(object)
    case .priorityClass(let object): priorityClasses.append(object)
    case .namespace(let object): namespaces.append(object)
    case .claim(let object): claims.append(object)
    case .volume(let object): volumes.append(object)
    case .storageClass(let object): storageClasses.append(object)
    case .storageNode(let object): storageNodes.append(object)
    case .podGroup(let object): podGroups.append(object)
    case .failure(let words): throw InvalidInstance(words)
    }
    guard !item.unknown.isEmpty else { return }
    for text in item.unknown { warnings.add("\(text) is not known here", about: item.label) }
  }
}

extension ClusterItem {
  /// Kind and name, as warnings have them.
  fileprivate var label: String {
    switch content {
    case .node(let object): "Node \(object.metadata.name ?? "")"
    case .pod(let object): "Pod \(object.metadata.name ?? "")"
    case .budget(let object): "PodDisruptionBudget \(object.metadata.name ?? "")"
    case .priorityClass(let object): "PriorityClass \(object.metadata.name ?? "")"
    case .namespace(let object): "Namespace \(object.metadata.name ?? "")"
    case .claim(let object): "PersistentVolumeClaim \(object.metadata.name ?? "")"
    case .volume(let object): "PersistentVolume \(object.metadata.name ?? "")"
    case .storageClass(let object): "StorageClass \(object.metadata.name ?? "")"
    case .storageNode(let object): "CSINode \(object.metadata.name ?? "")"
    case .podGroup(let object): "PodGroup \(object.metadata.name ?? "")"
    case .failure(let words): words
    }
  }
}
