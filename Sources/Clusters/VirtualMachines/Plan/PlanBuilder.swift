extension VMRescheduling {
  /// Finds an order for migrations in which every destination has room when its VM arrives.
  ///
  /// Whatever can go goes; those left wait for each other in cycles, and one of them then makes way by an extra hop to
  /// spare room, as long as the migration limit allows another migration. Where it does not, the steps so far up to the
  /// best of them are the plan. The order is then cut into groups: a migration runs as early as its destination's room
  /// is there, beside those that it shares no machine with beyond the parallel limit.
  /// - Complexity: O(m²) for m migrations, and O(machines) for each hop.
  struct PlanBuilder {
    private let instance: Instance
    private var state: PlanState
    private var waiting: [Migration]
    private var steps: [Migration] = []
    /// Hops that may still be tried: one for each migration.
    private var hops: Int

    init(_ instance: Instance, _ migrations: [Migration]) {
      self.instance = instance
      state = PlanState(instance, instance.homes)
      waiting = migrations
      hops = migrations.count
    }

    func build() -> Plan {
      var builder = self
      builder.order()
      let isComplete = builder.waiting.isEmpty
      if !isComplete { builder.steps = builder.bestPrefix() }
      var reached = PlanState(instance, instance.homes)
      for step in builder.steps { reached.move(step.vm, to: step.to) }
      let fragment = instance.loss(of: reached.places)
      return Plan(groups: grouped(builder.steps), isComplete: isComplete, fragment: fragment)
    }

    private mutating func order() {
      while !waiting.isEmpty {
        let count = waiting.count
        var left: [Migration] = []
        for migration in waiting {
          if state.allows(migration.vm, at: migration.to) { take(migration) } else { left.append(migration) }
        }
        waiting = left
        guard waiting.count == count else { continue }
        guard steps.count + waiting.count < instance.migrationLimit, hops > 0, hop() else { return }
      }
    }

    private mutating func take(_ migration: Migration) {
      steps.append(migration)
      state.move(migration.vm, to: migration.to)
    }

    /// Moves one waiting VM out of the way of another one.
    private mutating func hop() -> Bool {
      for index in waiting.indices {
        let migration = waiting[index]
        let isInTheWay = waiting.contains { $0.vm != migration.vm && $0.to.machine == migration.from.machine }
        guard isInTheWay, let place = sparePlace(for: migration) else { continue }
        take(Migration(vm: migration.vm, from: migration.from, to: place))
        waiting[index] = Migration(vm: migration.vm, from: place, to: migration.to)
        hops -= 1
        return true
      }
      return false
    }

    /// The place with most room for a while, away from where others wait to arrive.
    private func sparePlace(for migration: Migration) -> Place? {
      let wanted = Set(waiting.map(\.to.machine))
      var best: (place: Place, room: Int)?
      for machine in 0..<instance.machineCount where machine != migration.from.machine && !wanted.contains(machine) {
        let count = instance.virtualMachines[migration.vm].nodeCount
        for place in instance.places(on: machine, for: count) where state.allows(migration.vm, at: place) {
          let room = place.nodes.reduce(0) { $0 + state.free[instance.nodeStart[machine] + $1].cpu }
          if room > best?.room ?? -1 { best = (place, room) }
        }
      }
      return best?.place
    }

    /// The steps up to the lowest loss on the way.
    private func bestPrefix() -> [Migration] {
      var state = PlanState(instance, instance.homes)
      var (change, best, length) = (0, 0, 0)
      for (index, step) in steps.enumerated() {
        let machines = Set([step.from.machine, step.to.machine])
        change -= machines.reduce(0) { $0 + state.loss(ofMachine: $1) }
        state.move(step.vm, to: step.to)
        change += machines.reduce(0) { $0 + state.loss(ofMachine: $1) }
        if change < best { (best, length) = (change, index + 1) }
      }
      return Array(steps[..<length])
    }

    /// What steps get into each other's way by: the machine, or the rack where racks matter.
    private func site(of machine: Int) -> Int {
      instance.rackAntiAffinity.isEmpty ? machine : instance.rackNumbers[machine]
    }

    private func grouped(_ steps: [Migration]) -> [[Migration]] {
      var groups: [[Migration]] = []
      var state = PlanState(instance, instance.homes)
      var rest = steps
      while !rest.isEmpty {
        var group: [Migration] = []
        var left: [Migration] = []
        var busy: [Int: Int] = [:]
        /// Where steps were put off: nothing that happens there may overtake them.
        var held: Set<Int> = []
        for step in rest {
          let machines = Set([step.from.machine, step.to.machine])
          let sites = Set(machines.map { site(of: $0) })
          if !sites.isDisjoint(with: held)
            || machines.contains(where: { busy[$0, default: 0] >= instance.parallelLimit })
            || !state.allows(step.vm, at: step.to)
          {
            left.append(step)
            held.formUnion(sites)
            continue
          }
          state.enter(step.to, step.vm)
          for machine in machines { busy[machine, default: 0] += 1 }
          group.append(step)
        }
        for step in group {
          state.leave(step.from, step.vm)
          state.settle(step.vm, at: step.to)
        }
        groups.append(group)
        rest = left
      }
      return groups
    }
  }
}
