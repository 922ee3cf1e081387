/// Greedy by benefit density: units in descending order of what their best run earns per byte and instruction that it
/// takes, each making its most profitable runs that still have supply, room and an address.
///
/// - Source: the density order is that of Dantzig 1957, "Discrete-variable extremum problems", for the knapsack.
struct GreedyMapping {
  /// Which units come first.
  enum Order { case density, benefit, smallest }

  static func build(_ units: LayerUnits, _ order: Order, _ prices: borrowing Prices, _ state: inout LayerState) {
    var finder = RunFinder()
    var ranked: [(rank: Double, unit: Int)] = []
    for unit in 0..<units.unitCount {
      let candidate = finder.best(of: unit, prices, weight: 0, state)
      guard candidate.first >= 0 else { continue }
      let volume = Double(candidate.size) * Double(candidate.finish - candidate.start + 1)
      let rank =
        switch order {
        case .density: candidate.profit / volume
        case .benefit: candidate.profit
        case .smallest: -volume
        }
      ranked.append((rank, unit))
    }
    ranked.sort { ($1.rank, $0.unit) < ($0.rank, $1.unit) }
    for (_, unit) in ranked { finder.fill(unit, prices, weight: 0, .lowest, &state) }
    state.commit()
  }
}
