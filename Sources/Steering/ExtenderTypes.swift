import Basics
import Pods

/// The types of the scheduler's extender API, version 1. Go writes them without tags: the names are the fields' own,
/// any case is read, and what is absent is null.
package enum ExtenderTypes {
  /// Of filter and prioritize. One of `nodes` and `nodeNames` is there, by whether the extender keeps nodes itself.
  package struct Arguments: JSONReadable, Sendable {
    /// nil for a pod that is not ours to understand: one that has ended or may not be scheduled, or with a word of a
    /// newer API.
    package var pod: ClusterSnapshot.Pod?
    package let nodes: [Node]?
    package let nodeNames: [String]?

    package init(from json: inout JSONReader) throws(InputError) {
      var pod: Understood<ClusterSnapshot.PodObject>?
      var list: NodeList?
      var nodeNames: [String]?
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key.lowercased() {
        case "pod": try json.read(&pod)
        case "nodes": try json.read(&list)
        case "nodenames": try json.read(&nodeNames)
        default: try json.skipValue()
        }
      }
      self.pod = try json.required(pod, "Pod", of: object).value?.pod
      nodes = list?.items
      self.nodeNames = nodeNames
    }

    /// The nodes in question, by name.
    package var names: [String] { nodeNames ?? nodes?.map(\.name) ?? [] }
  }

  /// A value of the API that may have words which are not known here: then it is nil, and no reason to fail.
  struct Understood<Value: JSONReadable>: JSONReadable {
    let value: Value?

    init(from json: inout JSONReader) throws(InputError) {
      var ahead = json
      value = try? Value(from: &ahead)
      if value == nil { try json.skipValue() } else { json = ahead }
    }
  }

  /// A node twice: as it came, to be sent back, and as we understand it.
  package struct Node: JSONReadable, Sendable {
    package let object: JSONValue
    package let name: String
    package let node: ClusterSnapshot.Node?

    package init(from json: inout JSONReader) throws(InputError) {
      var again = json
      object = try JSONValue(from: &json)
      node = try Understood<ClusterSnapshot.NodeObject>(from: &again).value?.node
      name = node?.name ?? object["metadata"]?["name"]?.text ?? ""
    }
  }

  package struct NodeList: JSONReadable, Sendable {
    package let items: [Node]

    package init(from json: inout JSONReader) throws(InputError) {
      var items: [Node]?
      try json.beginObject()
      while let key = try json.nextKey() {
        if key.lowercased() == "items" { try json.read(&items) } else { try json.skipValue() }
      }
      self.items = items ?? []
    }
  }

  package struct FilterResult: Encodable, Sendable, Equatable {
    package struct Nodes: Encodable, Sendable, Equatable {
      package let metadata: [String: String] = [:]
      package let items: [JSONValue]
      private enum CodingKeys: String, CodingKey { case metadata, items }
    }

    package var nodes: Nodes?
    package var nodeNames: [String]?
    /// Nodes that preemption could open, with the reason.
    package var failedNodes: [String: String]?
    /// Nodes that nothing can open for this pod, with the reason.
    package var failedAndUnresolvableNodes: [String: String]?
    /// Not empty: the scheduling of the pod fails.
    package var error = ""

    private enum CodingKeys: String, CodingKey {
      case nodes = "Nodes"
      case nodeNames = "NodeNames"
      case failedNodes = "FailedNodes"
      case failedAndUnresolvableNodes = "FailedAndUnresolvableNodes"
      case error = "Error"
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(nodes, forKey: .nodes)
      try container.encode(nodeNames, forKey: .nodeNames)
      try container.encode(failedNodes, forKey: .failedNodes)
      try container.encode(failedAndUnresolvableNodes, forKey: .failedAndUnresolvableNodes)
      try container.encode(error, forKey: .error)
    }
  }

  package struct HostPriority: Encodable, Sendable, Equatable {
    package let host: String
    /// 0 to 10.
    package let score: Int

    private enum CodingKeys: String, CodingKey {
      case host = "Host"
      case score = "Score"
    }
  }

  package struct PreemptionArguments: JSONReadable, Sendable {
    /// nil as in `Arguments`.
    package var pod: ClusterSnapshot.Pod?
    /// By node, whichever of the two forms it came in.
    package let victims: [String: MetaVictims]

    package init(from json: inout JSONReader) throws(InputError) {
      var pod: Understood<ClusterSnapshot.PodObject>?
      var short: [String: MetaVictims]?
      var long: [String: Victims]?
      let object = try json.beginObject()
      while let key = try json.nextKey() {
        switch key.lowercased() {
        case "pod": try json.read(&pod)
        case "nodenametometavictims": try json.read(&short)
        case "nodenametovictims": try json.read(&long)
        default: try json.skipValue()
        }
      }
      self.pod = try json.required(pod, "Pod", of: object).value?.pod
      if let short, !short.isEmpty { victims = short } else { victims = (long ?? [:]).mapValues(\.meta) }
    }
  }

  private struct Victims: JSONReadable {
    struct Pod: JSONReadable {
      private(set) var metadata: MetaPod?

      init(from json: inout JSONReader) throws(InputError) {
        try json.beginObject()
        while let key = try json.nextKey() {
          if key == "metadata" { try json.read(&metadata) } else { try json.skipValue() }
        }
      }
    }

    let meta: MetaVictims

    init(from json: inout JSONReader) throws(InputError) {
      let victims = try VictimList<Pod>(from: &json)
      meta = MetaVictims(
        pods: victims.pods.map { $0.metadata ?? MetaPod(uid: "") }, numPDBViolations: victims.numPDBViolations)
    }
  }

  /// What both forms of victims have.
  private struct VictimList<Pod: JSONReadable>: JSONReadable {
    let pods: [Pod]
    let numPDBViolations: Int

    init(from json: inout JSONReader) throws(InputError) {
      var pods: [Pod]?
      var violations: Int?
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key.lowercased() {
        case "pods": try json.read(&pods)
        case "numpdbviolations": try json.read(&violations)
        default: try json.skipValue()
        }
      }
      self.pods = pods ?? []
      numPDBViolations = violations ?? 0
    }
  }

  package struct MetaPod: JSONReadable, Encodable, Sendable, Equatable {
    package let uid: String

    package init(uid: String) { self.uid = uid }

    package init(from json: inout JSONReader) throws(InputError) {
      var uid: String?
      try json.beginObject()
      while let key = try json.nextKey() {
        if key.lowercased() == "uid" { try json.read(&uid) } else { try json.skipValue() }
      }
      self.uid = uid ?? ""
    }

    private enum CodingKeys: String, CodingKey { case uid = "UID" }
  }

  package struct MetaVictims: JSONReadable, Encodable, Sendable, Equatable {
    package let pods: [MetaPod]
    package let numPDBViolations: Int

    package init(pods: [MetaPod], numPDBViolations: Int) {
      self.pods = pods
      self.numPDBViolations = numPDBViolations
    }

    package init(from json: inout JSONReader) throws(InputError) {
      let victims = try VictimList<MetaPod>(from: &json)
      self.init(pods: victims.pods, numPDBViolations: victims.numPDBViolations)
    }

    private enum CodingKeys: String, CodingKey {
      case pods = "Pods"
      case numPDBViolations = "NumPDBViolations"
    }
  }

  package struct PreemptionResult: Encodable, Sendable, Equatable {
    package let nodeNameToMetaVictims: [String: MetaVictims]
    private enum CodingKeys: String, CodingKey { case nodeNameToMetaVictims = "NodeNameToMetaVictims" }
  }
}
