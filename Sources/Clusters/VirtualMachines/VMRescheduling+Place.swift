extension VMRescheduling {
  /// NUMA nodes of one machine, in order.
  struct NodeSet: Sequence, IteratorProtocol, Hashable, Sendable {
    /// Most nodes of a machine.
    static let limit = 32

    private var bits: UInt32

    init(bits: UInt32) { self.bits = bits }

    var count: Int { bits.nonzeroBitCount }

    func contains(_ node: Int) -> Bool { bits & (1 &<< UInt32(truncatingIfNeeded: node)) != 0 }

    mutating func next() -> Int? {
      guard bits != 0 else { return nil }
      let node = bits.trailingZeroBitCount
      bits &= bits &- 1
      return node
    }
  }

  /// Where a VM is: a machine and one of its NUMA nodes, or several.
  public struct Place: Hashable, Sendable {
    /// The machine's number.
    public let machine: Int
    /// A NUMA node from 0 on; for a VM of several nodes n it is -Σ 2ⁿ, which is never -1.
    public let node: Int

    /// The `node` of a VM that is split over nodes 0 and 1.
    public static let both = -3

    /// A NUMA node of a machine, or both of two.
    public init(machine: Int, node: Int) {
      self.machine = machine
      self.node = node
    }

    /// Several NUMA nodes of a machine, each below 32.
    public init(machine: Int, nodes: some Sequence<Int>) {
      let bits = nodes.reduce(0) { $0 | 1 << $1 }
      self.init(machine: machine, node: Self.code(UInt32(bits)))
    }

    /// The `node` of these nodes.
    static func code(_ bits: UInt32) -> Int {
      bits.nonzeroBitCount == 1 ? bits.trailingZeroBitCount : -Int(bits)
    }

    /// The NUMA nodes of the machine that are taken.
    var nodes: NodeSet {
      if node >= 0 { return NodeSet(bits: node < NodeSet.limit ? 1 << UInt32(node) : 0) }
      return NodeSet(bits: UInt32(truncatingIfNeeded: node.magnitude))
    }

    /// As tables and errors show its nodes: 1, or 0+2.
    var nodeText: String { nodes.map(String.init).joined(separator: "+") }
  }
}

extension VMRescheduling.Place: Codable {
  private enum CodingKeys: String, CodingKey {
    case machine = "pm"
    case node = "numa"
  }

  /// `numa` is a node or a list of nodes. It is not -1, which in instances is all of a machine: how many that are, a
  /// solution does not say.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let machine = try container.decode(Int.self, forKey: .machine)
    if let node = try? container.decode(Int.self, forKey: .node) {
      guard node >= 0 else {
        throw DecodingError.dataCorruptedError(
          forKey: .node, in: container, debugDescription: "\(node) is no NUMA node; several are a list such as [0, 1]")
      }
      self.init(machine: machine, node: node)
      return
    }
    let nodes = try container.decode([Int].self, forKey: .node)
    guard !nodes.isEmpty, Set(nodes).count == nodes.count,
      nodes.allSatisfy({ (0..<VMRescheduling.NodeSet.limit).contains($0) })
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .node, in: container, debugDescription: "\(nodes) is no list of different NUMA nodes")
    }
    self.init(machine: machine, nodes: nodes)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(machine, forKey: .machine)
    if node >= 0 {
      try container.encode(node, forKey: .node)
    } else {
      try container.encode(Array(nodes), forKey: .node)
    }
  }
}
