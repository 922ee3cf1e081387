import Race

extension VMRescheduling {
  /// The present placement, as the first solution.
  struct StayStrategy: Strategy {
    let name = "present placement"
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      let solution = Solution(instance.homes, admissions: firstFits(), of: instance)
      if instance.isReached(by: solution) { scoreboard.offer(solution, from: name) }
    }

    /// Arrivals in the room there is, the largest first, each where least is left of it.
    private func firstFits() -> [Admission] {
      var free = instance.freeAmounts(instance.homes)
      var admissions: [Admission] = []
      let order = instance.arrivals.indices.sorted {
        (-instance.arrivals[$0].size.cpu, -instance.arrivals[$0].size.memory, $0)
          < (-instance.arrivals[$1].size.cpu, -instance.arrivals[$1].size.memory, $1)
      }
      for number in order {
        let arrival = instance.arrivals[number]
        var best: (place: Place, rest: Int)?
        for machine in 0..<instance.machineCount {
          for place in instance.places(on: machine, for: arrival.nodeCount) {
            let rooms = place.nodes.map { free[instance.nodeStart[machine] + $0] }
            guard rooms.allSatisfy({ $0.cpu >= arrival.share.cpu && $0.memory >= arrival.share.memory }) else {
              continue
            }
            let rest = rooms.reduce(0) { $0 + $1.cpu }
            if rest < best?.rest ?? Int.max { best = (place, rest) }
          }
        }
        guard let place = best?.place else { continue }
        for node in place.nodes {
          free[instance.nodeStart[place.machine] + node].cpu -= arrival.share.cpu
          free[instance.nodeStart[place.machine] + node].memory -= arrival.share.memory
        }
        admissions.append(Admission(arrival: number, to: place))
      }
      return admissions
    }
  }

  /// One named heuristic, where a rate is the goal.
  struct ScoreStrategy: Strategy {
    var name: String { rule.rawValue }
    private let instance: Instance
    private let rule: ScoreRule

    init(_ instance: Instance, _ rule: ScoreRule) {
      self.instance = instance
      self.rule = rule
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop, instance.goal != .admission else { return }
      var search = ScoreSearch(instance)
      let places = search.run(rule) { scoreboard.shouldStop }
      let solution = Solution(places, of: instance)
      if instance.isReached(by: solution) { scoreboard.offer(solution, from: name) }
    }
  }
}
