import Race

/// The heuristics that `--heuristic` names.
enum LayerHeuristic: String, CaseIterable {
  case game
  case density = "greedy-density"
  case benefit = "greedy-benefit"
  case smallest = "greedy-smallest"
  case neighbourhoods = "layers-lns"

  var summary: String {
    switch self {
    case .game: "memory layers: the mapping game, keep or copy where possible (Wang et al. 2023)"
    case .density: "memory layers: highest benefit per byte and instruction first (after Dantzig 1957)"
    case .benefit: "memory layers: highest benefit first"
    case .smallest: "memory layers: fewest bytes times instructions first"
    case .neighbourhoods:
      "memory layers: ruin and recreate over stays at Lagrangian prices (Schrimpf et al. 2000)"
    }
  }

  /// Builds from nothing; nil for the searches, which need a start.
  func build(_ units: LayerUnits, _ prices: borrowing Prices) -> LayerState? {
    var state = LayerState(units)
    switch self {
    case .game:
      var game = GameForm()
      game.play(units, prices, &state)
    case .density: GreedyMapping.build(units, .density, prices, &state)
    case .benefit: GreedyMapping.build(units, .benefit, prices, &state)
    case .smallest: GreedyMapping.build(units, .smallest, prices, &state)
    case .neighbourhoods: return nil
    }
    return state
  }

  /// Those that build.
  static let builders: [LayerHeuristic] = [.density, .game, .benefit, .smallest]
}

/// Building heuristics one after the other: the first mapping in milliseconds.
struct LayerBuildStrategy: Strategy {
  typealias Solution = LayerMapping

  let name: String
  private let program: LayerProgram
  private let heuristics: [LayerHeuristic]

  init(_ program: LayerProgram, _ heuristics: [LayerHeuristic]) {
    name = heuristics.count == 1 ? heuristics[0].rawValue : "greedy mappings"
    self.program = program
    self.heuristics = heuristics
  }

  func run(on scoreboard: Scoreboard<Solution>) {
    guard !scoreboard.shouldStop else { return }
    let units = LayerUnits(program)
    let prices = Prices(uniformFor: units)
    for heuristic in heuristics where !scoreboard.shouldStop {
      guard let state = heuristic.build(units, prices) else { continue }
      if -state.value < scoreboard.bestObjective {
        scoreboard.offer(state.mapping(), from: heuristic.rawValue)
      }
    }
  }
}
