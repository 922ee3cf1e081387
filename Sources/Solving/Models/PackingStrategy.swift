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
    let packing = Packing(sizes: structure.sizes, capacity: structure.capacity)
    let relaxation = PatternRelaxation(packing, until: { scoreboard.shouldStop })
    scoreboard.prove(Objective(structure.cost(ofBins: relaxation.bound)), by: name)
    if scoreboard.shouldStop { return }
    guard
      let made = packing.packing(
        goal: relaxation.bound, from: relaxation, seed: seed, until: { scoreboard.shouldStop }),
      let values = structure.values(of: made, in: prepared.original)
    else { return }
    scoreboard.offer(translation.decode(values), from: name)
  }
}
