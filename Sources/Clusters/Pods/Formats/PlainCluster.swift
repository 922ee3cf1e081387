import Basics
import Solving

/// The plain format of packing studies: names, cpu in millicores and memory in bytes, a priority of which larger is more
/// important, and the node where a pod runs, or null.
///
/// `{"name", "nodes": [{"name", "cpu", "mem"}], "pods": [{"name", "cpu", "mem", "priority", "node"}]}`
struct PlainCluster: Encodable {
  struct Node: Encodable {
    let name: String
    let cpu: Amount
    let mem: Amount
    /// Keys that the format does not have.
    var unknown: [String] = []

    private enum CodingKeys: String, CodingKey { case name, cpu, mem }
  }

  struct Pod: Encodable {
    let name: String
    let cpu: Amount
    let mem: Amount
    let priority: Int?
    let node: String?
    /// Keys that the format does not have.
    var unknown: [String] = []

    private enum CodingKeys: String, CodingKey { case name, cpu, mem, priority, node }

    /// A pending pod's node is written as null, not left out.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(cpu, forKey: .cpu)
      try container.encode(mem, forKey: .mem)
      try container.encode(priority, forKey: .priority)
      try container.encode(node, forKey: .node)
    }
  }

  /// An integer, or a number that is rounded in its owner's disfavour.
  struct Amount: Encodable {
    private let value: Double?
    let integer: Int

    init(_ integer: Int) { self.init(value: nil, integer: integer) }

    init(value: Double?, integer: Int) {
      self.value = value
      self.integer = integer
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(integer)
    }

    var roundedUp: Int { value.map { Int($0.rounded(.up)) } ?? integer }
  }

  let name: String?
  let nodes: [Node]
  let pods: [Pod]
  /// Keys of the whole that the format does not have.
  var unknown: [String] = []

  private enum CodingKeys: String, CodingKey { case name, nodes, pods }

  /// - Throws: `InvalidInstance` for a pod on a node that there is not.
  func snapshot(named fallback: String) throws(InvalidInstance) -> ClusterSnapshot {
    var snapshot = ClusterSnapshot(name: name ?? fallback)
    snapshot.nodes = nodes.map {
      ClusterSnapshot.Node(name: $0.name, allocatable: ["cpu": $0.cpu.integer, "memory": $0.mem.integer])
    }
    let names = Set(nodes.map(\.name))
    for pod in pods {
      if let node = pod.node, !names.contains(node) {
        throw InvalidInstance("pod '\(pod.name)' runs on node '\(node)', which is not among the nodes")
      }
      snapshot.pods.append(
        ClusterSnapshot.Pod(
          name: pod.name, requests: ["cpu": pod.cpu.roundedUp, "memory": pod.mem.roundedUp],
          priority: pod.priority ?? 0, nodeName: pod.node))
    }
    var tally = WarningTally()
    for (keys, name) in [(unknown, "the cluster")] + nodes.map({ ($0.unknown, $0.name) })
      + pods.map({ ($0.unknown, $0.name) })
    {
      for key in keys { tally.add("the key '\(key)' is not known here and not looked at", about: name) }
    }
    snapshot.warnings = tally.lines
    return snapshot
  }
}
