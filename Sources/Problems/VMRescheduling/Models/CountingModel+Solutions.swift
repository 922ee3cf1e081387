extension VMRescheduling.CountingModel {
  typealias Place = VMRescheduling.Place

  /// The final places that a value for each variable stands for; nil where the counts do not add up.
  func places(_ values: [Int], in instance: VMRescheduling.Instance) -> [Place]? {
    var places = instance.homes
    for kind in classes {
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
    let free = instance.freeAmounts(places)
    for (number, node, variable) in blocks {
      let term = instance.measure.terms[number]
      let nodes = term.nodeCount == 1 ? node...node : node...node + 1
      let size = term.size / term.nodeCount
      values[variable] = nodes.map { (term.resource == .cpu ? free[$0].cpu : free[$0].memory) / size }.min() ?? 0
    }
    let hosts = Set(places.map(\.machine))
    for (machine, variable) in uses.enumerated() { values[variable] = hosts.contains(machine) ? 1 : 0 }
    return values
  }
}
