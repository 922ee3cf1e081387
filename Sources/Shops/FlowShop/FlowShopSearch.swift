import Basics

/// Ever better orders for a flow shop, until the board says stop: construction by insertion, then iterated greedy.
package struct FlowShopSearch: Sendable {
  package let shop: FlowShop
  /// Equal seeds give equal candidates.
  package let seed: UInt64
  package let settings: Settings

  /// What iterated greedy goes by.
  package struct Settings: Sendable, Equatable {
    /// Jobs taken out at a time.
    package var destroyed: Int
    /// The increase, in mean durations, that is accepted with probability 1/e.
    package var temperature: Double

    /// The share of the temperature that annealing cools down to.
    package var coolest: Double

    /// Whether sums of one factory are annealed.
    package var anneals = true
    /// Whether iterated greedy improves orders by insertions beside what it takes out.
    package var improves = true

    package init(destroyed: Int = 2, temperature: Double, coolest: Double = 0.1) {
      self.destroyed = destroyed
      self.temperature = temperature
      self.coolest = coolest
    }

    /// What did best for this objective.
    package static func standard(_ objective: FlowShop.Objective) -> Settings {
      switch objective {
      case .makespan: Settings(temperature: 0.07)
      case .totalCompletion: Settings(temperature: 4)
      case .totalTardiness: Settings(temperature: 2.5, coolest: 0.3)
      }
    }
  }

  package init(_ shop: FlowShop, seed: UInt64, settings: Settings? = nil) {
    self.shop = shop
    self.seed = seed
    self.settings = settings ?? .standard(shop.objective)
  }

  package func run(on board: SearchBoard<FlowShop.Order>) {
    let first = shop.firstOrder()
    board.offer(first, shop.objective(of: first))
    if shop.jobs < 2 || board.shouldStop() { return }
    let isTour = shop.kind == .noWait && shop.objective == .makespan && shop.factories == 1
    if isTour && shop.jobs <= JobTourSearch.jobLimit {
      return JobTourSearch(shop, seed: seed, board).run()
    }
    let tables = FlowTables(shop)
    switch (shop.kind, shop.objective) {
    case (.noIdle, _): search(NoIdleLine.self, tables, board)
    case (.permutation, .makespan), (.blocking, .makespan): search(MakespanLine.self, tables, board)
    case (_, .totalCompletion) where shop.factories == 1 && settings.anneals,
      (_, .totalTardiness) where shop.factories == 1 && settings.anneals:
      FlowAnnealing(tables, self, board).run()
    default: search(PrefixLine.self, tables, board)
    }
  }

  private func search<Line: FlowLine>(
    _: Line.Type, _ tables: FlowTables, _ board: SearchBoard<FlowShop.Order>
  ) {
    IteratedGreedy<Line>(tables, self, board).run()
  }
}

extension FlowShop {
  /// The jobs by what an insertion takes first: the longest for a makespan, the shortest by weight for completions, the
  /// earliest due dates for tardiness.
  func insertionOrder() -> [Int] {
    let totals = (0..<jobs).map(total)
    return (0..<jobs).sorted { a, b in
      switch objective {
      case .makespan: (-totals[a], a) < (-totals[b], b)
      case .totalCompletion: (totals[a] * weight(b), a) < (totals[b] * weight(a), b)
      case .totalTardiness: (dueDates[a], totals[a], a) < (dueDates[b], totals[b], b)
      }
    }
  }

  /// The insertion order, dealt out to the factories: something to have at once.
  func firstOrder() -> Order {
    var order = Order(repeating: [], count: factories)
    for (index, job) in insertionOrder().enumerated() { order[index % factories].append(job) }
    return order
  }
}
