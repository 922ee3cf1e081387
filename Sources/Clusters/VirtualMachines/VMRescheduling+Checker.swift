import Basics
import Race

extension VMRescheduling {
  /// The independent checker: the final placement keeps capacities, affinities and the migration limit, and the plan
  /// does so at every step.
  ///
  /// - Returns: the numerator of the fragment rate, the number of migrations, or that of machines in use: what the
  ///   instance's goal asks for.
  /// - Throws: the first rule that the solution breaks.
  /// - Complexity: O(machines + VMs + members of groups + migrations).
  public static func check(_ solution: Solution, of instance: Instance) throws(CheckFailure) -> Objective {
    var positions = instance.virtualMachines.map(\.home)
    var last = -1
    for migration in solution.migrations {
      guard instance.virtualMachines.indices.contains(migration.vm) else {
        throw CheckFailure("there is no VM \(migration.vm)")
      }
      guard migration.vm > last else { throw CheckFailure("VM \(migration.vm) is not listed once and in order") }
      last = migration.vm
      try checkPlace(migration.to, of: migration.vm, in: instance)
      guard migration.from == positions[migration.vm], migration.to != migration.from else {
        throw CheckFailure("VM \(migration.vm) does not start from where it is, or does not move")
      }
      guard !instance.virtualMachines[migration.vm].isFixed else {
        throw CheckFailure("VM \(migration.vm) may not move")
      }
      positions[migration.vm] = migration.to
    }
    guard solution.migrations.count <= instance.migrationLimit else {
      throw CheckFailure(
        "\(counted(solution.migrations.count, "migration")), and \(instance.migrationLimit) are allowed")
    }
    let fragment = try checkPlacement(positions, in: instance)
    guard fragment == solution.fragment else {
      throw CheckFailure("the solution says fragment \(solution.fragment), but it is \(fragment)")
    }
    var simulator = MigrationSimulator(instance)
    for group in solution.plan.groups { try simulator.run(group) }
    if solution.plan.isComplete, simulator.positions != positions {
      throw CheckFailure("the plan is called complete, but does not reach the final placement")
    }
    let reached = try checkPlacement(simulator.positions, in: instance)
    guard reached == solution.plan.fragment else {
      throw CheckFailure("the plan says that it reaches fragment \(solution.plan.fragment), but it is \(reached)")
    }
    if instance.goal == .admission { return try checkAdmissions(solution.admissions ?? [], positions, in: instance) }
    return try objective(of: positions, fragment: fragment, moved: solution.migrations.count, in: instance)
  }

  private static func objective(
    of positions: [Place], fragment: Int, moved: Int, in instance: Instance
  ) throws(CheckFailure) -> Objective {
    switch instance.goal {
    case .fragments, .admission: return Objective(fragment)
    case .machines: return Objective(Set(positions.map(\.machine)).count)
    case .migrations(let rate):
      let reached = Double(fragment) / Double(instance.measure.denominator)
      guard reached <= rate else { throw CheckFailure("the rate \(reached) is above \(rate)") }
      return Objective(moved)
    }
  }

  /// Arrivals take the room that the final placement leaves.
  ///
  /// - Returns: the arrivals without room.
  private static func checkAdmissions(
    _ admissions: [Admission], _ positions: [Place], in instance: Instance
  ) throws(CheckFailure) -> Objective {
    var free = instance.freeAmounts(positions)
    var isAdmitted = [Bool](repeating: false, count: instance.arrivals.count)
    for admission in admissions {
      guard instance.arrivals.indices.contains(admission.arrival), !isAdmitted[admission.arrival] else {
        throw CheckFailure("arrival \(admission.arrival) does not exist or is admitted twice")
      }
      isAdmitted[admission.arrival] = true
      let arrival = instance.arrivals[admission.arrival]
      guard instance.machines.indices.contains(admission.to.machine),
        let taken = takenNodes(admission.to, in: instance), taken.count == arrival.nodeCount
      else {
        throw CheckFailure("arrival \(admission.arrival) goes to a place that does not exist or is not for it")
      }
      for node in taken {
        let place = instance.nodeStart[admission.to.machine] + node
        free[place].cpu -= arrival.share.cpu
        free[place].memory -= arrival.share.memory
        guard free[place].cpu >= 0, free[place].memory >= 0 else {
          throw CheckFailure("there is no room for arrival \(admission.arrival) on machine \(admission.to.machine)")
        }
      }
    }
    return Objective(isAdmitted.reduce(0) { $0 + ($1 ? 0 : 1) })
  }

  static func checkPlace(_ place: Place, of vm: Int, in instance: Instance) throws(CheckFailure) {
    guard instance.machines.indices.contains(place.machine) else {
      throw CheckFailure("VM \(vm) goes to machine \(place.machine), which does not exist")
    }
    guard takenNodes(place, in: instance)?.count == instance.virtualMachines[vm].nodeCount else {
      throw CheckFailure("VM \(vm) cannot be on NUMA node \(place.nodeText)")
    }
  }

  /// The nodes that a place stands for; nil where its machine has not all of them, or it is written in another way.
  static func takenNodes(_ place: Place, in instance: Instance) -> [Int]? {
    let count = instance.machines[place.machine].nodes.count
    if place.node >= 0 { return place.node < count ? [place.node] : nil }
    let sum = place.node.magnitude
    guard sum.nonzeroBitCount > 1, sum >> UInt(count) == 0 else { return nil }
    return (0..<count).filter { (sum >> UInt($0)) & 1 == 1 }
  }

  /// What a VM takes of each of the nodes `taken`.
  static func load(of vm: VirtualMachine, on taken: [Int]) -> [(node: Int, cpu: Int, memory: Int)] {
    taken.enumerated().map { index, node in
      vm.split.count == taken.count
        ? (node, vm.split[index].cpu, vm.split[index].memory)
        : (node, vm.size.cpu / vm.nodeCount, vm.size.memory / vm.nodeCount)
    }
  }

  /// - Returns: the numerator of the fragment rate.
  static func checkPlacement(_ positions: [Place], in instance: Instance) throws(CheckFailure) -> Int {
    var cpu = instance.machines.map { $0.nodes.map(\.cpu) }
    var memory = instance.machines.map { $0.nodes.map(\.memory) }
    for (vm, place) in zip(instance.virtualMachines, positions) {
      for part in load(of: vm, on: takenNodes(place, in: instance) ?? []) {
        cpu[place.machine][part.node] -= part.cpu
        memory[place.machine][part.node] -= part.memory
      }
    }
    var fragment = 0
    for (number, machine) in instance.machines.enumerated() {
      for node in machine.nodes.indices where cpu[number][node] < 0 || memory[number][node] < 0 {
        throw CheckFailure("NUMA node \(node) of machine \(number) holds more than it can")
      }
      for (term, factor) in zip(instance.measure.terms, instance.measure.factors) {
        let free = term.resource == .cpu ? cpu[number] : memory[number]
        if term.nodeCount == 1 {
          fragment += factor * free.reduce(0) { $0 + $1 % term.size }
        } else {
          fragment += factor * (free.reduce(0, +) - pairs(of: free.map { 2 * $0 / term.size }) * term.size)
        }
      }
    }
    let homes = instance.virtualMachines.map(\.home)
    try checkGroups(instance.antiAffinity, "machine", homes, positions) { $0 }
    try checkGroups(instance.rackAntiAffinity, "rack", homes, positions) { instance.rackNumbers[$0] }
    return fragment
  }

  /// How many blocks of two nodes there are: with so many of them, each node gives at most one half to each.
  private static func pairs(of halves: [Int]) -> Int {
    var (least, most) = (0, halves.reduce(0, +) / 2)
    while least < most {
      let count = (least + most + 1) / 2
      if halves.reduce(0, { $0 + min($1, count) }) >= 2 * count { least = count } else { most = count - 1 }
    }
    return least
  }

  private static func checkGroups(
    _ groups: [[Int]], _ what: String, _ homes: [Place], _ positions: [Place], _ site: (Int) -> Int
  ) throws(CheckFailure) {
    for (number, group) in groups.enumerated() {
      guard Set(group.map { site(positions[$0].machine) }).count < group.count else { continue }
      // Where some share a machine at the start, as many still may.
      let before = Dictionary(grouping: group) { site(homes[$0].machine) }.mapValues(\.count)
      for (place, members) in Dictionary(grouping: group, by: { site(positions[$0].machine) }) {
        let allowed = max(1, before[place] ?? 0)
        guard members.count > allowed else { continue }
        throw CheckFailure(
          allowed == 1
            ? "two VMs of anti-affinity group \(number) are on one \(what)"
            : "\(members.count) VMs of anti-affinity group \(number) are on one \(what), \(allowed) at the start")
      }
    }
  }
}
