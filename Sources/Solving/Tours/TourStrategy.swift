import Race
import Statements

/// A model whose objective adds up the arcs of a circuit: tours by local search, offered where the model allows them.
struct TourStrategy<Solution: Sendable>: Strategy {
  let prepared: PreparedModel
  let structure: TourStructure
  /// Of the model as it was given.
  let translation: ModelTranslation<Solution>
  let seed: UInt64
  let name = "tours"

  /// Arcs looked at, after which others have better uses of the time.
  private static var workLimit: Int { 1_000_000_000 }
  /// Rounds without a shorter tour that end it.
  private static var patience: Int { 12 }

  func run(on scoreboard: Scoreboard<Solution>) {
    let search = TourSearch(nodeCount: structure.nodeCount, lengths: structure.lengths, seed: seed)
    var offered = Int.max
    var idle = 0
    while !scoreboard.shouldStop {
      if search.bestLength < offered {
        offered = search.bestLength
        idle = 0
        // Where the model does not allow it, its own rules ask for more than lengths.
        guard let tour = search.bestTour, let values = structure.values(of: tour, in: prepared.original) else { return }
        scoreboard.offer(translation.decode(values), from: name)
      }
      idle += 1
      if idle > Self.patience || search.work > Self.workLimit { return }
      search.run(kicks: 20 * structure.nodeCount, until: { scoreboard.shouldStop })
    }
  }
}
