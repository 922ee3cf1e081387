import Race

/// Prices from a short Lagrangian bound, then ruin and recreate.
struct RuinRecreateStrategy: Strategy {
  typealias Solution = LayerMapping

  let name = LayerHeuristic.neighbourhoods.rawValue
  private let program: LayerProgram
  private let seed: UInt64
  private let iterationLimit: Int

  private static let priceIterations = 300

  /// - Parameter iterationLimit: ends the search.
  init(_ program: LayerProgram, seed: UInt64, iterationLimit: Int = .max) {
    self.program = program
    self.seed = seed
    self.iterationLimit = iterationLimit
  }

  func run(on scoreboard: Scoreboard<Solution>) {
    guard !scoreboard.shouldStop else { return }
    let units = LayerUnits(program)
    guard units.events.count > 0 else { return }
    var state = LayerState(units)
    GreedyMapping.build(units, .density, Prices(uniformFor: units), &state)
    var bound = LagrangianBound(units)
    bound.improve(iterations: Self.priceIterations, target: state.value) { scoreboard.shouldStop }
    guard !scoreboard.shouldStop else { return }
    let prices = bound.searchPrices()
    var search = RuinRecreate(state, seed: seed)
    offer(search, scoreboard)
    var iteration = 0
    while iteration < iterationLimit, !scoreboard.shouldStop {
      iteration += 1
      if search.step(prices) { offer(search, scoreboard) }
    }
  }

  private func offer(_ search: borrowing RuinRecreate, _ scoreboard: Scoreboard<Solution>) {
    if -search.state.value < scoreboard.bestObjective {
      scoreboard.offer(search.state.mapping(), from: name)
    }
  }
}
