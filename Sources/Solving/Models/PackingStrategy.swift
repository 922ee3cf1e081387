import Presolve
import Race

/// A model that counts the bins of a packing: the pattern bound, and packings.
struct PackingStrategy<Solution: Sendable>: Strategy {
  let prepared: PreparedModel
  let structure: PackingStructure
  /// Of the model as it was given.
  let translation: ModelTranslation<Solution>
  let seed: UInt64
  let name = "bin patterns"

  func run(on scoreboard: Scoreboard<Solution>) {
    let (bound, values) = structure.solve(in: prepared.original, seed: seed, until: { scoreboard.shouldStop })
    scoreboard.prove(Objective(bound), by: name)
    guard let values else { return }
    scoreboard.offer(translation.decode(values), from: name)
  }
}
