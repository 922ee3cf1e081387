extension VMRescheduling {
  /// One VM going from one place to another.
  public struct Migration: Codable, Hashable, Sendable {
    /// The VM's number.
    public let vm: Int
    /// Where it was.
    public let from: Place
    /// Where it goes; on another node, or on another machine.
    public let to: Place

    /// A migration by its parts.
    public init(vm: Int, from: Place, to: Place) {
      self.vm = vm
      self.from = from
      self.to = to
    }
  }

  /// An order in which migrations can be carried out.
  public struct Plan: Codable, Equatable, Sendable {
    /// One group after the other; the migrations of a group run at the same time.
    public var groups: [[Migration]]
    /// Whether the final placement is reached. Otherwise no order was found, and this is the best part that can be
    /// carried out.
    public var isComplete: Bool
    /// The objective's numerator when the plan is carried out.
    public var fragment: Int

    /// A plan by its parts.
    public init(groups: [[Migration]], isComplete: Bool, fragment: Int) {
      self.groups = groups
      self.isComplete = isComplete
      self.fragment = fragment
    }

    /// Migrations of all groups, detours included.
    public var migrationCount: Int { groups.reduce(0) { $0 + $1.count } }
  }

  /// An arrival that has room.
  public struct Admission: Codable, Hashable, Sendable {
    /// Its number in the instance's arrivals.
    public let arrival: Int
    /// Where it is placed.
    public let to: Place

    /// A place for one arrival.
    public init(arrival: Int, to: Place) {
      self.arrival = arrival
      self.to = to
    }
  }

  /// The VMs that end elsewhere, and how they get there.
  public struct Solution: Codable, Equatable, Sendable {
    /// The numerator of the rate of the final placement.
    public var fragment: Int
    /// In order of VM numbers, each from its place in the instance to its final one.
    public var migrations: [Migration]
    /// How they get there.
    public var plan: Plan
    /// Arrivals that have room when all migrations are done; absent where none are asked for.
    public var admissions: [Admission]?

    /// A solution without arrivals.
    public init(fragment: Int, migrations: [Migration], plan: Plan) {
      self.fragment = fragment
      self.migrations = migrations
      self.plan = plan
    }

    /// - Parameter places: the final place of each VM.
    ///   - admissions: what arrives in the room that is left.
    init(_ places: [Place], admissions: [Admission] = [], of instance: Instance) {
      self.admissions = instance.goal == .admission ? admissions : nil
      migrations = places.indices.compactMap { vm in
        let home = instance.virtualMachines[vm].home
        return places[vm] == home ? nil : Migration(vm: vm, from: home, to: places[vm])
      }
      fragment = instance.loss(of: places)
      plan = PlanBuilder(instance, migrations).build()
    }

    /// The final place of each VM; nil where a migration names a VM that does not exist.
    func places(in instance: Instance) -> [Place]? {
      var places = instance.virtualMachines.map(\.home)
      for migration in migrations {
        guard places.indices.contains(migration.vm) else { return nil }
        places[migration.vm] = migration.to
      }
      return places
    }
  }
}

extension VMRescheduling.Instance {
  /// The free amounts of each NUMA node.
  func freeAmounts(_ places: [VMRescheduling.Place]) -> [VMRescheduling.Amount] {
    var free = machines.flatMap(\.nodes)
    for (vm, place) in zip(virtualMachines, places) {
      let (first, share) = (nodeStart[place.machine], vm.share)
      var position = 0
      for node in place.nodes {
        let amount = vm.split.isEmpty ? share : vm.split[position]
        free[first + node].cpu -= amount.cpu
        free[first + node].memory -= amount.memory
        position += 1
      }
    }
    return free
  }

  /// The numerator of the rate.
  func loss(of places: [VMRescheduling.Place]) -> Int {
    let free = freeAmounts(places)
    return (0..<machineCount).reduce(0) { sum, machine in sum + loss(ofMachine: machine) { free[$0] } }
  }

  /// What a machine adds to the numerator.
  ///
  /// - Parameter free: the amounts of a node, counted over all machines.
  @inline(__always)
  func loss(ofMachine machine: Int, _ free: (Int) -> VMRescheduling.Amount) -> Int {
    let first = nodeStart[machine]
    let end = nodeStart[machine + 1]
    return end - first == 2 ? measure.loss(free(first), free(first + 1)) : measure.loss(first..<end, free)
  }

  /// What the machine of `place` adds more when so much more (`sign` 1) or less (-1) of each node of it is free.
  func lossChange(
    at place: VMRescheduling.Place, _ share: VMRescheduling.Amount, _ sign: Int, _ free: [VMRescheduling.Amount]
  ) -> Int {
    let first = nodeStart[place.machine]
    let nodes = place.nodes
    let before = loss(ofMachine: place.machine) { free[$0] }
    let after = loss(ofMachine: place.machine) { node in
      let there = free[node]
      guard nodes.contains(node - first) else { return there }
      return VMRescheduling.Amount(cpu: there.cpu + sign * share.cpu, memory: there.memory + sign * share.memory)
    }
    return after - before
  }

  /// What the goal counts, where that is a matter of places alone.
  func value(of places: [VMRescheduling.Place]) -> Int {
    goal == .machines ? Set(places.map(\.machine)).count : loss(of: places)
  }

  /// Where everything is now.
  var homes: [VMRescheduling.Place] { virtualMachines.map(\.home) }
}
