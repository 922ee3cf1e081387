import Race

extension PodPacking {
  /// The first solutions: what runs now, greedy placement, preemption, ejection chains.
  struct HeuristicStrategy: Strategy {
    enum Method: String, CaseIterable {
      case greedy, preemption
      case ejectionChains = "ejection-chains"

      var summary: String {
        switch self {
        case .greedy: "pending pods by priority and dominant share where they leave the least room"
        case .preemption: "greedy, and less important pods evicted for more important ones"
        case .ejectionChains: "preemption, then chains of pods that take each other's places (Glover 1996)"
        }
      }
    }

    let name: String
    private let instance: Instance
    private let method: Method

    init(_ instance: Instance, _ method: Method = .ejectionChains) {
      self.instance = instance
      self.method = method
      name = method.rawValue
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      scoreboard.offer(.present(of: instance), from: name)
      let state = PlacementState(instance)
      let stop = { scoreboard.shouldStop }
      let greedy = GreedyPlacement(state, shouldStop: stop)
      greedy.placePending()
      scoreboard.offerReachable(state.solution, from: name)
      if method == .greedy { return }
      greedy.preempt()
      greedy.goHome()
      scoreboard.offerReachable(state.solution, from: name)
      if method == .preemption || stop() { return }
      defer {
        if instance.softScore != nil {
          ScoreDescent(state, shouldStop: stop).run(work: 200_000)
          scoreboard.offerReachable(state.solution, from: name)
        }
      }
      for depth in 1...3 {
        if state.levels.dropLast().allSatisfy({ $0 == 0 }) || stop() { break }
        EjectionChains(state, shouldStop: stop).placeUnplaced(depth: depth, work: 1 << (6 + 4 * depth))
        greedy.goHome()
        scoreboard.offerReachable(state.solution, from: name)
      }
    }
  }
}
