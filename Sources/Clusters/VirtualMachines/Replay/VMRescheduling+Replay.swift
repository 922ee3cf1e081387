import Basics
import Solving

extension VMRescheduling {
  /// Carries the plan out group by group; before each group, what has happened by then changes the cluster. Migrations
  /// whose VM is gone, or whose destination has no room any more, are dropped; so are arrivals without room.
  ///
  /// - Returns: the cluster after the last event, in which the migrations done have their new homes and count against
  ///   the limit, and what is left of the plan in it.
  public static func replay(
    _ trace: SourceText, of plan: Solution, in instance: Instance
  ) throws(InputError) -> Replay<Instance, Solution>? {
    let entries = try TraceReader.entries(of: trace, in: instance)
    var cluster = LiveCluster(instance)
    var report: [String] = []
    var done = 0
    var dropped: [Migration] = []
    var next = 0
    for entry in entries {
      while next < min(entry.step, plan.plan.groups.count) {
        for migration in plan.plan.groups[next] {
          if cluster.carryOut(migration) { done += 1 } else { dropped.append(migration) }
        }
        next += 1
      }
      switch entry.event {
      case .exit(let name):
        guard cluster.remove(name) else {
          throw InputError(file: trace.name, line: entry.line, expected: "a VM that is there", found: "'\(name)'")
        }
      case .arrival(let vm):
        guard !cluster.contains(vm.name) else {
          throw InputError(file: trace.name, line: entry.line, expected: "a new name", found: "'\(vm.name)'")
        }
        if !cluster.add(vm) {
          report.append("arrival \(vm.name) at step \(entry.step): no room on its machine, dropped")
        }
      }
    }
    let pending = plan.plan.groups[next...].flatMap { $0 }
    let state: Instance
    do {
      state = try cluster.instance(limit: instance.migrationLimit - done)
    } catch {
      throw InputError(file: trace.name, error.description)
    }
    let rest = cluster.rest(of: pending, in: state, &dropped)
    for migration in dropped {
      report.append("migration of \(instance.virtualMachines[migration.vm].name): holds no longer, dropped")
    }
    let planned = Double(plan.fragment) / Double(instance.measure.denominator)
    let left = Double(rest.fragment) / Double(state.measure.denominator)
    report.append("\(counted(done, "migration")) done, \(dropped.count) dropped, \(rest.migrations.count) left")
    report.append("fragment rate: planned \(percent(planned)), with what is left of the plan \(percent(left))")
    return Replay(instance: state, text: SimpleFile.text(of: state), rest: rest, report: report)
  }
}

extension VMRescheduling {
  /// A cluster whose VMs come, go and migrate.
  struct LiveCluster {
    private let origin: Instance
    /// VMs as they are now; those of the instance first, nil when gone.
    private var vms: [VirtualMachine?]
    private var free: [Amount]
    private var numbers: [String: Int] = [:]
    private let groups: [[Int]]
    private let rackGroups: [[Int]]

    init(_ instance: Instance) {
      origin = instance
      vms = instance.virtualMachines
      free = instance.freeAmounts(instance.homes)
      groups = instance.antiAffinity
      rackGroups = instance.rackAntiAffinity
      for (number, vm) in instance.virtualMachines.enumerated() { numbers[vm.name] = number }
    }

    func contains(_ name: String) -> Bool { numbers[name] != nil }

    private func hasRoom(_ vm: VirtualMachine, _ place: Place) -> Bool {
      vm.parts(at: place).allSatisfy { node, amount in
        let there = free[origin.nodeStart[place.machine] + node]
        return there.cpu >= amount.cpu && there.memory >= amount.memory
      }
    }

    private mutating func change(_ vm: VirtualMachine, _ place: Place, _ sign: Int) {
      for (node, amount) in vm.parts(at: place) {
        free[origin.nodeStart[place.machine] + node].cpu += sign * amount.cpu
        free[origin.nodeStart[place.machine] + node].memory += sign * amount.memory
      }
    }

    /// - Returns: false where there is no such VM.
    mutating func remove(_ name: String) -> Bool {
      guard let number = numbers.removeValue(forKey: name), let vm = vms[number] else { return false }
      change(vm, vm.home, 1)
      vms[number] = nil
      return true
    }

    /// - Returns: false where its place has no room.
    mutating func add(_ vm: VirtualMachine) -> Bool {
      guard hasRoom(vm, vm.home) else { return false }
      change(vm, vm.home, -1)
      numbers[vm.name] = vms.count
      vms.append(vm)
      return true
    }

    /// - Returns: false where the VM is gone or not where the migration starts, or the destination cannot take it.
    mutating func carryOut(_ migration: Migration) -> Bool {
      guard let vm = vms[migration.vm], vm.home == migration.from, hasRoom(vm, migration.to),
        isApart(migration.vm, at: migration.to)
      else { return false }
      change(vm, migration.to, -1)
      change(vm, migration.from, 1)
      vms[migration.vm] = vm.moved(to: migration.to)
      return true
    }

    private func isApart(_ vm: Int, at place: Place) -> Bool {
      let rack = origin.rackNumbers[place.machine]
      return isApart(vm, groups) { $0 == place.machine }
        && isApart(vm, rackGroups) { origin.rackNumbers[$0] == rack }
    }

    /// Whether no more of a group would share the site than do at the start.
    private func isApart(_ vm: Int, _ groups: [[Int]], _ isThere: (Int) -> Bool) -> Bool {
      groups.allSatisfy { group in
        guard group.contains(vm) else { return true }
        let others = group.count { other in other != vm && vms[other].map { isThere($0.home.machine) } ?? false }
        return others == 0 || others < group.count { isThere(origin.virtualMachines[$0].home.machine) }
      }
    }

    /// The number of each VM among those that are there.
    private var positions: [Int?] {
      var count = 0
      return vms.map { vm in
        guard vm != nil else { return nil }
        count += 1
        return count - 1
      }
    }

    func instance(limit: Int) throws(InvalidInstance) -> Instance {
      let positions = positions
      func present(_ groups: [[Int]]) -> [[Int]] { groups.map { $0.compactMap { positions[$0] } } }
      var state = try Instance(
        name: origin.name, machines: origin.machines, virtualMachines: vms.compactMap(\.self),
        antiAffinity: present(groups), rackAntiAffinity: present(rackGroups), migrationLimit: max(0, limit),
        fragmentTerms: origin.measure.terms)
      state.goal = origin.goal
      state.parallelLimit = origin.parallelLimit
      state.arrivals = origin.arrivals
      return state
    }

    /// The migrations that still make a valid solution, taken in their order; others are added to `dropped`.
    func rest(of pending: [Migration], in state: Instance, _ dropped: inout [Migration]) -> Solution {
      let positions = positions
      var plan = PlanState(state, state.homes)
      var moved: Set<Int> = []
      for migration in pending {
        guard let vm = positions[migration.vm], plan.places[vm] == migration.from, plan.allows(vm, at: migration.to),
          moved.contains(vm) || moved.count < state.migrationLimit
        else {
          dropped.append(migration)
          continue
        }
        plan.move(vm, to: migration.to)
        moved.insert(vm)
      }
      return Solution(plan.places, of: state)
    }
  }
}
