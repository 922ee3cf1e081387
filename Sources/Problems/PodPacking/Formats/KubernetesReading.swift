/// Single objects of the Kubernetes API, as calls of the scheduler carry them: without the list around them, and
/// without a kind.
extension ClusterSnapshot {
  /// A pod as the API writes it.
  package struct PodObject: Decodable, Sendable {
    package let uid: String?
    /// nil for a pod that has ended, or that is pending and may not be scheduled.
    package let pod: Pod?

    package init(from decoder: any Decoder) throws {
      let object = try KubernetesObjects.Pod(from: decoder)
      uid = object.metadata.uid
      var items = KubernetesItems()
      items.pods = [object]
      do {
        pod = try items.snapshot(named: "").pods.first
      } catch {
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "\(error)"))
      }
    }
  }

  /// A node as the API writes it.
  package struct NodeObject: Decodable, Sendable {
    package let node: Node

    package init(from decoder: any Decoder) throws {
      var items = KubernetesItems()
      items.nodes = [try KubernetesObjects.Node(from: decoder)]
      do {
        node = try items.snapshot(named: "").nodes[0]
      } catch {
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "\(error)"))
      }
    }
  }
}
