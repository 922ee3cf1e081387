import Race

/// Prices from a short Lagrangian bound, then ruin and recreate.
struct RuinRecreateStrategy: Strategy {
  typealias Solution = MemoryMapping.Solution

  let name = LayerHeuristic.neighbourhoods.rawValue
  private let program: LayerProgram
  private let seed: UInt64
  private let iterationLimit: Int
  private let patience: Int

  private static let priceIterations = 300

  /// - Parameters:
  ///   - iterationLimit: ends the search.
  ///   - patience: iterations without improvement that end it.
  init(_ program: LayerProgram, seed: UInt64, iterationLimit: Int = .max, patience: Int = .max) {
    self.program = program
    self.seed = seed
    self.iterationLimit = iterationLimit
    self.patience = patience
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
    var (iteration, idle) = (0, 0)
    while iteration < iterationLimit, idle < patience, !scoreboard.shouldStop {
      iteration += 1
      idle += 1
      if search.step(prices) {
        idle = 0
        offer(search, scoreboard)
      }
    }
  }

  private func offer(_ search: borrowing RuinRecreate, _ scoreboard: Scoreboard<Solution>) {
    if -search.state.value < scoreboard.bestObjective {
      scoreboard.offer(.layers(search.state.mapping()), from: name)
    }
  }
}
