import Basics
import Synchronization

/// One object of the API, read by itself, as a cluster that is watched has them.
package struct ClusterItem: Sendable {
  /// In a box, since there are many, and copies are made of all.
  indirect enum Content: Sendable {
    case node(KubernetesObjects.Node)
    case pod(KubernetesObjects.Pod)
    case budget(KubernetesObjects.DisruptionBudget)
    case priorityClass(KubernetesObjects.PriorityClass)
    case namespace(KubernetesObjects.Namespace)
    case claim(KubernetesObjects.VolumeClaim)
    case volume(KubernetesObjects.PersistentVolume)
    case storageClass(KubernetesObjects.StorageClass)
    case storageNode(KubernetesObjects.StorageNode)
    case podGroup(KubernetesObjects.PodGroup)
    /// Why it cannot be read, in words.
    case failure(String)
  }

  let content: Content
  /// Unlike that of all other readings.
  package let reading: UInt64
  /// Fields that are not known here and do not matter, in words.
  let unknown: [String]

  private static let readings = Atomic<UInt64>(0)

  /// - Parameters:
  ///   - kind: such as "Pod".
  ///   - json: the object, with or without `kind` and `apiVersion`.
  package init(_ kind: String, json bytes: [UInt8]) {
    var json = JSONReader(SourceText(name: "a \(kind)", bytes: bytes), place: .path)
    reading = Self.readings.add(1, ordering: .relaxed).newValue
    do throws(InputError) {
      content = try Self.content(kind, &json, reading)
      unknown = json.unknown
    } catch {
      let name = KubernetesShapes.name(of: JSONReader(json.source, place: .path)) ?? "without a name"
      content = .failure("the \(kind) \(name): \(error.message)")
      unknown = []
    }
  }

  private static func content(_ kind: String, _ json: inout JSONReader, _ reading: UInt64) throws(InputError) -> Content
  {
    switch kind {
    case "Node": return .node(try .init(from: &json))
    case "Pod":
      var pod = try KubernetesObjects.Pod(from: &json)
      pod.reading = reading
      return .pod(pod)
    case "PodDisruptionBudget": return .budget(try .init(from: &json))
    case "PriorityClass": return .priorityClass(try .init(from: &json))
    case "Namespace": return .namespace(try .init(from: &json))
    case "PersistentVolumeClaim": return .claim(try .init(from: &json))
    case "PersistentVolume": return .volume(try .init(from: &json))
    case "StorageClass": return .storageClass(try .init(from: &json))
    case "CSINode": return .storageNode(try .init(from: &json))
    case "PodGroup": return .podGroup(try .init(from: &json))
    default: return .failure("objects of the kind \(kind) are not read")
    }
  }
}
