extension VMRescheduling.CountingModel {
  typealias Place = VMRescheduling.Place

  /// The solution that a value for each variable stands for; nil where the counts do not add up.
  func solution(_ values: [Int], of instance: VMRescheduling.Instance) -> VMRescheduling.Solution? {
    guard let places = places(values, in: instance) else { return nil }
    var admissions: [VMRescheduling.Admission] = []
    for kind in classes where !kind.arrivals.isEmpty {
      var waiting = kind.arrivals[...]
      for traffic in kind.traffic where traffic.coming >= 0 {
        for arrival in waiting.prefix(values[traffic.coming]) {
          admissions.append(.init(arrival: arrival, to: traffic.place))
        }
        waiting = waiting.dropFirst(values[traffic.coming])
      }
    }
    return VMRescheduling.Solution(places, admissions: admissions, of: instance)
  }

  /// A value for each variable that stands for `solution`; nil where the model does not contain it.
  func values(of solution: VMRescheduling.Solution, in instance: VMRescheduling.Instance) -> [Int]? {
    guard let places = solution.places(in: instance), var values = values(places, in: instance) else { return nil }
    for admission in solution.admissions ?? [] {
      let kind = classes.first { $0.arrivals.contains(admission.arrival) }
      guard let traffic = kind?.traffic.first(where: { $0.place == admission.to }), traffic.coming >= 0 else {
        return nil
      }
      values[traffic.coming] += 1
    }
    // Blocks hold what arrivals leave.
    guard !(solution.admissions ?? []).isEmpty else { return values }
    var free = instance.freeAmounts(places)
    for admission in solution.admissions ?? [] {
      for node in admission.to.nodes {
        let place = instance.nodeStart[admission.to.machine] + node
        free[place].cpu -= instance.arrivals[admission.arrival].share.cpu
        free[place].memory -= instance.arrivals[admission.arrival].share.memory
      }
    }
    setBlocks(&values, free, in: instance)
    return values
  }

  /// The final places that a value for each variable stands for; nil where the counts do not add up.
  func places(_ values: [Int], in instance: VMRescheduling.Instance) -> [Place]? {
    var places = instance.homes
    for kind in classes where kind.arrivals.isEmpty {
      var loose: [Int] = []
      var slots: [Place] = []
      for traffic in kind.traffic {
        let leaving = traffic.leaving >= 0 ? values[traffic.leaving] : 0
        let coming = traffic.coming >= 0 ? values[traffic.coming] : 0
        // Who leaves and comes to one place stays.
        let both = min(leaving, coming)
        loose += (kind.residents[traffic.place] ?? []).prefix(leaving - both)
        slots += [Place](repeating: traffic.place, count: coming - both)
      }
      guard loose.count == slots.count else { return nil }
      for (vm, place) in zip(loose, slots) { places[vm] = place }
    }
    return places
  }

  /// A value for each variable that stands for these final places.
  func values(_ places: [Place], in instance: VMRescheduling.Instance) -> [Int]? {
    var values = [Int](repeating: 0, count: variables.count)
    for kind in classes {
      var index: [Place: Traffic] = [:]
      for traffic in kind.traffic { index[traffic.place] = traffic }
      var change: [Place: Int] = [:]
      for (home, members) in kind.residents {
        for vm in members where places[vm] != home {
          change[home, default: 0] -= 1
          change[places[vm], default: 0] += 1
        }
      }
      for (place, count) in change where count != 0 {
        guard let traffic = index[place] else { return nil }
        let variable = count < 0 ? traffic.leaving : traffic.coming
        guard variable >= 0 else { return nil }
        values[variable] = abs(count)
      }
    }
    setBlocks(&values, instance.freeAmounts(places), in: instance)
    let hosts = Set(places.map(\.machine))
    for (machine, variable) in uses.enumerated() { values[variable] = hosts.contains(machine) ? 1 : 0 }
    return values
  }
}
