extension VMRescheduling.CountingModel {
  mutating func addBlocks(_ free: [VMRescheduling.Amount]) {
    let totals = instance.machines.flatMap(\.nodes)
    for (number, term) in instance.measure.terms.enumerated() {
      let amount: (VMRescheduling.Amount) -> Int = term.resource == .cpu ? { $0.cpu } : { $0.memory }
      let loads = traffic(amount)
      if term.nodeCount == 1 {
        for node in loads.indices where amount(totals[node]) >= term.size {
          let variable = addVariable("blocks_\(number)_\(node)", amount(totals[node]) / term.size)
          blocks.append(Blocks(term: number, nodes: node..<node + 1, variable: variable))
          addRow("block_\(number)_\(node)", loads[node] + [(variable, term.size)], to: amount(free[node]))
        }
        continue
      }
      let half = term.size / 2
      for machine in 0..<instance.machineCount {
        let nodes = instance.nodes(of: machine)
        let most = nodes.map { amount(totals[$0]) / half }
        let pairs = VMRescheduling.Measure.pairs(of: most)
        guard pairs > 0 else { continue }
        let variable = addVariable("blocks_\(number)_m\(machine)", pairs)
        var group = Blocks(term: number, nodes: nodes, variable: variable)
        if nodes.count > 2 { group.halves = addHalves(number, machine, most, variable, pairs) }
        blocks.append(group)
        for (place, node) in nodes.enumerated() {
          let giver = group.halves.isEmpty ? variable : group.halves[place]
          guard giver >= 0 else { continue }
          addRow("block_\(number)_\(node)", loads[node] + [(giver, half)], to: amount(free[node]))
        }
      }
    }
  }

  /// Each node gives at most one half to each block, and all of them two.
  private mutating func addHalves(
    _ number: Int, _ machine: Int, _ most: [Int], _ variable: Int, _ pairs: Int
  ) -> [Int] {
    var halves: [Int] = []
    for (place, count) in most.enumerated() {
      guard count > 0 else {
        halves.append(-1)
        continue
      }
      let half = addVariable("halves_\(number)_m\(machine)_\(place)", min(count, pairs))
      halves.append(half)
      addRow("once_\(number)_m\(machine)_\(place)", [(half, 1), (variable, -1)], to: 0)
    }
    let sum = halves.filter { $0 >= 0 }.map { (variable: $0, coefficient: 1) }
    addRow("halves_\(number)_m\(machine)", sum + [(variable, -2)], from: 0, to: 0)
    return halves
  }

  /// As many blocks as these free amounts hold.
  func setBlocks(_ values: inout [Int], _ free: [VMRescheduling.Amount], in instance: VMRescheduling.Instance) {
    for group in blocks {
      let term = instance.measure.terms[group.term]
      let size = term.size / term.nodeCount
      let counts = group.nodes.map { (term.resource == .cpu ? free[$0].cpu : free[$0].memory) / size }
      let count = term.nodeCount == 1 ? counts[0] : VMRescheduling.Measure.pairs(of: counts)
      values[group.variable] = count
      var rest = 2 * count
      for (place, half) in group.halves.enumerated() where half >= 0 {
        values[half] = min(counts[place], count, rest)
        rest -= values[half]
      }
    }
  }
}
