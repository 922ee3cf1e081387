import Basics
import Race

/// Moves one after the other, each of which can be carried out as it is; first in the order that usually does best,
/// then in others drawn at random, as long as they may give more.
struct AimHeuristicStrategy: Strategy {
  let name = "moves"
  private let instance: PodDescheduling.Instance
  private let seed: UInt64

  /// Rounds after the first.
  private static let rounds = 30

  init(_ instance: PodDescheduling.Instance, seed: UInt64) {
    self.instance = instance
    self.seed = seed
  }

  func run(on scoreboard: Scoreboard<PodPacking.Solution>) {
    scoreboard.offer(.present(of: instance.cluster), from: name)
    var random = RandomSource(seed: seed)
    var best = instance.levels(of: instance.cluster.currentNode)
    for round in 0...Self.rounds {
      if round > 0, scoreboard.shouldStop { return }
      func offer(_ sequence: MoveSequence) {
        let nodes = sequence.state.nodeOfPod
        let levels = instance.levels(of: nodes)
        guard levels.lexicographicallyPrecedes(best), instance.cluster.keepsPlanningRules(nodes) else { return }
        best = levels
        scoreboard.offer(sequence.solution, from: name)
      }
      var search = AimMoves(instance, shouldStop: { scoreboard.shouldStop }, report: offer)
      search.run(noise: round == 0 ? 0 : 0.5, &random)
      offer(search.sequence)
      if let best = scoreboard.best, scoreboard.bound == best.objective { return }
    }
  }
}
