import Race

extension PodPacking {
  /// Bounds and placements level by level, by the pattern relaxation.
  struct LevelStrategy: Strategy {
    let name = "node patterns"
    private let instance: Instance
    private let seed: UInt64
    private let isHelper: Bool

    /// - Parameter isHelper: looks for placements only, beside a worker that does the whole.
    init(_ instance: Instance, seed: UInt64, isHelper: Bool = false) {
      self.instance = instance
      self.seed = seed
      self.isHelper = isHelper
    }

    /// Changes that each new placement's descent of the soft score tries.
    private static let descentWork = 20_000

    /// Whether tables of nodes by types can be made.
    static func isAffordable(_ instance: Instance) -> Bool { instance.nodeCount * instance.podTypeCount <= 20_000_000 }

    /// Whether the relaxation of the whole problem is small enough; else only its neighbourhoods are solved.
    private var isWhole: Bool {
      instance.nodeCount * instance.podTypeCount <= 200_000 && instance.podTypeCount + instance.nodeCount <= 1200
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      let model = TypeModel(instance)
      let state = PlacementState(instance)
      let stop = { scoreboard.shouldStop }
      let greedy = GreedyPlacement(state, shouldStop: stop)
      let chains = EjectionChains(state, shouldStop: stop)
      let descent = ScoreDescent(state, shouldStop: stop)
      func best() -> TypePlacement {
        TypePlacement((try? scoreboard.best?.solution.nodes(in: instance)) ?? instance.currentNode, of: instance)
      }
      let search = LevelSearch(
        model, seed: seed, shouldStop: stop, news: best,
        improve: { placement in
          state.approach(placement.nodes(of: instance))
          for pod in 0..<instance.podCount where state.nodeOfPod[pod] < 0 && state.home[pod] >= 0 {
            _ = state.place(pod, on: Int(state.home[pod]))
          }
          greedy.placePending()
          greedy.preempt()
          chains.placeUnplaced(depth: 2, work: 2000)
          greedy.goHome()
          descent.run(work: Self.descentWork)
          scoreboard.offerReachable(state.solution, from: name)
          return best()
        },
        proved: { scoreboard.bound.map { Array($0.levels.prefix(model.levelCount + 1)) } ?? [] },
        prove: { bound in
          let score = ScoreBound(instance).value(unplaced: Array(bound.prefix(model.levelCount)))
          scoreboard.prove(Objective(levels: bound + (instance.softScore == nil ? [] : [score])), by: name)
        })
      // What couples pods is not part of the counts: the bounds hold, but may stay out of reach.
      if isWhole, isHelper {
        search.runForPlacements()
      } else if isWhole {
        _ = search.run(roundLimit: CouplingState.isNeeded(instance) ? 3 : .max)
      } else {
        search.runByNeighbourhoods()
      }
    }
  }
}
