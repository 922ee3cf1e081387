import Modeling

/// Circuits and flows.
extension RandomModel {
  mutating func addGraph() {
    switch random.below(4) {
    case 0:
      let next: [any LinearExpressible] = [variable(), random.chance(50) ? variable() : 2, random.within(0...2)]
      if random.chance(50) { model.circuit(next) } else { model.subcircuit(next) }
    case 1: model.circuit(nodes: 3, arcs: arcs(3))
    case 2: model.routes(nodes: 3, depot: random.below(3), arcs: arcs(3))
    default:
      let ways = [(0, 1), (1, 2), (0, 2)].map { (from: $0.0, to: $0.1, amount: variable() as any LinearExpressible) }
      let balances: [any LinearExpressible] = [variable(), random.within(-1...1), variable()]
      if random.chance(50) {
        model.flow(ways, balances: balances)
      } else {
        integers.append(model.flow(ways, balances: balances, prices: ways.map { _ in random.within(-2...2) }))
      }
    }
  }

  /// Some arcs between all nodes, by literals that there are.
  private mutating func arcs(_ nodes: Int) -> [(from: Int, to: Int, isUsed: BoolVar)] {
    var arcs: [(from: Int, to: Int, isUsed: BoolVar)] = []
    for from in 0..<nodes {
      for to in 0..<nodes where random.chance(70) { arcs.append((from, to, literal())) }
    }
    return arcs
  }
}
