import Race
import Statements

/// A model whose objective adds up the arcs of routes: routes by local search, offered where the model allows them.
struct RouteStrategy<Solution: Sendable>: Strategy {
  let prepared: PreparedModel
  let structure: RouteStructure
  /// Of the model as it was given.
  let translation: ModelTranslation<Solution>
  let seed: UInt64
  let name = "routes"

  /// Iterations over which it cools down, for each node.
  private static var share: Int { 1_000 }
  private static var mostIterations: Int { 30_000 }
  /// Between two looks at what was found.
  private static var batch: Int { 1_000 }
  /// Shorter routes in a row that the model does not allow; its own rules ask for more than these.
  private static var patience: Int { 5 }

  func run(on scoreboard: Scoreboard<Solution>) {
    let iterations = min(Self.mostIterations, Self.share * structure.nodeCount)
    let search = RouteSearch(structure, iterations: iterations, seed: seed)
    var offered = Int.max
    var refusals = 0
    for _ in 0...(iterations / Self.batch) where !scoreboard.shouldStop && refusals < Self.patience {
      if let routes = search.best, search.bestLength < offered {
        offered = search.bestLength
        let values = structure.values(of: routes, in: prepared.original)
        if let values { scoreboard.offer(translation.decode(values), from: name) }
        refusals = values == nil ? refusals + 1 : 0
      }
      search.run(Self.batch, until: { scoreboard.shouldStop })
    }
  }
}
