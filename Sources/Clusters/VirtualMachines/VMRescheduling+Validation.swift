import Basics
import Solving

/// What an instance owes to its data.
extension VMRescheduling.Instance {
  /// The same with VMs that ask for room.
  public func admitting(_ arrivals: [VMRescheduling.Arrival]) throws(InvalidInstance) -> Self {
    for (number, arrival) in arrivals.enumerated() {
      let limit = 0...Self.amountLimit
      guard limit.contains(arrival.size.cpu), limit.contains(arrival.size.memory),
        (1...VMRescheduling.NodeSet.limit).contains(arrival.nodeCount),
        arrival.size.cpu.isMultiple(of: arrival.nodeCount), arrival.size.memory.isMultiple(of: arrival.nodeCount)
      else {
        throw InvalidInstance(
          "arrival \(number) has \(arrival.size.cpu) cores and \(arrival.size.memory) MiB on \(arrival.nodeCount) nodes"
        )
      }
    }
    let unplaced = Set(arrivals.map(\.nodeCount)).filter { !isChoosable($0) }
    if let arrival = arrivals.first(where: { unplaced.contains($0.nodeCount) }) {
      throw InvalidInstance(
        "arrival '\(arrival.name)' on \(arrival.nodeCount) NUMA nodes: more than \(Self.choiceLimit) ways on a machine")
    }
    var instance = self
    instance.arrivals = arrivals
    instance.goal = .admission
    return instance
  }

  static func validate(_ machine: VMRescheduling.Machine, _ number: Int) throws(InvalidInstance) {
    guard (1...VMRescheduling.NodeSet.limit).contains(machine.nodes.count) else {
      throw InvalidInstance(
        "machine \(number) has \(machine.nodes.count) NUMA nodes, not 1 to \(VMRescheduling.NodeSet.limit)")
    }
    for node in machine.nodes {
      guard (0...amountLimit).contains(node.cpu), (0...amountLimit).contains(node.memory) else {
        throw InvalidInstance(
          "machine \(number) has a NUMA node of \(node.cpu) cores and \(node.memory) MiB; both are 0 to 2^40")
      }
    }
  }

  static func validate(_ vm: VMRescheduling.VirtualMachine, _ number: Int, _ machines: [VMRescheduling.Machine])
    throws(InvalidInstance)
  {
    let limit = 0...amountLimit
    guard limit.contains(vm.size.cpu), limit.contains(vm.size.memory),
      vm.split.allSatisfy({ limit.contains($0.cpu) && limit.contains($0.memory) })
    else {
      throw InvalidInstance(
        "VM \(number) takes \(vm.size.cpu) cores and \(vm.size.memory) MiB; both are 0 to 2^40", at: .item(number))
    }
    guard machines.indices.contains(vm.home.machine) else {
      throw InvalidInstance(
        "VM \(number) is on machine \(vm.home.machine); there are 0 to \(machines.count - 1)",
        at: .item(number))
    }
    let count = machines[vm.home.machine].nodes.count
    guard (1...count).contains(vm.nodeCount) else {
      throw InvalidInstance(
        "VM \(number) is on \(counted(vm.nodeCount, "NUMA node")); its machine has \(count)", at: .item(number))
    }
    guard vm.home.isOne(of: count, for: vm.nodeCount) else {
      let nodes = vm.nodeCount == 1 ? "one" : "\(vm.nodeCount)"
      throw InvalidInstance(
        "VM \(number) is on NUMA node \(vm.home.nodeText); it is to be on \(nodes) of the \(count) of its machine"
          + (vm.nodeCount == 2 && count == 2 ? ", written -1" : ""), at: .item(number))
    }
    guard !vm.split.isEmpty || vm.size.cpu.isMultiple(of: vm.nodeCount) && vm.size.memory.isMultiple(of: vm.nodeCount)
    else {
      throw InvalidInstance(
        "VM \(number) cannot be split evenly over \(vm.nodeCount) NUMA nodes: \(vm.size.cpu) cores, "
          + "\(vm.size.memory) MiB; say what it takes of each, as lists of cpu and of mem", at: .item(number))
    }
  }

  /// The free amounts of each NUMA node.
  static func freeAmounts(
    _ machines: [VMRescheduling.Machine], _ virtualMachines: [VMRescheduling.VirtualMachine], _ start: [Int]
  ) throws(InvalidInstance) -> [VMRescheduling.Amount] {
    var free = machines.flatMap(\.nodes)
    for (number, vm) in virtualMachines.enumerated() {
      for (node, amount) in vm.parts(at: vm.home) {
        let place = start[vm.home.machine] + node
        free[place].cpu -= amount.cpu
        free[place].memory -= amount.memory
        guard free[place].cpu >= 0, free[place].memory >= 0 else {
          throw overload(of: vm.home.machine, node, from: number, machines, virtualMachines)
        }
      }
    }
    return free
  }

  /// Where and by how much a node holds more than it has, and what would let it.
  private static func overload(
    of machine: Int, _ node: Int, from number: Int, _ machines: [VMRescheduling.Machine],
    _ virtualMachines: [VMRescheduling.VirtualMachine]
  ) -> InvalidInstance {
    let total = machines[machine].nodes[node]
    var taken = VMRescheduling.Amount(cpu: 0, memory: 0)
    for vm in virtualMachines where vm.home.machine == machine {
      for (place, amount) in vm.parts(at: vm.home) where place == node {
        taken.cpu += amount.cpu
        taken.memory += amount.memory
      }
    }
    let isCPU = taken.cpu > total.cpu
    let (has, takes) = isCPU ? (total.cpu, taken.cpu) : (total.memory, taken.memory)
    let (what, unit, key) =
      isCPU ? ("cores", "cores", "cpuAllocationRatio") : ("memory", "MiB of memory", "ramAllocationRatio")
    let name = machines[machine].name
    let hundredths = has > 0 ? Double(takes) / Double(has) * 100 : .infinity
    let way =
      hundredths < 1e6
      ? "; where that is meant, totals are to be multiplied by an allocation ratio, at least "
        + "\"\(key)\": \(hundredths.rounded(.up) / 100)" : ""
    return InvalidInstance(
      "NUMA node \(node) of machine \(machine) ('\(name)') has not enough \(what) from VM \(number) on: "
        + "its VMs take \(takes) of \(has) \(unit)\(way)", at: .item(number))
  }

  static func validate(_ groups: [[Int]], _ what: String, _ count: Int) throws(InvalidInstance) {
    for (number, group) in groups.enumerated() {
      var seen: Set<Int> = []
      for vm in group {
        guard (0..<count).contains(vm) else {
          throw InvalidInstance("\(what) anti-affinity group \(number) names VM \(vm), which does not exist")
        }
        guard seen.insert(vm).inserted else {
          throw InvalidInstance("\(what) anti-affinity group \(number) names VM \(vm) twice")
        }
      }
    }
  }
}
