import Basics
import Pods

/// The types of the scheduler's extender API, version 1. Go writes them without tags: the names are the fields' own,
/// any case is read, and what is absent is null.
enum ExtenderTypes {
  /// Of filter and prioritize. One of `nodes` and `nodeNames` is there, by whether the extender keeps nodes itself.
  struct Arguments: JSONReadable, Sendable {
    /// nil for a pod that is not ours to understand: one that has ended or may not be scheduled, or with a word of a
    /// newer API.
    var pod: ClusterSnapshot.Pod?
    let nodes: [Node]?
    let nodeNames: [String]?

    init(from json: inout JSONReader) throws(InputError) {
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
    var names: [String] { nodeNames ?? nodes?.map(\.name) ?? [] }
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
  struct Node: JSONReadable, Sendable {
    let object: JSONValue
    let name: String
    let node: ClusterSnapshot.Node?

    init(from json: inout JSONReader) throws(InputError) {
      var again = json
      object = try JSONValue(from: &json)
      node = try Understood<ClusterSnapshot.NodeObject>(from: &again).value?.node
      name = node?.name ?? object["metadata"]?["name"]?.text ?? ""
    }
  }

  struct NodeList: JSONReadable, Sendable {
    let items: [Node]

    init(from json: inout JSONReader) throws(InputError) {
      var items: [Node]?
      try json.beginObject()
      while let key = try json.nextKey() {
        if key.lowercased() == "items" { try json.read(&items) } else { try json.skipValue() }
      }
      self.items = items ?? []
    }
  }

  struct FilterResult: Encodable, Sendable, Equatable {
    struct Nodes: Encodable, Sendable, Equatable {
      let metadata: [String: String] = [:]
      let items: [JSONValue]
      private enum CodingKeys: String, CodingKey { case metadata, items }
    }

    var nodes: Nodes?
    var nodeNames: [String]?
    /// Nodes that preemption could open, with the reason.
    var failedNodes: [String: String]?
    /// Nodes that nothing can open for this pod, with the reason.
    var failedAndUnresolvableNodes: [String: String]?
    /// Not empty: the scheduling of the pod fails.
    var error = ""

    private enum CodingKeys: String, CodingKey {
      case nodes = "Nodes"
      case nodeNames = "NodeNames"
      case failedNodes = "FailedNodes"
      case failedAndUnresolvableNodes = "FailedAndUnresolvableNodes"
      case error = "Error"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(nodes, forKey: .nodes)
      try container.encode(nodeNames, forKey: .nodeNames)
      try container.encode(failedNodes, forKey: .failedNodes)
      try container.encode(failedAndUnresolvableNodes, forKey: .failedAndUnresolvableNodes)
      try container.encode(error, forKey: .error)
    }
  }

  struct HostPriority: Encodable, Sendable, Equatable {
    let host: String
    /// 0 to 10.
    let score: Int

    private enum CodingKeys: String, CodingKey {
      case host = "Host"
      case score = "Score"
    }
  }

  struct PreemptionArguments: JSONReadable, Sendable {
    /// nil as in `Arguments`.
    var pod: ClusterSnapshot.Pod?
    /// By node, whichever of the two forms it came in.
    let victims: [String: MetaVictims]

    init(from json: inout JSONReader) throws(InputError) {
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

  struct MetaPod: JSONReadable, Encodable, Sendable, Equatable {
    let uid: String

    init(uid: String) { self.uid = uid }

    init(from json: inout JSONReader) throws(InputError) {
      var uid: String?
      try json.beginObject()
      while let key = try json.nextKey() {
        if key.lowercased() == "uid" { try json.read(&uid) } else { try json.skipValue() }
      }
      self.uid = uid ?? ""
    }

    private enum CodingKeys: String, CodingKey { case uid = "UID" }
  }

  struct MetaVictims: JSONReadable, Encodable, Sendable, Equatable {
    let pods: [MetaPod]
    let numPDBViolations: Int

    init(pods: [MetaPod], numPDBViolations: Int) {
      self.pods = pods
      self.numPDBViolations = numPDBViolations
    }

    init(from json: inout JSONReader) throws(InputError) {
      let victims = try VictimList<MetaPod>(from: &json)
      self.init(pods: victims.pods, numPDBViolations: victims.numPDBViolations)
    }

    private enum CodingKeys: String, CodingKey {
      case pods = "Pods"
      case numPDBViolations = "NumPDBViolations"
    }
  }

  struct PreemptionResult: Encodable, Sendable, Equatable {
    let nodeNameToMetaVictims: [String: MetaVictims]
    private enum CodingKeys: String, CodingKey { case nodeNameToMetaVictims = "NodeNameToMetaVictims" }
  }
}
