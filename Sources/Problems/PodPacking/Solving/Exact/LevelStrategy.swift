import Race

extension PodPacking {
  /// Bounds and placements level by level, by the pattern relaxation.
  struct LevelStrategy: Strategy {
    let name = "node patterns"
    private let instance: Instance
    private let seed: UInt64

    init(_ instance: Instance, seed: UInt64) {
      self.instance = instance
      self.seed = seed
    }

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
      func best() -> TypePlacement {
        TypePlacement((try? scoreboard.best?.solution.nodes(in: instance)) ?? instance.currentNode, of: instance)
      }
      let search = LevelSearch(
        model, start: best(), seed: seed, shouldStop: stop,
        improve: { placement in
          state.approach(placement.nodes(of: instance))
          for pod in 0..<instance.podCount where state.nodeOfPod[pod] < 0 && state.home[pod] >= 0 {
            _ = state.place(pod, on: Int(state.home[pod]))
          }
          greedy.placePending()
          greedy.preempt()
          chains.placeUnplaced(depth: 2, work: 2000)
          greedy.goHome()
          scoreboard.offer(state.solution, from: name)
          return best()
        },
        prove: { bound in
          let padding = instance.softScore == nil ? [] : [0]
          scoreboard.prove(Objective(levels: bound + padding), by: name)
        })
      // What couples pods is not part of the counts: the bounds hold, but may stay out of reach.
      if isWhole {
        _ = search.run(roundLimit: CouplingState.isNeeded(instance) ? 3 : .max)
      } else {
        search.runByNeighbourhoods()
      }
    }
  }
}
