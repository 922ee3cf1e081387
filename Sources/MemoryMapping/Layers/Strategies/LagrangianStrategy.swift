import Race

/// The Lagrangian bound, and branch and bound on it.
struct LagrangianStrategy: Strategy {
  typealias Solution = LayerMapping

  let name = "Lagrangian bound"
  private let program: LayerProgram

  private let isRootOnly: Bool

  /// - Parameter isRootOnly: without branch and bound.
  init(_ program: LayerProgram, isRootOnly: Bool = false) {
    self.program = program
    self.isRootOnly = isRootOnly
  }

  func run(on scoreboard: Scoreboard<Solution>) {
    guard !scoreboard.shouldStop else { return }
    var search = LagrangianSearch(LayerUnits(program))
    search.run(
      isRootOnly: isRootOnly,
      // Nothing at all in fast memory saves nothing.
      incumbent: { scoreboard.bestObjective == .max ? 0 : -scoreboard.bestObjective },
      prove: { if -$0 > scoreboard.bestBound { scoreboard.prove(Objective(-$0), by: name) } },
      shouldStop: { scoreboard.shouldStop })
  }
}
