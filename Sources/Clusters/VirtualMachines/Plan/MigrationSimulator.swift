import Basics
import Race

extension VMRescheduling {
  /// Carries out migrations group by group, independently of what makes plans.
  ///
  /// A migration takes its destination's room from the start of its group and gives back that of its origin at the end;
  /// so whatever order the migrations of a group end in, nothing is over capacity. Affinity is kept in the same sense.
  struct MigrationSimulator {
    private let instance: Instance
    private(set) var positions: [Place]
    private var cpu: [[Int]]
    private var memory: [[Int]]
    /// Migrations so far.
    private var count = 0
    /// The groups of each VM.
    private let groups: [[Int]]
    private let rackGroups: [[Int]]
    /// VMs of group g on machine or rack s, at `[g][s]`; those under way count at both ends.
    private var members: [[Int: Int]]
    private var rackMembers: [[Int: Int]]
    /// Both at the start, when VMs of a group may share a place.
    private let firstMembers: [[Int: Int]]
    private let firstRackMembers: [[Int: Int]]

    init(_ instance: Instance) {
      self.instance = instance
      positions = instance.virtualMachines.map(\.home)
      cpu = instance.machines.map { $0.nodes.map(\.cpu) }
      memory = instance.machines.map { $0.nodes.map(\.memory) }
      groups = Self.membership(instance.antiAffinity, instance.virtualMachines.count)
      rackGroups = Self.membership(instance.rackAntiAffinity, instance.virtualMachines.count)
      let homes = positions
      firstMembers = instance.antiAffinity.map { group in
        Dictionary(grouping: group) { homes[$0].machine }.mapValues(\.count)
      }
      firstRackMembers = instance.rackAntiAffinity.map { group in
        Dictionary(grouping: group) { instance.rackNumbers[homes[$0].machine] }.mapValues(\.count)
      }
      members = instance.antiAffinity.map { _ in [:] }
      rackMembers = instance.rackAntiAffinity.map { _ in [:] }
      for vm in positions.indices { occupy(positions[vm], vm, 1) }
    }

    private static func membership(_ groups: [[Int]], _ count: Int) -> [[Int]] {
      var result = [[Int]](repeating: [], count: count)
      for (number, group) in groups.enumerated() {
        for vm in group { result[vm].append(number) }
      }
      return result
    }

    /// - Throws: the first rule that is broken on the way.
    mutating func run(_ group: [Migration]) throws(CheckFailure) {
      var busy: [Int: Int] = [:]
      for migration in group {
        let vm = migration.vm
        guard positions.indices.contains(vm) else {
          throw CheckFailure("the plan names VM \(vm), which does not exist")
        }
        try checkPlace(migration.to, of: vm, in: instance)
        guard positions[vm] == migration.from, migration.to != migration.from else {
          throw CheckFailure("the plan takes VM \(vm) from where it is not, or to where it is")
        }
        guard !instance.virtualMachines[vm].isFixed else { throw CheckFailure("VM \(vm) may not move") }
        count += 1
        guard count <= instance.migrationLimit else {
          throw CheckFailure("the plan has more than \(counted(instance.migrationLimit, "migration"))")
        }
        for machine in Set([migration.from.machine, migration.to.machine]) {
          busy[machine, default: 0] += 1
          guard busy[machine, default: 0] <= instance.parallelLimit else {
            throw CheckFailure(
              "machine \(machine) takes part in more than \(counted(instance.parallelLimit, "migration")) at a time")
          }
        }
        try arrive(migration)
      }
      guard Set(group.map(\.vm)).count == group.count else { throw CheckFailure("a VM moves twice at a time") }
      for migration in group {
        occupy(migration.from, migration.vm, -1)
        positions[migration.vm] = migration.to
      }
    }

    private mutating func arrive(_ migration: Migration) throws(CheckFailure) {
      let (vm, machine) = (migration.vm, migration.to.machine)
      occupy(migration.to, vm, 1)
      for node in cpu[machine].indices where cpu[machine][node] < 0 || memory[machine][node] < 0 {
        throw CheckFailure("NUMA node \(node) of machine \(machine) has no room for VM \(vm) when it arrives")
      }
      // A VM under way inside one machine, or one rack, is there twice itself.
      let more = migration.from.machine == machine ? 1 : 0
      if groups[vm].contains(where: {
        members[$0][machine, default: 0] > max(1, firstMembers[$0][machine, default: 0]) + more
      }) {
        throw CheckFailure("VM \(vm) meets a VM of its anti-affinity group on machine \(machine)")
      }
      let rack = instance.rackNumbers[machine]
      let moreInRack = instance.rackNumbers[migration.from.machine] == rack ? 1 : 0
      if rackGroups[vm].contains(where: {
        rackMembers[$0][rack, default: 0] > max(1, firstRackMembers[$0][rack, default: 0]) + moreInRack
      }) {
        throw CheckFailure("VM \(vm) meets a VM of its anti-affinity group on the rack of machine \(machine)")
      }
    }

    private mutating func occupy(_ place: Place, _ vm: Int, _ sign: Int) {
      for part in load(of: instance.virtualMachines[vm], on: takenNodes(place, in: instance) ?? []) {
        cpu[place.machine][part.node] -= sign * part.cpu
        memory[place.machine][part.node] -= sign * part.memory
      }
      for group in groups[vm] { members[group][place.machine, default: 0] += sign }
      for group in rackGroups[vm] { rackMembers[group][instance.rackNumbers[place.machine], default: 0] += sign }
    }
  }
}
