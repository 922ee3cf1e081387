import Basics

/// Single objects of the Kubernetes API, as calls of the scheduler carry them: without the list around them, and
/// without a kind.
extension ClusterSnapshot {
  /// A pod as the API writes it.
  package struct PodObject: JSONReadable, Sendable {
    package let uid: String?
    /// nil for a pod that has ended, or that is pending and may not be scheduled.
    package let pod: Pod?

    package init(from json: inout JSONReader) throws(InputError) {
      let start = json.position
      var items = KubernetesItems()
      items.pods = [try KubernetesObjects.Pod(from: &json)]
      uid = items.pods[0].metadata.uid
      do {
        pod = try items.snapshot(named: "", isWhole: false).pods.first
      } catch {
        throw json.mistake(at: start, "\(error)")
      }
    }
  }

  /// A node as the API writes it.
  package struct NodeObject: JSONReadable, Sendable {
    package let node: Node

    package init(from json: inout JSONReader) throws(InputError) {
      let start = json.position
      var items = KubernetesItems()
      items.nodes = [try KubernetesObjects.Node(from: &json)]
      do {
        // The scheduler that calls knows its words, and has looked at what the node is fit for.
        var node = try items.snapshot(named: "", isWhole: false).nodes[0]
        node.notDestination = nil
        self.node = node
      } catch {
        throw json.mistake(at: start, "\(error)")
      }
    }
  }
}
