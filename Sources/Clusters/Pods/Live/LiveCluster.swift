import Basics
import Solving

/// Snapshots of a cluster whose objects are read one by one, as they change.
package struct LiveCluster: Sendable {
  private var converted = ConvertedPods()

  package init() {}

  /// - Parameters:
  ///   - items: all there are; no object twice.
  ///   - name: what results call the cluster.
  /// - Throws: `InvalidInstance` for an object that cannot be read.
  package mutating func snapshot(
    of items: some Sequence<ClusterItem>, named name: String
  ) throws(InvalidInstance) -> ClusterSnapshot {
    var all = KubernetesItems()
    for item in items { try all.append(item) }
    return try all.snapshot(named: name, reusing: &converted)
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
