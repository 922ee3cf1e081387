import Race

extension Workflow {
  /// List schedules, one after the other.
  struct ListStrategy: Strategy {
    let name: String
    private let instance: Instance
    private let rules: [ListRule]

    init(_ instance: Instance, _ rules: [ListRule]) {
      self.instance = instance
      self.rules = rules
      name = rules.count == 1 ? rules[0].rawValue : "list schedules"
    }

    /// Elements tried of a rule that runs beside others.
    private static let workLimit = 20_000_000

    func run(on scoreboard: Scoreboard<Solution>) {
      for rule in rules where !scoreboard.shouldStop {
        if rules.count > 1, rule.work(of: instance) > Self.workLimit { continue }
        guard let solution = rule.solution(of: instance, shouldStop: { scoreboard.shouldStop }) else { return }
        if solution.objective < scoreboard.bestObjective { scoreboard.offer(solution, from: rule.rawValue) }
      }
    }
  }

  /// A rule that assigns what is ready, played to its end.
  struct DispatchStrategy: Strategy {
    let name: String
    private let instance: Instance
    private let rule: DispatchRule

    init(_ instance: Instance, _ rule: DispatchRule) {
      self.instance = instance
      self.rule = rule
      name = rule.rawValue
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      var simulation = Simulation(instance, clock: .ticks)
      var policy = DispatchPolicy(rule)
      guard simulation.run(&policy, shouldStop: { scoreboard.shouldStop }) else { return }
      scoreboard.offer(simulation.solution, from: name)
    }
  }
}
