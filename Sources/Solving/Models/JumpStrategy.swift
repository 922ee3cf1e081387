import LocalSearch
import Race
import Statements

/// Local search on any model: a first solution by feasibility jump, then better ones, as long as it finds some.
struct JumpStrategy<Solution: Sendable>: Strategy {
  let data: ModelData
  let translation: ModelTranslation<Solution>
  let seed: UInt64
  /// The native engine beside it has a limit of conflicts.
  let isLimited: Bool
  /// What comes before it finds very good solutions, where it finds any.
  var followsTours = false
  let name = "feasibility jump"

  /// Work between two looks at what others have found, a millisecond or less.
  private static var batch: Int { 100_000 }
  /// After the first solution, batches in a row without a better one that end it; fewer beside an engine whose conflicts
  /// are limited, as such a run has an end.
  private func patience(isShort: Bool) -> Int { isShort ? 20 : 1_200 }
  /// Batches without any solution that end it.
  private var longPatience: Int { isLimited ? 40 : 40_000 }

  func run(on scoreboard: Scoreboard<Solution>) {
    let search = JumpSearch(data, seed: seed)
    let patience = patience(isShort: isLimited || (followsTours && scoreboard.best != nil))
    var idle = 0
    while !scoreboard.shouldStop {
      let best = scoreboard.bestObjective
      let found = search.run(
        from: nil, below: best, work: Self.batch, shouldStop: { scoreboard.shouldStop })
      if let found {
        scoreboard.offer(translation.decode(found), from: name)
        idle = 0
      } else {
        idle += 1
      }
      if idle >= (scoreboard.bestObjective < .max ? patience : longPatience) { return }
    }
  }
}
