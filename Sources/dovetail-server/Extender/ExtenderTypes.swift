import Problems

/// The types of the scheduler's extender API, version 1. Go writes them without tags: the names are the fields' own,
/// any case is read, and what is absent is null.
enum ExtenderTypes {
  /// Of filter and prioritize. One of `nodes` and `nodeNames` is there, by whether the extender keeps nodes itself.
  struct Arguments: Decodable, Sendable {
    let pod: ClusterSnapshot.PodObject
    let nodes: [Node]?
    let nodeNames: [String]?

    init(from decoder: any Decoder) throws {
      let container = try CaselessContainer(decoder)
      pod = try container.require(ClusterSnapshot.PodObject.self, "Pod")
      nodes = try container.decode(NodeList.self, "Nodes")?.items
      nodeNames = try container.decode([String].self, "NodeNames")
    }

    /// The nodes in question, by name.
    var names: [String] { nodeNames ?? nodes?.map(\.node.name) ?? [] }
  }

  /// A node twice: as it came, to be sent back, and as we understand it.
  struct Node: Decodable, Sendable {
    let object: JSONValue
    let node: ClusterSnapshot.Node

    init(from decoder: any Decoder) throws {
      object = try JSONValue(from: decoder)
      node = try ClusterSnapshot.NodeObject(from: decoder).node
    }
  }

  struct NodeList: Decodable, Sendable {
    let items: [Node]

    init(from decoder: any Decoder) throws {
      items = try CaselessContainer(decoder).decode([Node].self, "items") ?? []
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

  struct PreemptionArguments: Decodable, Sendable {
    let pod: ClusterSnapshot.PodObject
    /// By node, whichever of the two forms it came in.
    let victims: [String: MetaVictims]

    init(from decoder: any Decoder) throws {
      let container = try CaselessContainer(decoder)
      pod = try container.require(ClusterSnapshot.PodObject.self, "Pod")
      if let victims = try container.decode([String: MetaVictims].self, "NodeNameToMetaVictims"), !victims.isEmpty {
        self.victims = victims
      } else {
        victims = try container.decode([String: Victims].self, "NodeNameToVictims")?.mapValues(\.meta) ?? [:]
      }
    }
  }

  private struct Victims: Decodable {
    struct Pod: Decodable {
      struct Metadata: Decodable { let uid: String? }
      let metadata: Metadata?
    }

    let meta: MetaVictims

    init(from decoder: any Decoder) throws {
      let container = try CaselessContainer(decoder)
      let pods = try container.decode([Pod].self, "Pods") ?? []
      meta = MetaVictims(
        pods: pods.map { MetaPod(uid: $0.metadata?.uid ?? "") },
        numPDBViolations: try container.decode(Int.self, "NumPDBViolations") ?? 0)
    }
  }

  struct MetaPod: Codable, Sendable, Equatable {
    let uid: String

    init(uid: String) { self.uid = uid }

    init(from decoder: any Decoder) throws {
      uid = try CaselessContainer(decoder).decode(String.self, "UID") ?? ""
    }

    private enum CodingKeys: String, CodingKey { case uid = "UID" }
  }

  struct MetaVictims: Codable, Sendable, Equatable {
    let pods: [MetaPod]
    let numPDBViolations: Int

    init(pods: [MetaPod], numPDBViolations: Int) {
      self.pods = pods
      self.numPDBViolations = numPDBViolations
    }

    init(from decoder: any Decoder) throws {
      let container = try CaselessContainer(decoder)
      pods = try container.decode([MetaPod].self, "Pods") ?? []
      numPDBViolations = try container.decode(Int.self, "NumPDBViolations") ?? 0
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
