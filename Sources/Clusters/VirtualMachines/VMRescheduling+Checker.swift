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
      throw CheckFailure("\(solution.migrations.count) migrations, and \(instance.migrationLimit) are allowed")
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
      let isRight = arrival.nodeCount == 2 ? admission.to.node == -1 : (0...1).contains(admission.to.node)
      guard instance.machines.indices.contains(admission.to.machine), isRight else {
        throw CheckFailure("arrival \(admission.arrival) goes to a place that does not exist or is not for it")
      }
      for node in admission.to.nodes {
        let place = 2 * admission.to.machine + node
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
    let isRight = instance.virtualMachines[vm].nodeCount == 2 ? place.node == -1 : (0...1).contains(place.node)
    guard isRight else { throw CheckFailure("VM \(vm) cannot be on NUMA node \(place.node)") }
  }

  /// - Returns: the numerator of the fragment rate.
  private static func checkPlacement(_ positions: [Place], in instance: Instance) throws(CheckFailure) -> Int {
    var cpu = [Int](repeating: 0, count: 2 * instance.machines.count)
    var memory = cpu
    for (vm, place) in zip(instance.virtualMachines, positions) {
      for node in 0...1 where place.node == -1 || place.node == node {
        cpu[2 * place.machine + node] += vm.size.cpu / vm.nodeCount
        memory[2 * place.machine + node] += vm.size.memory / vm.nodeCount
      }
    }
    var fragment = 0
    for (number, machine) in instance.machines.enumerated() {
      for (node, total) in machine.nodes.enumerated() {
        cpu[2 * number + node] = total.cpu - cpu[2 * number + node]
        memory[2 * number + node] = total.memory - memory[2 * number + node]
        guard cpu[2 * number + node] >= 0, memory[2 * number + node] >= 0 else {
          throw CheckFailure("NUMA node \(node) of machine \(number) holds more than it can")
        }
      }
      for (term, factor) in zip(instance.measure.terms, instance.measure.factors) {
        let free = term.resource == .cpu ? cpu : memory
        let (first, second) = (free[2 * number], free[2 * number + 1])
        if term.nodeCount == 1 {
          fragment += factor * (first % term.size + second % term.size)
        } else {
          fragment += factor * (first + second - min(2 * first / term.size, 2 * second / term.size) * term.size)
        }
      }
    }
    try checkGroups(instance.antiAffinity, "machine", positions) { $0 }
    try checkGroups(instance.rackAntiAffinity, "rack", positions) { instance.rackNumbers[$0] }
    return fragment
  }

  private static func checkGroups(
    _ groups: [[Int]], _ what: String, _ positions: [Place], _ site: (Int) -> Int
  ) throws(CheckFailure) {
    for (number, group) in groups.enumerated() {
      guard Set(group.map { site(positions[$0].machine) }).count == group.count else {
        throw CheckFailure("two VMs of anti-affinity group \(number) are on one \(what)")
      }
    }
  }
}
