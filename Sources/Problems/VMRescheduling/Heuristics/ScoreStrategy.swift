import Race

extension VMRescheduling {
  /// The present placement, as the first solution.
  struct StayStrategy: Strategy {
    let name = "present placement"
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      let solution = Solution(instance.homes, of: instance)
      if instance.isReached(by: solution) { scoreboard.offer(solution, from: name) }
    }
  }

  /// One named heuristic.
  struct ScoreStrategy: Strategy {
    var name: String { rule.rawValue }
    private let instance: Instance
    private let rule: ScoreRule

    init(_ instance: Instance, _ rule: ScoreRule) {
      self.instance = instance
      self.rule = rule
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      var search = ScoreSearch(instance)
      let places = search.run(rule) { scoreboard.shouldStop }
      let solution = Solution(places, of: instance)
      if instance.isReached(by: solution) { scoreboard.offer(solution, from: name) }
    }
  }
}
