import Basics
import Solving

extension VMRescheduling {
  /// NUMA nodes as a file writes them: one, several with plus signs between, or -1 for all of a machine.
  struct NodeList {
    /// In the file's order.
    let values: [Int]

    var count: Int { values.count }

    init(_ values: [Int]) { self.values = values }

    /// - Parameter all: how many nodes the machine has.
    init?(_ text: String, of all: Int) {
      if text == "-1" {
        values = Array(0..<all)
        return
      }
      let parts = text.split(separator: "+", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.allSatisfy({ $0.map((0..<all).contains) ?? false }), Set(parts).count == parts.count else {
        return nil
      }
      values = parts.compactMap(\.self)
    }
  }

  /// An amount as a file writes it: in all, or of each node.
  struct PerNode: Decodable, Hashable {
    let values: [Int]

    init(_ values: [Int]) { self.values = values }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let value = try? container.decode(Int.self) {
        values = [value]
        return
      }
      guard let values = try? container.decode([Int].self), !values.isEmpty else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "expected an integer, or a list of integers, one for each NUMA node")
      }
      self.values = values
    }

    /// Integers with plus signs between.
    init?(_ text: String) {
      let parts = text.split(separator: "+", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.allSatisfy({ $0 != nil }) else { return nil }
      values = parts.compactMap(\.self)
    }
  }

  /// What a file says of a VM's size and place.
  struct Residence {
    var cpu: PerNode
    var memory: PerNode
    /// Nil where the file says nothing.
    var count: Int?
    /// Nil where the file says nothing; [-1] for all of the machine.
    var nodes: NodeList?
    var machine: Int

    /// - Parameter number: of the VM, for errors.
    func virtualMachine(
      named name: String, _ number: Int, isFixed: Bool, on machines: [Machine]
    ) throws(InvalidInstance) -> VirtualMachine {
      guard machines.indices.contains(machine) else {
        throw InvalidInstance(
          "VM \(number) is on machine \(machine); there are 0 to \(machines.count - 1)",
          at: .item(number))
      }
      let nodes = try nodes(number, of: machines[machine].nodes.count)
      let home = Place(machine: machine, nodes: nodes)
      guard cpu.values.count > 1 || memory.values.count > 1 else {
        return VirtualMachine(
          name: name, size: Amount(cpu: cpu.values.first ?? 0, memory: memory.values.first ?? 0),
          nodeCount: nodes.count, home: home, isFixed: isFixed)
      }
      guard cpu.values.count == nodes.count, memory.values.count == nodes.count else {
        throw InvalidInstance(
          "VM \(number) is on \(counted(nodes.count, "NUMA node")), and has \(counted(cpu.values.count, "amount")) of cpu and "
            + "\(memory.values.count) of mem; where one is a list, both have one for each node", at: .item(number))
      }
      let order = nodes.indices.sorted { nodes[$0] < nodes[$1] }
      return VirtualMachine(
        name: name, parts: order.map { Amount(cpu: cpu.values[$0], memory: memory.values[$0]) }, home: home,
        isFixed: isFixed)
    }

    private func nodes(_ number: Int, of all: Int) throws(InvalidInstance) -> [Int] {
      let isWhole = nodes.map { $0.values == [-1] } ?? false
      let amounts = max(cpu.values.count, memory.values.count)
      let listed = isWhole ? nil : nodes?.values
      let count = count ?? listed?.count ?? (amounts > 1 ? amounts : isWhole ? all : 1)
      guard (1...max(1, all)).contains(count) else {
        throw InvalidInstance(
          "VM \(number) is on \(counted(count, "NUMA node")); its machine has \(all)", at: .item(number))
      }
      guard let listed else {
        if nodes == nil, count == 1 { return [0] }
        guard count == all else {
          throw InvalidInstance(
            isWhole && count == 1
              ? "VM \(number) is on NUMA node -1, which is for a VM of all nodes; one of one node is on 0 to \(all - 1)"
              : "VM \(number) is on \(count) of the \(all) NUMA nodes of its machine; say which, as in \"numa\": [0, 1]",
            at: .item(number))
        }
        return Array(0..<all)
      }
      guard listed.count == count else {
        throw InvalidInstance(
          "VM \(number) has \(counted(count, "NUMA node")), written as a list or -1 for all, not "
            + (listed.count == 1 ? "\(listed[0])" : "\(listed)"), at: .item(number))
      }
      guard listed.allSatisfy((0..<all).contains), Set(listed).count == count else {
        let found = listed.count == 1 ? "node \(listed[0])" : "nodes \(listed)"
        throw InvalidInstance(
          "VM \(number) is on NUMA \(found); its machine has 0 to \(all - 1), each once", at: .item(number))
      }
      return listed
    }
  }
}
