import Solving

extension VMRescheduling {
  /// What a NUMA node holds in all, or a VM takes of each node it is on.
  public struct Amount: Hashable, Sendable {
    /// Cores.
    public var cpu: Int
    /// MiB.
    public var memory: Int

    /// Cores and MiB.
    public init(cpu: Int, memory: Int) {
      self.cpu = cpu
      self.memory = memory
    }
  }

  /// A host with two NUMA nodes.
  public struct Machine: Hashable, Sendable {
    /// Unique among machines.
    public let name: String
    /// The capacities of its two NUMA nodes.
    public let nodes: [Amount]
    /// What rack groups look at; nil for a rack of its own.
    public let rack: String?

    /// A machine by what its nodes have in all.
    public init(name: String, nodes: [Amount], rack: String? = nil) {
      self.name = name
      self.nodes = nodes
      self.rack = rack
    }
  }

  /// Where a VM is: a machine and one of its NUMA nodes, or both.
  public struct Place: Hashable, Sendable, Codable {
    private enum CodingKeys: String, CodingKey {
      case machine = "pm"
      case node = "numa"
    }

    /// The machine's number.
    public let machine: Int
    /// 0 or 1; `both` for a VM of two nodes.
    public let node: Int

    /// The `node` of a VM that is split over both.
    public static let both = -1

    /// A NUMA node of a machine, or both.
    public init(machine: Int, node: Int) {
      self.machine = machine
      self.node = node
    }

    /// The NUMA nodes of the machine that are taken.
    var nodes: ClosedRange<Int> { node == Self.both ? 0...1 : node...node }
  }

  /// A VM that runs.
  public struct VirtualMachine: Hashable, Sendable {
    /// Unique among VMs.
    public let name: String
    /// In all, over its nodes.
    public let size: Amount
    /// 1, or 2: half of it on each node of one machine.
    public let nodeCount: Int
    /// Where it is now.
    public let home: Place
    /// Whether it may not move.
    public let isFixed: Bool

    /// A VM by its size and place.
    public init(name: String, size: Amount, nodeCount: Int, home: Place, isFixed: Bool = false) {
      self.name = name
      self.size = size
      self.nodeCount = nodeCount
      self.home = home
      self.isFixed = isFixed
    }

    /// What it takes of each node that it is on.
    var share: Amount { Amount(cpu: size.cpu / nodeCount, memory: size.memory / nodeCount) }
  }

  /// A VM that asks for room.
  public struct Arrival: Hashable, Sendable {
    /// Unique among arrivals.
    public let name: String
    /// In all, over its nodes.
    public let size: Amount
    /// 1, or 2: half of it on each node of one machine.
    public let nodeCount: Int

    /// A VM that has no place yet.
    public init(name: String, size: Amount, nodeCount: Int) {
      self.name = name
      self.size = size
      self.nodeCount = nodeCount
    }

    var share: Amount { Amount(cpu: size.cpu / nodeCount, memory: size.memory / nodeCount) }
  }

  /// What is asked for.
  public enum Goal: Hashable, Sendable {
    /// The lowest fragment rate.
    case fragments
    /// The fewest migrations that reach a fragment rate of at most so much.
    case migrations(rate: Double)
    /// The fewest machines that host a VM.
    case machines
    /// As many of the instance's arrivals as can be given room.
    case admission
  }

  /// Validated machines and VMs, numbered from 0, with a placement that keeps all rules.
  public struct Instance: Sendable, Equatable {
    /// What results call it.
    public let name: String
    /// By number.
    public let machines: [Machine]
    /// By number.
    public let virtualMachines: [VirtualMachine]
    /// Groups of VMs that stay on pairwise different machines.
    public let antiAffinity: [[Int]]
    /// Groups of VMs that stay on pairwise different racks.
    public let rackAntiAffinity: [[Int]]
    /// The rack of each machine as a number; one of its own for each machine that names none.
    let rackNumbers: [Int]
    /// At most so many VMs end elsewhere than they are.
    public var migrationLimit: Int
    /// What the fragment rate is made of.
    public var measure: Measure
    /// What is asked for.
    public var goal = Goal.fragments
    /// VMs that ask for room, where admission is the goal; placed when all migrations are done.
    public internal(set) var arrivals: [Arrival] = []
    /// Migrations that a machine may take part in at the same time, at least 1.
    public var parallelLimit = 1

    /// Largest cpu or memory of anything; sums of a million of them stay in 64 bits.
    public static let amountLimit = 1 << 40
    /// Most machines, and most VMs.
    public static let countLimit = 1_000_000

    /// - Throws: the first rule that the data breaks, in words.
    public init(
      name: String, machines: [Machine], virtualMachines: [VirtualMachine], antiAffinity: [[Int]] = [],
      rackAntiAffinity: [[Int]] = [], migrationLimit: Int, fragmentTerms: [FragmentTerm] = [FragmentTerm()]
    ) throws(InvalidInstance) {
      self.name = name
      self.machines = machines
      self.virtualMachines = virtualMachines
      self.antiAffinity = antiAffinity.filter { $0.count > 1 }
      self.rackAntiAffinity = rackAntiAffinity.filter { $0.count > 1 }
      self.migrationLimit = migrationLimit
      var numbers: [String: Int] = [:]
      var racks: [Int] = []
      for (number, machine) in machines.enumerated() {
        racks.append(machine.rack.map { numbers[$0] ?? machines.count + numbers.count } ?? number)
        if let rack = machine.rack, numbers[rack] == nil { numbers[rack] = racks[number] }
      }
      rackNumbers = racks
      guard !machines.isEmpty else { throw InvalidInstance("there must be at least one machine") }
      guard machines.count <= Self.countLimit, virtualMachines.count <= Self.countLimit else {
        throw InvalidInstance("more than \(Self.countLimit) machines or VMs")
      }
      guard migrationLimit >= 0 else { throw InvalidInstance("the migration limit \(migrationLimit) is negative") }
      for (number, machine) in machines.enumerated() { try Self.validate(machine, number) }
      for (number, vm) in virtualMachines.enumerated() { try Self.validate(vm, number, machines.count) }
      let free = try Self.freeAmounts(machines, virtualMachines)
      try Self.validate(antiAffinity, "machine", virtualMachines) { $0 }
      try Self.validate(rackAntiAffinity, "rack", virtualMachines) { racks[$0] }
      measure = try Measure(fragmentTerms, free: free)
    }

    /// Machines, each of two NUMA nodes.
    public var machineCount: Int { machines.count }

    /// The same with VMs that ask for room.
    public func admitting(_ arrivals: [Arrival]) throws(InvalidInstance) -> Instance {
      for (number, arrival) in arrivals.enumerated() {
        let limit = 0...Self.amountLimit
        guard limit.contains(arrival.size.cpu), limit.contains(arrival.size.memory),
          (1...2).contains(arrival.nodeCount), arrival.size.cpu.isMultiple(of: arrival.nodeCount),
          arrival.size.memory.isMultiple(of: arrival.nodeCount)
        else {
          throw InvalidInstance(
            "arrival \(number) has \(arrival.size.cpu) cores and \(arrival.size.memory) MiB on \(arrival.nodeCount) nodes"
          )
        }
      }
      var instance = self
      instance.arrivals = arrivals
      instance.goal = .admission
      return instance
    }

    private static func validate(_ machine: Machine, _ number: Int) throws(InvalidInstance) {
      guard machine.nodes.count == 2 else {
        throw InvalidInstance("machine \(number) has \(machine.nodes.count) NUMA nodes, not 2")
      }
      for node in machine.nodes {
        guard (0...amountLimit).contains(node.cpu), (0...amountLimit).contains(node.memory) else {
          throw InvalidInstance(
            "machine \(number) has a NUMA node of \(node.cpu) cores and \(node.memory) MiB; both are 0 to 2^40")
        }
      }
    }

    private static func validate(_ vm: VirtualMachine, _ number: Int, _ machineCount: Int) throws(InvalidInstance) {
      guard (0...amountLimit).contains(vm.size.cpu), (0...amountLimit).contains(vm.size.memory) else {
        throw InvalidInstance(
          "VM \(number) takes \(vm.size.cpu) cores and \(vm.size.memory) MiB; both are 0 to 2^40")
      }
      guard (1...2).contains(vm.nodeCount) else {
        throw InvalidInstance("VM \(number) is on \(vm.nodeCount) NUMA nodes; 1 and 2 are possible")
      }
      guard (0..<machineCount).contains(vm.home.machine) else {
        throw InvalidInstance("VM \(number) is on machine \(vm.home.machine); there are 0 to \(machineCount - 1)")
      }
      if vm.nodeCount == 1 {
        guard (0...1).contains(vm.home.node) else {
          throw InvalidInstance("VM \(number) is on NUMA node \(vm.home.node); a VM of one node is on 0 or 1")
        }
      } else {
        guard vm.home.node == Place.both else {
          throw InvalidInstance("VM \(number) has two NUMA nodes, which is written -1, not \(vm.home.node)")
        }
        guard vm.size.cpu.isMultiple(of: 2), vm.size.memory.isMultiple(of: 2) else {
          throw InvalidInstance(
            "VM \(number) cannot be split evenly over two NUMA nodes: \(vm.size.cpu) cores, \(vm.size.memory) MiB")
        }
      }
    }

    /// The free amounts of each NUMA node, two a machine.
    private static func freeAmounts(
      _ machines: [Machine], _ virtualMachines: [VirtualMachine]
    ) throws(InvalidInstance) -> [Amount] {
      var free = machines.flatMap(\.nodes)
      for (number, vm) in virtualMachines.enumerated() {
        for node in vm.home.nodes {
          let place = 2 * vm.home.machine + node
          free[place].cpu -= vm.share.cpu
          free[place].memory -= vm.share.memory
          guard free[place].cpu >= 0, free[place].memory >= 0 else {
            let what = free[place].cpu < 0 ? "cores" : "memory"
            throw InvalidInstance(
              "NUMA node \(node) of machine \(vm.home.machine) has not enough \(what) from VM \(number) on")
          }
        }
      }
      return free
    }

    private static func validate(
      _ groups: [[Int]], _ what: String, _ virtualMachines: [VirtualMachine], _ site: (Int) -> Int
    ) throws(InvalidInstance) {
      for (number, group) in groups.enumerated() {
        var hosts: [Int: Int] = [:]
        for vm in group {
          guard virtualMachines.indices.contains(vm) else {
            throw InvalidInstance("\(what) anti-affinity group \(number) names VM \(vm), which does not exist")
          }
          let host = site(virtualMachines[vm].home.machine)
          if let other = hosts[host] {
            let problem = other == vm ? "names VM \(vm) twice" : "has VMs \(other) and \(vm) on one \(what) already"
            throw InvalidInstance("\(what) anti-affinity group \(number) \(problem)")
          }
          hosts[host] = vm
        }
      }
    }
  }
}
