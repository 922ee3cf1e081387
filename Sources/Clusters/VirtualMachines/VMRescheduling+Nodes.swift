/// NUMA nodes, counted over all machines.
extension VMRescheduling.Instance {
  /// Machines, each of some NUMA nodes.
  public var machineCount: Int { machines.count }

  /// NUMA nodes of all machines.
  var nodeCount: Int { nodeStart[machineCount] }

  /// The nodes of one machine.
  func nodes(of machine: Int) -> Range<Int> { nodeStart[machine]..<nodeStart[machine + 1] }

  /// Most ways to choose the nodes of a VM on one machine; where there are more, it stays where it is.
  static let choiceLimit = 512

  /// What a VM of so many nodes can take on `machine`, as a place has it.
  func choices(on machine: Int, for count: Int) -> [Int] {
    let choices = nodeChoices[machines[machine].nodes.count]
    return count < choices.count ? choices[count] : []
  }

  /// The places on `machine` for a VM of so many nodes.
  func places(on machine: Int, for count: Int) -> [VMRescheduling.Place] {
    choices(on: machine, for: count).map { VMRescheduling.Place(machine: machine, node: $0) }
  }

  /// - Parameter kinds: how many nodes machines have.
  static func nodeChoices(of kinds: Set<Int>) -> [[[Int]]] {
    (0...(kinds.max() ?? 0)).map { nodes in
      kinds.contains(nodes) ? (0...nodes).map { choices(of: $0, from: nodes) } : []
    }
  }

  func isChoosable(_ count: Int) -> Bool {
    Self.isChoosable(count, nodeChoices, Set(machines.map(\.nodes.count)))
  }

  /// Whether a VM of so many nodes has all its places listed.
  static func isChoosable(_ count: Int, _ choices: [[[Int]]], _ kinds: Set<Int>) -> Bool {
    kinds.allSatisfy { $0 < count || !choices[$0][count].isEmpty }
  }

  private static func choices(of count: Int, from nodes: Int) -> [Int] {
    guard count > 0 else { return [] }
    var ways = 1
    for step in 1...count { ways = ways * (nodes - count + step) / step }
    guard ways <= choiceLimit else { return [] }
    var sets: [UInt32] = [0]
    for _ in 0..<count {
      sets = sets.flatMap { set in
        (UInt32.bitWidth - set.leadingZeroBitCount..<nodes).map { set | 1 << UInt32($0) }
      }
    }
    return sets.map(VMRescheduling.Place.code)
  }
}

extension VMRescheduling.Place {
  /// Whether it is `count` of the nodes of a machine that has `nodes`.
  func isOne(of nodes: Int, for count: Int) -> Bool {
    guard node >= -Int(UInt32.max) else { return false }
    let taken = self.nodes
    return taken.count == count && taken.allSatisfy { $0 < nodes } && Self(machine: machine, nodes: taken) == self
  }
}
