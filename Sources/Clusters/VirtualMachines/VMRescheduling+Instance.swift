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

  /// A host with its NUMA nodes.
  public struct Machine: Hashable, Sendable {
    /// Unique among machines.
    public let name: String
    /// The capacities of its NUMA nodes, allocation ratios counted in.
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

  /// A VM that runs.
  public struct VirtualMachine: Hashable, Sendable {
    /// Unique among VMs.
    public let name: String
    /// In all, over its nodes.
    public let size: Amount
    /// Of how many NUMA nodes of one machine it takes, the same of each unless it has a `split`.
    public let nodeCount: Int
    /// Where it is now.
    public let home: Place
    /// Whether it may not move; so it is with each VM that has a `split`.
    public let isFixed: Bool
    /// What it takes of each of its nodes, in order of nodes, where that is not the same; empty elsewhere.
    public let split: [Amount]

    /// A VM by its size and place, the same on each of its nodes.
    public init(name: String, size: Amount, nodeCount: Int, home: Place, isFixed: Bool = false) {
      self.init(name: name, size: size, nodeCount: nodeCount, home: home, isFixed: isFixed, split: [])
    }

    private init(name: String, size: Amount, nodeCount: Int, home: Place, isFixed: Bool, split: [Amount]) {
      self.name = name
      self.size = size
      self.nodeCount = nodeCount
      self.home = home
      self.isFixed = isFixed || !split.isEmpty
      self.split = split
    }

    /// A VM by what it takes of each node.
    ///
    /// - Parameter parts: one for each node of `home`, in order of nodes.
    public init(name: String, parts: [Amount], home: Place, isFixed: Bool = false) {
      let limit = 0...Instance.amountLimit
      let size = parts.reduce(Amount(cpu: 0, memory: 0)) { sum, part in
        guard limit.contains(part.cpu), limit.contains(part.memory) else { return part }
        return Amount(cpu: sum.cpu + part.cpu, memory: sum.memory + part.memory)
      }
      self.init(
        name: name, size: size, nodeCount: parts.count, home: home, isFixed: isFixed,
        split: Set(parts).count > 1 ? parts : [])
    }

    /// The same elsewhere.
    func moved(to place: Place, isFixed: Bool? = nil) -> VirtualMachine {
      VirtualMachine(
        name: name, size: size, nodeCount: nodeCount, home: place, isFixed: isFixed ?? self.isFixed, split: split)
    }

    /// What it takes of each node that it is on, where that is the same of each.
    var share: Amount { Amount(cpu: size.cpu / nodeCount, memory: size.memory / nodeCount) }

    /// What it takes of each node of `place`.
    func parts(at place: Place) -> [(node: Int, amount: Amount)] {
      let share = share
      return place.nodes.enumerated().map { ($1, split.isEmpty ? share : split[$0]) }
    }
  }

  /// A VM that asks for room.
  public struct Arrival: Hashable, Sendable {
    /// Unique among arrivals.
    public let name: String
    /// In all, over its nodes.
    public let size: Amount
    /// Of how many NUMA nodes of one machine it takes the same.
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
    /// Groups of VMs that stay on pairwise different machines; where some share one at the start, no more of them may.
    public let antiAffinity: [[Int]]
    /// The same with racks.
    public let rackAntiAffinity: [[Int]]
    /// The rack of each machine as a number; one of its own for each machine that names none.
    let rackNumbers: [Int]
    /// Where the NUMA nodes of each machine begin when all are counted, and the end of the last.
    let nodeStart: [Int]
    /// The nodes that a VM can take, as `Place` has them: by nodes of the machine, and of the VM.
    let nodeChoices: [[[Int]]]
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
    /// What its file has and is not looked at.
    var remarks: [String] = []

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
      for (number, vm) in virtualMachines.enumerated() { try Self.validate(vm, number, machines) }
      let start = machines.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.nodes.count) }
      guard start[machines.count] <= 2 * Self.countLimit else {
        throw InvalidInstance("more than \(2 * Self.countLimit) NUMA nodes")
      }
      nodeStart = start
      let kinds = Set(machines.map(\.nodes.count))
      let choices = Self.nodeChoices(of: kinds)
      nodeChoices = choices
      self.virtualMachines = virtualMachines.map { vm in
        Self.isChoosable(vm.nodeCount, choices, kinds) ? vm : vm.moved(to: vm.home, isFixed: true)
      }
      let free = try Self.freeAmounts(machines, virtualMachines, nodeStart)
      try Self.validate(antiAffinity, "machine", virtualMachines.count)
      try Self.validate(rackAntiAffinity, "rack", virtualMachines.count)
      measure = try Measure(fragmentTerms, free: free)
    }
  }
}
