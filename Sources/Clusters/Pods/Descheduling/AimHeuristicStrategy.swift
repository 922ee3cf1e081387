import Basics
import Race

/// Moves one after the other, each of which can be carried out as it is; first in the order that usually does best, then
/// in others drawn at random, as long as they may give more.
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
      var search = AimMoves(instance, shouldStop: { scoreboard.shouldStop })
      search.run(noise: round == 0 ? 0 : 0.5, &random)
      let nodes = search.sequence.state.nodeOfPod
      let levels = instance.levels(of: nodes)
      guard levels.lexicographicallyPrecedes(best), instance.cluster.keepsPlanningRules(nodes) else { continue }
      best = levels
      scoreboard.offer(search.sequence.solution, from: name)
      if let best = scoreboard.best, scoreboard.bound == best.objective { return }
    }
  }
}
