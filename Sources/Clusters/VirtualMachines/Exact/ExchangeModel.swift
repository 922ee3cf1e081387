import Basics

extension VMRescheduling {
  /// The instance by classes: VMs with equal shares and node counts are interchangeable, and all that matters of a
  /// machine is how many of each class leave it and how many come.
  ///
  /// A machine of more than two NUMA nodes counts as several of two where no VM that may move is on several nodes;
  /// where one is, this knows such machines not. A machine's *exchange* is such a choice; exchanges of different
  /// machines meet in few equations only: of each class as many arrive as leave, and no more leave in all than may
  /// migrate. Cores are counted in units of the greatest common divisor of all shares and block sizes, which changes
  /// no count of blocks; memory in units that keep it a relaxation, and not at all where cores always run out first.
  /// Groups of VMs are left out, so what is proved here is a bound for instances with groups.
  struct ExchangeModel {
    struct Class {
      /// Of one node, in units.
      let cpu: Int
      let memory: Int
      let nodeCount: Int
      /// In the instance's units.
      let share: Amount
    }

    /// One way to free room: VMs that leave a node (or, of two-node classes, a machine).
    struct Departure {
      /// What becomes free of each node.
      let cpu: Int32
      let memory: Int32
      /// Its first entry and the end of its entries, each a class and a count.
      let start: Int32
      let end: Int32
      let count: Int32
    }

    let classes: [Class]
    /// Indices into `classes`: those of one node come first.
    let singleCount: Int
    /// The class of each VM; -1 for VMs that never move.
    let classOf: [Int32]
    let machineCount: Int
    /// Machines of two nodes at most that the machines of the instance are taken for: the machine of each, and the
    /// first of its nodes. A second node that is not there has no cores.
    let units: [(machine: Int, node: Int)]
    /// Free units of node q.
    let cpu: [Int32]
    let memory: [Int32]
    /// The first node of each machine of the instance.
    private let start: [Int]
    /// Largest free units of any node when all who may have left it.
    let cpuLimit: Int
    let memoryLimit: Int
    /// Departures of node q, or of the two-node VMs of machine p, at `departureStart[q]` and `[2 machines + p]`.
    private(set) var departures: [Departure] = []
    private(set) var departureStart: [Int32] = []
    private(set) var entryClass: [Int32] = []
    private(set) var entryCount: [Int32] = []
    /// Blocks that a node with so many free units holds, in steps of the objective.
    let blocks: [Int32]
    /// What a step is worth in the numerator of the rate.
    let step: Int
    let migrationLimit: Int
    /// Whether machines in use are what counts, and not blocks.
    let countsMachines: Bool
    /// Where machines count: the departures of all its two-node VMs, and of all VMs of its nodes, by machine; nil where
    /// it cannot be emptied. Machines without VMs have empty departures.
    private(set) var emptying: [(pairs: Int, first: Int, second: Int)?] = []
    /// Whether a machine hosts nothing.
    private(set) var isEmpty: [Bool] = []
    /// Whether memory is part of the model.
    let hasMemory: Bool
    /// MiB of a unit of memory.
    let memoryUnit: Int
    /// Whether a solution of the model is one of the instance, groups aside.
    let isExact: Bool

    private static let departureLimit = 20_000
    private static let tableLimit = 1 << 16

    /// nil where the rate or the sizes are of a kind that this does not handle: parts on memory or on pairs of nodes,
    /// very fine units, nodes with very many ways to leave them.
    init?(_ instance: Instance) {
      countsMachines = instance.goal == .machines
      guard countsMachines || instance.goal == .fragments else { return nil }
      let terms = countsMachines ? [] : instance.measure.terms
      guard terms.allSatisfy({ $0.resource == .cpu && $0.nodeCount == 1 }) else { return nil }
      var unit = terms.reduce(0) { greatestCommonDivisor($0, $1.size) }
      var keys: [Key: Int] = [:]
      for vm in instance.virtualMachines where vm.share.cpu > 0 || vm.share.memory > 0 {
        for part in vm.parts(at: vm.home) { unit = greatestCommonDivisor(unit, part.amount.cpu) }
        let key = Key(share: vm.share, nodeCount: vm.nodeCount)
        keys[key, default: 0] += vm.isFixed ? 0 : 1
      }
      unit = max(1, unit)
      let kinds = keys.filter { $0.value > 0 }.keys.sorted {
        ($0.nodeCount, $0.share.cpu, $0.share.memory) < ($1.nodeCount, $1.share.cpu, $1.share.memory)
      }
      let hasMemory = Self.memoryBinds(instance, kinds)
      // A class without cores changes no block; it can only be in the way of memory.
      let used = hasMemory ? kinds : kinds.filter { $0.share.cpu > 0 }
      let memoryUnit = hasMemory ? Self.memoryUnit(instance, used) : (size: 1, isExact: true)
      isExact = memoryUnit.isExact
      self.memoryUnit = memoryUnit.size
      self.hasMemory = hasMemory
      classes = used.map {
        Class(
          cpu: $0.share.cpu / unit, memory: hasMemory ? $0.share.memory / memoryUnit.size : 0, nodeCount: $0.nodeCount,
          share: $0.share)
      }
      guard classes.allSatisfy({ $0.cpu > 0 }) else { return nil }
      singleCount = used.prefix { $0.nodeCount == 1 }.count
      let numbers = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, Int32($0)) })
      classOf = instance.virtualMachines.map { numbers[Key(share: $0.share, nodeCount: $0.nodeCount)] ?? -1 }
      let isLarge = instance.machines.contains { $0.nodes.count > 2 }
      guard !isLarge || !countsMachines && singleCount == classes.count else { return nil }
      let units = instance.machines.enumerated().flatMap { machine, data in
        stride(from: 0, to: data.nodes.count, by: 2).map { (machine: machine, node: $0) }
      }
      self.units = units
      machineCount = units.count
      let start = units.enumerated().reduce(into: [Int](repeating: 0, count: instance.machineCount)) { start, unit in
        if unit.element.node == 0 { start[unit.element.machine] = 2 * unit.offset }
      }
      self.start = start
      var cpu = [Int32](repeating: 0, count: 2 * units.count)
      var memory = cpu
      for (machine, data) in instance.machines.enumerated() {
        for (node, amount) in data.nodes.enumerated() {
          cpu[start[machine] + node] = Int32(clamping: amount.cpu / unit)
          memory[start[machine] + node] = hasMemory ? Int32(clamping: amount.memory / memoryUnit.size) : 0
        }
      }
      guard let largest = cpu.max(), let most = memory.max(), largest < Self.tableLimit, most < Self.tableLimit,
        (Int(largest) + 1) * (Int(most) + 1) <= Self.tableLimit
      else { return nil }
      (cpuLimit, memoryLimit) = (Int(largest), Int(most))
      for vm in instance.virtualMachines {
        for (node, amount) in vm.parts(at: vm.home) {
          cpu[start[vm.home.machine] + node] -= Int32(amount.cpu / unit)
          if hasMemory { memory[start[vm.home.machine] + node] -= Int32(amount.memory / memoryUnit.size) }
        }
      }
      self.cpu = cpu
      self.memory = memory
      let factors = instance.measure.factors
      let step = countsMachines ? 1 : zip(terms, factors).reduce(0) { greatestCommonDivisor($0, $1.0.size * $1.1) }
      self.step = step
      guard zip(terms, factors).allSatisfy({ $0.size * $1 / step < 1 << 16 }) else { return nil }
      blocks = (0...cpuLimit).map { free in
        Int32(zip(terms, factors).reduce(0) { $0 + $1.0.size * $1.1 / step * (free * unit / $1.0.size) })
      }
      migrationLimit = instance.migrationLimit
      guard listDepartures(instance) else { return nil }
      if countsMachines { listEmptying(instance) }
    }

    /// The last way of each list is that all go, where no limit cut it off.
    private mutating func listEmptying(_ instance: Instance) {
      var residents = [Int](repeating: 0, count: machineCount)
      for vm in instance.virtualMachines { residents[vm.home.machine] += 1 }
      isEmpty = residents.map { $0 == 0 }
      for machine in 0..<machineCount {
        let ways = [2 * machineCount + machine, 2 * machine, 2 * machine + 1].map { Int(departureStart[$0 + 1]) - 1 }
        let leaving = ways.reduce(0) { $0 + Int(departures[$1].count) }
        emptying.append(leaving == residents[machine] ? (ways[0], ways[1], ways[2]) : nil)
      }
    }

    /// The place that is a node of a unit, or all of it.
    func place(_ unit: Int, _ site: Int) -> Place {
      Place(machine: units[unit].machine, node: site == Place.both ? site : units[unit].node + site)
    }

    private struct Key: Hashable {
      let share: Amount
      let nodeCount: Int
    }

    /// Whether some node could run out of memory before it runs out of cores.
    private static func memoryBinds(_ instance: Instance, _ kinds: [Key]) -> Bool {
      // Memory per core is bounded by the greediest VM; compared by cross multiplication, in 128 bits.
      func isGreedier(_ a: Amount, than b: Amount) -> Bool {
        Int128(a.memory) * Int128(b.cpu) > Int128(b.memory) * Int128(a.cpu)
      }
      var greediest: Amount?
      for vm in instance.virtualMachines {
        for (_, part) in vm.parts(at: vm.home) where part.memory > 0 {
          if greediest.map({ isGreedier(part, than: $0) }) ?? true { greediest = part }
        }
      }
      guard let greediest else { return false }
      return instance.machines.contains { $0.nodes.contains { isGreedier(greediest, than: $0) } }
    }

    /// The greatest common divisor of all shares, or a coarser unit where that makes too large a table. Shares are
    /// rounded down to units, so that what fits is never called too much.
    private static func memoryUnit(_ instance: Instance, _ kinds: [Key]) -> (size: Int, isExact: Bool) {
      let divisor = instance.virtualMachines.reduce(0) { divisor, vm in
        vm.parts(at: vm.home).reduce(divisor) { greatestCommonDivisor($0, $1.amount.memory) }
      }
      let unit = max(1, divisor)
      let largest = instance.machines.reduce(0) { most, machine in machine.nodes.reduce(most) { max($0, $1.memory) } }
      if largest / unit <= 256 { return (unit, true) }
      return (largest / 128, false)
    }

    /// - Returns: false where a node has too many ways.
    private mutating func listDepartures(_ instance: Instance) -> Bool {
      var counts = [[Int32: Int]](repeating: [:], count: 3 * machineCount)
      for (vm, data) in instance.virtualMachines.enumerated() where !data.isFixed && classOf[vm] >= 0 {
        let home = data.home
        let first = start[home.machine]
        let owner = home.node == Place.both ? 2 * machineCount + first / 2 : first + home.node
        counts[owner][classOf[vm], default: 0] += 1
      }
      for owner in counts.indices {
        departureStart.append(Int32(departures.count))
        guard append(counts[owner].sorted { $0.key < $1.key }) else { return false }
      }
      departureStart.append(Int32(departures.count))
      return departures.count < 5_000_000
    }

    /// All combinations of up to so many VMs of each class, the empty one first.
    private mutating func append(_ counts: [(key: Int32, value: Int)]) -> Bool {
      let most = counts.map { min($0.value, migrationLimit) }
      let (size, overflows) = most.reduce((1, false)) { partial, count in
        let (product, overflow) = partial.0.multipliedReportingOverflow(by: count + 1)
        return (product, partial.1 || overflow)
      }
      guard !overflows, size <= Self.departureLimit else { return false }
      var choice = [Int](repeating: 0, count: counts.count)
      while true {
        let start = Int32(entryClass.count)
        var (cpu, memory, count) = (0, 0, 0)
        for (place, number) in choice.enumerated() where number > 0 {
          let kind = counts[place].key
          entryClass.append(kind)
          entryCount.append(Int32(number))
          cpu += number * classes[Int(kind)].cpu
          memory += number * classes[Int(kind)].memory
          count += number
        }
        if count <= migrationLimit {
          departures.append(
            Departure(
              cpu: Int32(cpu), memory: Int32(memory), start: start, end: Int32(entryClass.count), count: Int32(count)))
        }
        guard let place = choice.indices.first(where: { choice[$0] < most[$0] }) else { return true }
        choice[place] += 1
        for index in 0..<place { choice[index] = 0 }
      }
    }

    /// Blocks of all nodes at the start, in steps.
    var startBlocks: Int { cpu.reduce(0) { $0 + Int(blocks[Int($1)]) } }
  }
}
